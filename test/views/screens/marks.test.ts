import { expect, test } from "vitest";
import { TableStore } from "../../../src/cluster/table-store.ts";
import type { Live } from "../../../src/resources/resource.ts";
import { nameColumn } from "../../../src/resources/standard-columns.ts";
import { TableView } from "../../../src/table/table-view.ts";
import { safeText } from "../../../src/text/safe-text.ts";
import { Marks } from "../../../views/screens/marks.ts";
import type { ThingRow } from "../../support/fake-api.ts";
import { thing } from "../../support/thing.ts";

function open(...names: readonly string[]) {
	const store = new TableStore<ThingRow>();
	store.apply((draft) => {
		for (const name of names) draft.put(thing(name));
	});
	const live: Live = { nowMs: 0, usage: () => undefined, containerUsage: () => undefined };
	const view = new TableView<ThingRow, Live>({
		source: store,
		columns: [nameColumn],
		labels: () => "",
		live: () => live,
		sort: { columnId: "name", descending: false },
	});
	let told = 0;
	const marks = new Marks(
		store,
		() => view,
		() => void told++,
	);
	const mark = (...chosen: readonly string[]): void => {
		for (const name of chosen) marks.toggle(thing(name));
	};
	const list = (): readonly string[] => marks.list().map(({ row, state }) => `${row.name} ${state}`);
	return { store, view, marks, mark, list, told: () => told };
}

test("a row is marked, and marked again is not", () => {
	const { marks, mark, list, told } = open("a", "b");
	mark("a", "b");
	expect(list()).toEqual(["a shown", "b shown"]);
	mark("a");
	expect(list()).toEqual(["b shown"]);
	expect([marks.has("uid-a"), marks.has("uid-b"), told()]).toEqual([false, true, 3]);
});

test("marks stay with their rows through sort, filter and change, and are told in the order of the screen", () => {
	const { store, view, mark, list } = open("a", "b", "c");
	mark("c", "a");
	expect(list()).toEqual(["a shown", "c shown"]);
	view.setSort({ columnId: "name", descending: true });
	expect(list()).toEqual(["c shown", "a shown"]);
	store.apply((draft) => draft.put(thing("a", { text: "other" })));
	expect(list()).toEqual(["c shown", "a shown"]);
	view.setFilter("c");
	expect(list()).toEqual(["c shown", "a hidden"]);
	view.setFilter("");
	expect(list()).toEqual(["c shown", "a shown"]);
});

test("a marked row that vanishes is gone, and what bears its name then is not marked", () => {
	const { store, marks, mark, list } = open("a", "b");
	mark("a", "b");
	store.apply((draft) => draft.remove(thing("a")));
	expect(list()).toEqual(["b shown", "a gone"]);
	store.apply((draft) => draft.put(thing("a", { uid: "another" })));
	expect(list()).toEqual(["b shown", "a gone"]);
	expect(marks.has("another")).toBe(false);
});

test("while rows are held still, one that has gone is gone for the marks", () => {
	const { store, view, mark, list } = open("a", "b");
	mark("a");
	using _held = view.hold();
	store.apply((draft) => draft.remove(thing("a")));
	expect(view.shown).toBe(2);
	expect(list()).toEqual(["a gone"]);
});

test("a range goes from the row marked last to this one, either way, and leaves out what is hidden or gone", () => {
	const { store, view, marks, mark, list } = open("a", "b", "c", "d", "e");
	mark("d");
	view.setFilter("!c");
	using _held = view.hold();
	store.apply((draft) => draft.remove(thing("b")));
	expect(marks.markTo(thing("a"))).toBe(true);
	expect(list()).toEqual(["a shown", "d shown"]);
	expect(marks.markTo(thing("e"))).toBe(true);
	expect(list()).toEqual(["a shown", "d shown", "e shown"]);
});

test("no range begins where nothing was marked, or where what was marked last is not on the screen", () => {
	const { view, marks, mark, list } = open("a", "b", "c");
	expect([marks.hasAnchor, marks.markTo(thing("c"))]).toEqual([false, false]);
	mark("a");
	expect(marks.hasAnchor).toBe(true);
	view.setFilter("!a");
	expect([marks.hasAnchor, marks.markTo(thing("c"))]).toEqual([false, false]);
	view.setFilter("");
	mark("a");
	expect([marks.hasAnchor, marks.markTo(thing("c"))]).toEqual([false, false]);
	expect(list()).toEqual([]);
});

test("why something failed stays with the mark until the mark is taken away", () => {
	const { marks, mark } = open("a", "b");
	mark("a");
	marks.fail("uid-a", safeText("no"));
	marks.fail("uid-b", safeText("never marked"));
	expect(marks.list().map(({ problem }) => problem)).toEqual(["no"]);
	expect(marks.problem("uid-b")).toBeUndefined();
	mark("a", "a");
	expect(marks.problem("uid-a")).toBeUndefined();
	marks.clear();
	expect(marks.size).toBe(0);
});
