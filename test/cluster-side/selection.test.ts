import { expect, test } from "vitest";
import { select } from "../../src/cluster/selection.ts";
import { TableStore } from "../../src/cluster/table-store.ts";
import type { Selection } from "../../src/resources/resource.ts";
import type { ThingRow } from "../support/fake-api.ts";
import { storeOf, thing } from "../support/thing.ts";

const rows: readonly ThingRow[] = [
	thing("a", { node: "n1", ownerUid: "o1", labels: "app=web" }),
	thing("b", { node: "n1", ownerUid: "o2", labels: "app=web" }),
	thing("c", { node: "n2", ownerUid: "o1", labels: "app=api" }),
	thing("d", { namespace: "other", node: "n1", ownerUid: "o2", labels: "app=web" }),
	thing("e"),
];

const table: readonly (readonly [selection: Selection, selected: string])[] = [
	[{ by: "namespace", namespace: "default" }, "a b c e"],
	[{ by: "namespace", namespace: "nowhere" }, ""],
	[{ by: "node", node: "n1" }, "a b d"],
	[{ by: "node", node: "" }, ""],
	[{ by: "owner", uid: "o1" }, "a c"],
	[{ by: "owner", uid: "" }, ""],
	[{ by: "uid", uid: "uid-c" }, "c"],
	[{ by: "uid", uid: "uid-z" }, ""],
	[{ by: "name", namespace: "other", name: "d" }, "d"],
	[{ by: "name", namespace: "default", name: "d" }, ""],
	[{ by: "selector", namespace: "default", selector: "app=web" }, "a b"],
	[{ by: "selector", namespace: "other", selector: "app in (web,api)" }, "d"],
	[{ by: "selector", namespace: "", selector: "app in (web,api)" }, "a b c d"],
	[{ by: "selector", namespace: "default", selector: "" }, ""],
	[{ by: "selector", namespace: "default", selector: "app in" }, ""],
];

const names = (selected: Iterable<ThingRow>): string =>
	[...selected]
		.map(({ name }) => name)
		.sort()
		.join(" ");

test.each(table)("%j selects %j", (selection, selected) => {
	using source = select(storeOf(rows), selection);
	expect(names(source.rows())).toBe(selected);
	expect(source.size).toBe(selected.split(" ").filter(Boolean).length);
});

test.each(table)("%j selects the same when the rows come later", (selection, selected) => {
	const store = storeOf([]);
	using source = select(store, selection);
	store.replace(storeOf(rows));
	expect(names(source.rows())).toBe(selected);
});

test("a row that is changed so that it belongs comes, and one that no longer belongs goes", () => {
	const store = storeOf(rows);
	using source = select(store, { by: "node", node: "n2" });
	const told: string[] = [];
	source.subscribe(({ added, updated, removed }) =>
		told.push(`+${names(added)} ~${names(updated.map(({ after }) => after))} -${names(removed)}`),
	);
	store.apply((draft) => {
		draft.put(thing("a", { node: "n2" }));
		draft.put(thing("c", { node: "n1" }));
		draft.put(thing("b", { node: "n1", text: "elsewhere" }));
	});
	store.apply((draft) => draft.put(thing("a", { node: "n2", text: "new" })));
	store.apply((draft) => draft.remove(thing("a")));
	expect(told).toEqual(["+a ~ -c", "+ ~a -", "+ ~ -a"]);
	expect(source.size).toBe(0);
	expect(source.byUid("uid-a")).toBeUndefined();
});

test("a change outside of the selection is not told", () => {
	const store = storeOf(rows);
	using source = select(store, { by: "owner", uid: "o1" });
	let told = 0;
	source.subscribe(() => told++);
	store.apply((draft) => draft.put(thing("e", { text: "new" })));
	expect(told).toBe(0);
});

test("a selection that was disposed of follows no more", () => {
	const store = storeOf(rows);
	const source = select(store, { by: "namespace", namespace: "default" });
	let told = 0;
	source.subscribe(() => told++);
	source[Symbol.dispose]();
	store.replace(storeOf([]));
	expect(told).toBe(0);
});

test("what tells of an object goes by its UID, and by kind and name only where it gives none", () => {
	const told = [
		["same", "uid-1", "Pod", "api"],
		["other-of-its-name", "uid-2", "Pod", "api"],
		["longer-name", "uid-3", "Pod", "api-2"],
		["nameless", "", "Pod", "api"],
		["other-kind", "", "Service", "api"],
		["name-for-uid", "api", "Pod", "api"],
	] as const;
	const subjects = new Map(told.map(([name, uid, kind, object]) => [name as string, { uid, kind, name: object }]));
	const store = new TableStore<ThingRow>(
		undefined,
		({ name }) => subjects.get(name) ?? { uid: "", kind: "", name: "" },
	);
	store.replace(
		storeOf([...told.map(([name]) => thing(name)), thing("nameless", { namespace: "other", uid: "uid-elsewhere" })]),
	);
	const wanted = { by: "about", uid: "uid-1", kind: "Pod", name: "api" } as const;
	using inNamespace = select(store, { ...wanted, namespace: "default" });
	expect(names(inNamespace.rows())).toBe("name-for-uid nameless same");
	using anywhere = select(store, { ...wanted, namespace: "" });
	expect(names(anywhere.rows())).toBe("name-for-uid nameless nameless same");
});
