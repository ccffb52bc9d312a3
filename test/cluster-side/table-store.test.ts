import { describe, expect, test } from "vitest";
import { TableStore } from "../../src/cluster/table-store.ts";
import type { RowChanges } from "../../src/table/row-source.ts";
import type { ThingRow } from "../support/fake-api.ts";
import { storeOf, thing } from "../support/thing.ts";

function followed(): { store: TableStore<ThingRow>; told: RowChanges<ThingRow>[] } {
	const store = new TableStore<ThingRow>((row) => row.node);
	const told: RowChanges<ThingRow>[] = [];
	store.subscribe((changes) => told.push(changes));
	return { store, told };
}

const put = (store: TableStore<ThingRow>, ...rows: readonly ThingRow[]): void =>
	store.apply((draft) => {
		for (const row of rows) draft.put(row);
	});
const names = (rows: Iterable<ThingRow>): string =>
	[...rows]
		.map(({ name }) => name)
		.sort()
		.join(" ");

describe("what a batch tells", () => {
	const a = thing("a");
	const newer = thing("a", { text: "new" });
	const newest = thing("a", { text: "newest" });
	const other = thing("a", { uid: "other" });

	test("an addition, a change and a deletion in one go", () => {
		const { store, told } = followed();
		put(store, a, thing("b"), thing("c"));
		store.apply((draft) => {
			draft.put(newer);
			draft.remove(thing("b"));
			draft.put(thing("d"));
		});
		expect(told[1]).toEqual({
			reset: false,
			added: [thing("d")],
			updated: [{ before: a, after: newer }],
			removed: [thing("b")],
		});
	});

	test("two changes of a row are one, from the first to the last", () => {
		const { store, told } = followed();
		put(store, a);
		put(store, newer, newest);
		expect(told[1]?.updated).toEqual([{ before: a, after: newest }]);
	});

	test("an addition that is changed in the same batch is an addition", () => {
		const { store, told } = followed();
		put(store, a, newer);
		expect(told).toEqual([{ reset: false, added: [newer], updated: [], removed: [] }]);
	});

	test("a row that came and went within the batch is not told of", () => {
		const { store, told } = followed();
		store.apply((draft) => {
			draft.put(a);
			draft.remove(a);
		});
		expect(told).toEqual([]);
		expect(store.size).toBe(0);
	});

	test("a row that was changed and then deleted is a deletion of what was known", () => {
		const { store, told } = followed();
		put(store, a);
		store.apply((draft) => {
			draft.put(newer);
			draft.remove(newer);
		});
		expect(told[1]).toEqual({ reset: false, added: [], updated: [], removed: [a] });
	});

	test("another UID under the same name is a deletion and an addition", () => {
		const { store, told } = followed();
		put(store, a);
		put(store, other);
		expect(told[1]).toEqual({ reset: false, added: [other], updated: [], removed: [a] });
		expect(store.size).toBe(1);
	});

	test("a row that says the same keeps its identity and tells nobody", () => {
		const { store, told } = followed();
		put(store, a);
		put(store, { ...a });
		expect(told.length).toBe(1);
		expect(store.byName("default", "a")).toBe(a);
	});

	test("a deletion counts for the name, whatever UID it names", () => {
		const { store } = followed();
		put(store, a);
		store.apply((draft) => draft.remove(other));
		expect(store.size).toBe(0);
	});

	test("a listener that has left is not told", () => {
		const store = new TableStore<ThingRow>();
		const told: unknown[] = [];
		const leave = store.subscribe((changes) => told.push(changes));
		leave();
		put(store, a);
		expect(told).toEqual([]);
	});
});

describe("replace", () => {
	test("by difference: what says the same stays the same object", () => {
		const { store, told } = followed();
		const kept = thing("kept");
		put(store, kept, thing("changed"), thing("gone"));
		store.replace(storeOf([thing("kept"), thing("changed", { text: "new" }), thing("new")]));
		expect(store.byName("default", "kept")).toBe(kept);
		expect(names(store.rows())).toBe("changed kept new");
		expect(told[1]?.added.length).toBe(1);
		expect(told[1]?.updated.length).toBe(1);
		expect(told[1]?.removed.length).toBe(1);
	});

	test("with the same rows tells nobody", () => {
		const { store, told } = followed();
		put(store, thing("a"), thing("b"));
		store.replace(storeOf([thing("b"), thing("a")]));
		expect(told.length).toBe(1);
	});

	test("with nothing empties the store", () => {
		const { store } = followed();
		put(store, thing("a"));
		store.replace(storeOf([]));
		expect([store.size, [...store.rows()]]).toEqual([0, []]);
	});
});

describe("indexes", () => {
	/** Built before the rows come and kept current, or built from the rows when first asked. */
	test.each(["before", "after"])("say the same whether first asked %s the rows came", (asked) => {
		const { store } = followed();
		const look = (): readonly string[] => [
			names(store.onNode("n1")),
			names(store.onNode("n2")),
			names(store.onNode("")),
			names(store.ownedBy("o1")),
			names(store.ownedBy("o2")),
			names(store.inNamespace("default")),
			names(store.inNamespace("other")),
			store.byUid("uid-a")?.name ?? "",
			store.byUid("uid-c")?.name ?? "",
			store.byUid("uid-e2")?.name ?? "",
		];
		if (asked === "before") expect(look().join("")).toBe("");
		put(
			store,
			thing("a", { node: "n1", ownerUid: "o1" }),
			thing("b", { node: "n1", ownerUid: "o1" }),
			thing("c", { node: "n1" }),
			thing("d", { node: "n2", ownerUid: "o2", namespace: "other" }),
			thing("e", { node: "n2", uid: "uid-e1" }),
		);
		put(store, thing("a", { node: "n2", ownerUid: "o1" }), thing("e", { node: "n1", uid: "uid-e2" }));
		store.apply((draft) => draft.remove(thing("c")));
		expect(look()).toEqual(["b e", "a d", "", "a b", "d", "a b e", "d", "a", "", "e"]);
	});

	test("a kind that does not live on nodes has none on any node", () => {
		const store = new TableStore<ThingRow>();
		put(store, thing("a", { node: "n1" }));
		expect(names(store.onNode("n1"))).toBe("");
	});
});
