import { describe, expect, test } from "vitest";
import { createStore } from "../../../src/base/store.ts";
import type { Freshness } from "../../../src/cluster/freshness.ts";
import { TableStore } from "../../../src/cluster/table-store.ts";
import type { Live, TableKind } from "../../../src/resources/resource.ts";
import { ageColumn, nameColumn, namespaceColumn } from "../../../src/resources/standard-columns.ts";
import { STILL_MS } from "../../../views/screens/stillness.ts";
import { TableModel } from "../../../views/screens/table-model.ts";
import type { ThingRow } from "../../support/fake-api.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { thing } from "../../support/thing.ts";

const things: TableKind<ThingRow> = {
	id: "things",
	plural: "things",
	kind: "Thing",
	namespaced: true,
	columns: [
		namespaceColumn,
		nameColumn,
		{ id: "text", title: "TEXT", priority: 1, text: (row) => row.text },
		{ id: "node", title: "NODE", priority: 2, wide: true, text: (row) => row.node },
		ageColumn,
	],
	health: () => "plain",
};
const live: Live = { nowMs: 0, usage: () => undefined, containerUsage: () => undefined };

function open(names: readonly string[], kind: TableKind = things) {
	const clock = new ManualClock();
	const store = new TableStore<ThingRow>();
	store.apply((draft) => {
		for (const name of names) draft.put(thing(name));
	});
	const freshness = createStore<Freshness>({ state: "live", sinceMs: 0 });
	const shown = createStore<TableKind>(kind);
	let closed = 0;
	const source = { kind: shown, rows: store, freshness, reload: () => {}, [Symbol.dispose]: () => void closed++ };
	const target = { kind: { ...things, shortNames: [], group: "", version: "v1" }, namespace: undefined };
	const table = new TableModel(target, source, () => live, clock);
	let draws = 0;
	table.changed.subscribe(() => void draws++);
	const names_ = (height = 10): string[] => table.window(height).rows.map(({ name }) => name);
	return { clock, store, freshness, shown, table, names: names_, draws: () => draws, closed: () => closed };
}

const letters = "abcdefghij".split("");

test("the cursor stays on its row when rows come and go above it", () => {
	const { store, table } = open(["b", "d", "f"]);
	table.moveTo(1);
	expect(table.current()?.name).toBe("d");
	store.apply((draft) => draft.put(thing("a")));
	store.apply((draft) => draft.put(thing("c")));
	expect(table.current()?.name).toBe("d");
	expect(table.window(10).cursor).toBe(3);
	store.apply((draft) => draft.remove(thing("a")));
	expect(table.window(10).cursor).toBe(2);
});

describe("ghosts", () => {
	test("the row under the cursor stays when it is gone, takes no action, and no other slides under the hand", () => {
		const { store, table, names } = open(["a", "b", "c"]);
		table.moveTo(1);
		store.apply((draft) => draft.remove(thing("b")));
		expect(names()).toEqual(["a", "b", "c"]);
		expect(table.window(10).cursor).toBe(1);
		expect(table.current()).toBeUndefined();
		expect(table.currentIsGone).toBe(true);
		expect(table.isGone("uid-b")).toBe(true);
		expect(table.shown).toBe(2);
	});

	test.each([
		[1, "c"],
		[-1, "a"],
	])("moving by %i leaves it for its neighbour, and it is not drawn again", (step, neighbour) => {
		const { store, table, names } = open(["a", "b", "c"]);
		table.moveTo(1);
		store.apply((draft) => draft.remove(thing("b")));
		table.moveBy(step);
		expect(table.current()?.name).toBe(neighbour);
		expect(names()).toEqual(["a", "c"]);
	});

	test("the last row of all may be one", () => {
		const { store, table, names } = open(["a"]);
		names();
		table.touch();
		store.apply((draft) => draft.remove(thing("a")));
		expect(names()).toEqual(["a"]);
		expect(table.currentIsGone).toBe(true);
		table.moveBy(1);
		expect(table.currentIsGone).toBe(true);
	});

	test("a window of few lines is filled around it", () => {
		const { store, table, names } = open(letters);
		table.moveTo(5);
		expect(names(3)).toEqual(["d", "e", "f"]);
		store.apply((draft) => draft.remove(thing("f")));
		expect(names(3)).toEqual(["d", "e", "f"]);
		table.moveBy(1);
		expect(names(3)).toEqual(["d", "e", "g"]);
	});

	test("a filter or a sort of the user's drops it", () => {
		for (const ask of ["filter", "sort"] as const) {
			const { store, table, names } = open(["a", "b", "c"]);
			table.moveTo(1);
			store.apply((draft) => draft.remove(thing("b")));
			if (ask === "sort") table.sortBy("name");
			else table.setFilter("thing");
			expect(names()).not.toContain("b");
			expect(table.currentIsGone).toBe(false);
		}
	});

	test("a row that no longer passes the filter stays under the cursor, alive", async () => {
		const { clock, store, table, names } = open(["a", "b", "c"]);
		store.apply((draft) => draft.put(thing("b", { text: "broken" })));
		table.setFilter("broken");
		table.moveTo(0);
		store.apply((draft) => draft.put(thing("b", { text: "mended" })));
		await clock.advance(STILL_MS);
		expect(names()).toEqual(["b"]);
		expect(table.shown).toBe(0);
		expect(table.current()).toMatchObject({ name: "b", text: "mended" });
	});

	test("what takes the place of a row under the same name is another row", () => {
		const { store, table, names } = open(["a", "b"]);
		table.moveTo(1);
		store.apply((draft) => {
			draft.remove(thing("b"));
			draft.put(thing("b", { uid: "uid-b-again" }));
		});
		expect(names()).toEqual(["a", "b", "b"]);
		expect(table.current()).toBeUndefined();
		table.moveBy(1);
		expect(table.current()?.uid).toBe("uid-b-again");
	});

	test("a key acts on the row that was drawn under the cursor, not on one that has come since", () => {
		const { store, table, names } = open(["b", "c"]);
		names();
		store.apply((draft) => draft.put(thing("a")));
		table.touch();
		expect(table.current()?.name).toBe("b");
	});
});

describe("stillness", () => {
	test("for a second after a key no change moves a row; then all are placed", async () => {
		const { clock, store, table, names } = open(["b", "c", "d"]);
		names();
		table.touch();
		store.apply((draft) => draft.put(thing("a")));
		store.apply((draft) => draft.remove(thing("c")));
		await clock.advance(STILL_MS - 1);
		expect(names()).toEqual(["b", "c", "d"]);
		expect(table.isGone("uid-c")).toBe(true);
		await clock.advance(1);
		expect(names()).toEqual(["a", "b", "d"]);
	});

	test("each key begins the second anew", async () => {
		const { clock, store, table, names } = open(["b"]);
		names();
		table.touch();
		store.apply((draft) => draft.put(thing("a")));
		await clock.advance(600);
		table.touch();
		await clock.advance(600);
		expect(names()).toEqual(["b"]);
		await clock.advance(400);
		expect(names()).toEqual(["a", "b"]);
	});

	test("cells go on changing", () => {
		const { store, table } = open(["a"]);
		table.window(10);
		table.touch();
		store.apply((draft) => draft.put(thing("a", { text: "later" })));
		expect(table.window(10).rows).toMatchObject([{ text: "later" }]);
	});

	test("the user's own sort and filter act at once", () => {
		const { table, names } = open(["x", "y"]);
		table.touch();
		table.sortBy("name");
		expect(names()).toEqual(["y", "x"]);
		table.setFilter("x");
		expect(names()).toEqual(["x"]);
	});

	test("who has not moved yet is at the top of the new order; who has stays on their row", () => {
		const { table, names } = open(["x", "y", "z"]);
		names();
		table.touch();
		table.sortBy("name");
		expect(table.current()?.name).toBe("z");
		table.moveBy(1);
		table.sortBy("name");
		expect(table.current()?.name).toBe("y");
		table.moveTo(0);
		table.sortBy("name");
		expect(table.current()?.name).toBe("x");
		expect(table.window(10).cursor).toBe(2);
	});

	test("a list that is being read fills on", () => {
		const { store, freshness, table, names } = open([]);
		freshness.set({ state: "syncing", sinceMs: 0, received: 0 });
		table.touch();
		store.apply((draft) => draft.put(thing("a")));
		expect(names()).toEqual(["a"]);
	});
});

test("the window follows the cursor to both ends and no further", () => {
	const { table, names } = open(letters);
	expect(names(4)).toEqual(["a", "b", "c", "d"]);
	table.moveBy(4);
	expect(names(4)).toEqual(["b", "c", "d", "e"]);
	table.moveBy(-1);
	expect(names(4)).toEqual(["b", "c", "d", "e"]);
	table.moveTo(Number.MAX_SAFE_INTEGER);
	expect(names(4)).toEqual(["g", "h", "i", "j"]);
	table.moveBy(1);
	expect(table.current()?.name).toBe("j");
	table.moveTo(0);
	expect(names(4)).toEqual(["a", "b", "c", "d"]);
});

test("a page moves window and cursor together", () => {
	const { table, names } = open(letters);
	names(4);
	table.page(1);
	expect([table.current()?.name, ...names(4)]).toEqual(["e", "e", "f", "g", "h"]);
	table.page(-0.5);
	expect([table.current()?.name, ...names(4)]).toEqual(["c", "c", "d", "e", "f"]);
	table.page(5);
	expect([table.current()?.name, ...names(4)]).toEqual(["j", "g", "h", "i", "j"]);
});

test("a taller screen shows more without a gap at the end", () => {
	const { table, names } = open(letters);
	table.moveTo(9);
	expect(names(3)).toEqual(["h", "i", "j"]);
	expect(names(6)).toEqual(["e", "f", "g", "h", "i", "j"]);
	expect(names(20)).toEqual(letters);
});

test("a filter keeps the cursor on its row if it still shows", () => {
	const { table, names } = open(["api-1", "db-1", "api-2"]);
	table.moveTo(1);
	expect(table.current()?.name).toBe("api-2");
	table.setFilter("2");
	expect(names()).toEqual(["api-2"]);
	expect(table.current()?.name).toBe("api-2");
	table.setFilter("");
	expect(names()).toEqual(["api-1", "api-2", "db-1"]);
	expect(table.current()?.name).toBe("api-2");
});

test("a wrong filter leaves the last good one in force and is told", () => {
	const { table, names } = open(["api-1", "db-1"]);
	table.setFilter("api");
	table.setFilter("api !");
	expect(names()).toEqual(["api-1"]);
	expect(table.filter.text.get()).toBe("api !");
	expect(table.filter.problem.get()).toMatchObject({ at: 4, length: 1, message: expect.stringMatching(/./) });
	expect(table.filter.inForce.get()).toBe("api");
	table.setFilter("api !1");
	expect(table.filter.problem.get()).toBeUndefined();
	expect(names()).toEqual([]);
});

test("sort: in a filter sorts when it is new, and typing on leaves the user's own sort", () => {
	const { table, names } = open(["a-1", "b-1", "c-1"]);
	table.setFilter("1 sort:-name");
	expect(names()).toEqual(["c-1", "b-1", "a-1"]);
	table.sortBy("name");
	expect(names()).toEqual(["a-1", "b-1", "c-1"]);
	table.setFilter("1 sort:-name b");
	expect(table.sort).toEqual({ columnId: "name", descending: false });
	table.setFilter("1");
	table.setFilter("1 sort:-name");
	expect(names()).toEqual(["c-1", "b-1", "a-1"]);
});

test("sorting by the same column again reverses; by another starts its own way", () => {
	const { table, names } = open(["b", "a", "c"]);
	expect(names()).toEqual(["a", "b", "c"]);
	table.sortBy("name");
	expect(names()).toEqual(["c", "b", "a"]);
	table.sortBy("age");
	expect(table.sort).toEqual({ columnId: "age", descending: false });
	table.sortBy("no-such-column");
	expect(table.sort.columnId).toBe("age");
});

test("sorting by the neighbour goes through the columns on screen, round and round", () => {
	const { table } = open(["a"]);
	const visited = ["text", "age", "namespace", "name"].map(() => {
		table.sortByNeighbour(1);
		return table.sort.columnId;
	});
	expect(visited).toEqual(["text", "age", "namespace", "name"]);
	table.toggleWide();
	expect(table.columns.map(({ id }) => id)).toContain("node");
});

test("a thousand changes are drawn at once and then ten times a second; a key at once", async () => {
	const { clock, store, table, draws } = open([]);
	for (let change = 0; change < 1_000; change++) store.apply((draft) => draft.put(thing(`row-${change}`)));
	expect(draws()).toBe(1);
	table.moveBy(1);
	expect(draws()).toBe(2);
	await clock.advance(100);
	expect(draws()).toBe(3);
	await clock.advance(5_000);
	expect(draws()).toBe(3);
});

test("columns that become known later keep filter, sort and cursor", () => {
	const { shown, table, names } = open(["a", "b", "c"], { ...things, columns: [] });
	table.setFilter("b");
	shown.set(things);
	expect(names()).toEqual(["b"]);
	expect(table.sort.columnId).toBe("name");
	expect(table.columns.length).toBeGreaterThan(0);
});

test("a closed table lets its source go and follows nothing", async () => {
	const { clock, store, freshness, table, draws, closed } = open(["a"]);
	table[Symbol.dispose]();
	store.apply((draft) => draft.put(thing("b")));
	freshness.set({ state: "syncing", sinceMs: 0, received: 1 });
	await clock.advance(1_000);
	expect(closed()).toBe(1);
	expect(draws()).toBe(0);
	expect(clock.waiting).toBe(0);
});

test("a key that comes before the filter is drawn does not bring back the row it leaves out", () => {
	const { table, names } = open(["a1", "a2", "b1", "b2"]);
	names();
	table.moveTo(3);
	names();
	table.touch();
	table.setFilter("name:a*");
	table.touch();
	expect(names()).toEqual(["a1", "a2"]);
	expect(table.currentIsGone).toBe(false);
});

test("nor does it take the cursor of who has not moved yet from the top of a new order", () => {
	const { table, names } = open(["a", "b", "c"]);
	names();
	table.setSort({ columnId: "name", descending: true });
	table.touch();
	expect(names()).toEqual(["c", "b", "a"]);
	expect(table.window(10).cursor).toBe(0);
});

test("a filter by a column that becomes known later acts as soon as it is, with what it asks to sort by", () => {
	const { table, shown } = open(["a", "b", "c"], { ...things, columns: [nameColumn] });
	table.setFilter("text:c sort:-name");
	expect(table.filter.problem.get()).toBeDefined();
	shown.set(things);
	expect(table.filter.problem.get()).toBeUndefined();
	expect(table.filter.inForce.get()).toBe("text:c sort:-name");
	expect(table.sort).toEqual({ columnId: "name", descending: true });
});

test("a filter that is wrong when columns become known leaves the last good one in force", () => {
	const { table, shown, names } = open(["a", "b", "ab"], { ...things, columns: [nameColumn] });
	table.setFilter("name:a*");
	table.setFilter("name:a* (");
	shown.set(things);
	expect(names()).toEqual(["a", "ab"]);
	expect(table.filter.inForce.get()).toBe("name:a*");
	expect(table.filter.problem.get()).toBeDefined();
});
