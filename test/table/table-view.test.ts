import { beforeEach, describe, expect, test } from "vitest";
import { TableView } from "../../src/table/table-view.ts";
import { ListSource } from "./list-source.ts";
import { columns, type Joined, type ServerRow, server } from "./server-rows.ts";

let source: ListSource<ServerRow>;
let load: Map<string, number>;
let view: TableView<ServerRow, Joined>;

beforeEach(() => {
	source = new ListSource([
		server("b", { restarts: 3, startedAtMs: 200 }),
		server("a", { restarts: 3 }),
		server("d", { namespace: "bank", state: "Down", restarts: 9, startedAtMs: 100 }),
		server("c", { restarts: 0, startedAtMs: 300 }),
	]);
	load = new Map([
		["a", 5],
		["b", 1],
	]);
	view = new TableView({
		source,
		columns,
		labels: (row) => row.labels,
		live: () => ({ nowMs: 1_000, load }),
		sort: { columnId: "name", descending: false },
	});
});

function uids(): string {
	return view
		.window(0, 100)
		.map(({ uid }) => uid)
		.join("");
}

describe("sorting", () => {
	test.each([
		["name", false, "abcd"],
		["name", true, "dcba"],
		["restarts", false, "cabd"],
		// Equal rows keep their order whichever way the column is turned.
		["restarts", true, "dabc"],
		// What is absent is last in both directions.
		["up", false, "dbca"],
		["up", true, "cbda"],
		["load", false, "badc"],
		["load", true, "abdc"],
		["state", true, "abcd"],
		// No such column: namespace, name, UID.
		["nonsense", false, "dabc"],
	])("by %s, descending: %s", (columnId, descending, order) => {
		view.setSort({ columnId, descending });
		expect(uids()).toBe(order);
		expect(view.sort).toEqual({ columnId, descending });
	});

	test("a column read from what is joined in is sorted anew when that has changed", () => {
		view.setSort({ columnId: "load", descending: true });
		expect(uids()).toBe("abdc");
		load.set("c", 99);
		view.refreshLive("time");
		expect(uids()).toBe("abdc");
		view.refreshLive("usage");
		expect(uids()).toBe("cabd");
		load.set("d", 100);
		view.refreshLive();
		expect(uids()).toBe("dcab");
	});
});

describe("following the source", () => {
	test("new, changed and removed rows find their places", () => {
		view.setSort({ columnId: "restarts", descending: true });
		source.put(server("e", { restarts: 5 }));
		expect(uids()).toBe("deabc");
		source.put(server("c", { restarts: 7 }));
		expect(uids()).toBe("dceab");
		source.remove("d", "a");
		expect(uids()).toBe("ceb");
		expect([view.shown, view.total]).toEqual([3, 3]);
	});

	test("a row that changed and stays in place is the new row", () => {
		expect(view.at(0)?.state).toBe("Up");
		source.put(server("a", { state: "Down" }));
		expect(view.at(0)?.state).toBe("Down");
	});

	test("a row added and removed between two frames leaves no trace", () => {
		expect(uids()).toBe("abcd");
		source.put(server("x"));
		source.put(server("x", { state: "Down" }));
		source.remove("x");
		expect(uids()).toBe("abcd");
		expect(view.indexOf("x")).toBe(-1);
	});

	test("a removed row that comes back as another is there once", () => {
		expect(uids()).toBe("abcd");
		source.remove("a");
		source.put(server("a", { state: "Down" }));
		expect(uids()).toBe("abcd");
		expect(view.at(0)?.state).toBe("Down");
	});

	test("starts anew after a reset", () => {
		expect(view.total).toBe(4);
		source.reset([server("z"), server("y")]);
		expect(uids()).toBe("yz");
		source.put(server("x"));
		expect(uids()).toBe("xyz");
	});

	test("a row placed by what was joined in then is found although that has changed", () => {
		view.setSort({ columnId: "load", descending: true });
		expect(uids()).toBe("abdc");
		load.set("a", 0);
		source.remove("a");
		expect(uids()).toBe("bdc");
	});

	test("the version grows with everything that may change what is shown", () => {
		let told = 0;
		const end = view.version.subscribe(() => told++);
		source.put(server("e"));
		view.setSort({ columnId: "state", descending: false });
		view.setFilter("down");
		view.refreshLive();
		expect(told).toBe(4);
		expect(view.setFilter("!").ok).toBe(false);
		expect(told).toBe(4);
		end();
	});

	test("follows no more once it is disposed of", () => {
		view[Symbol.dispose]();
		expect(source.listeners).toBe(0);
	});
});

describe("filtering", () => {
	test("shows what matches and counts both", () => {
		view.setFilter("down");
		expect(uids()).toBe("d");
		expect([view.shown, view.total]).toEqual([1, 4]);
		view.setFilter("");
		expect(view.shown).toBe(4);
	});

	test("a row comes and goes as it begins and ceases to match", () => {
		view.setFilter("down");
		expect(uids()).toBe("d");
		source.put(server("b", { state: "Down" }));
		expect(uids()).toBe("bd");
		source.put(server("d", { namespace: "bank", state: "Up" }));
		expect(uids()).toBe("b");
		source.remove("b");
		expect(uids()).toBe("");
	});

	test("a wrong filter is told, and the last good one stays in force", () => {
		view.setFilter("down");
		expect(view.setFilter("up !")).toEqual({
			ok: false,
			failure: { message: expect.any(String), at: 3, length: 1 },
		});
		expect(uids()).toBe("d");
	});

	test("by what is joined in, rows come and go when that has changed", () => {
		view.setFilter("load>2m");
		expect(uids()).toBe("a");
		load.set("c", 99);
		view.refreshLive("time");
		expect(uids()).toBe("a");
		view.refreshLive("usage");
		expect(uids()).toBe("ac");
		load.delete("a");
		view.refreshLive();
		expect(uids()).toBe("c");
		// What nobody measured is on neither side.
		view.setFilter("!load>2m");
		expect(uids()).toBe("b");
	});

	test("sort: is told and left to whoever shows the rows", () => {
		expect(view.setFilter("sort:-name up")).toMatchObject({
			ok: true,
			value: { sort: { columnId: "name", descending: true } },
		});
		expect(uids()).toBe("abc");
	});

	test("wide columns are searched once they are visible", () => {
		view.setFilter("zone-1");
		expect(view.shown).toBe(0);
		view.setColumns(columns);
		expect(view.shown).toBe(4);
	});
});

describe("reading", () => {
	test("a window is cut to what there is", () => {
		expect(view.window(2, 10).map(({ uid }) => uid)).toEqual(["c", "d"]);
		expect(view.window(-1, 1).map(({ uid }) => uid)).toEqual(["a"]);
		expect(view.window(9, 5)).toEqual([]);
		expect(view.window(0, -1)).toEqual([]);
	});

	test("rows are found by index and by UID", () => {
		expect(view.at(3)?.uid).toBe("d");
		expect(view.at(4)).toBeUndefined();
		expect(view.indexOf("d")).toBe(3);
		expect(view.indexOf("nobody")).toBe(-1);
	});
});

describe("holding rows where they are", () => {
	test("cells change, rows do not move, and all is made good at the end", () => {
		view.setSort({ columnId: "restarts", descending: true });
		const hold = view.hold();
		source.put(server("c", { restarts: 99 }), server("e", { restarts: 50 }));
		source.remove("a");
		expect(uids()).toBe("dabc");
		expect(view.at(3)?.restarts).toBe(99);
		expect([view.indexOf("c"), view.indexOf("a"), view.indexOf("e")]).toEqual([3, 1, -1]);
		expect(view.isGone("a")).toBe(true);
		expect(view.isGone("c")).toBe(false);

		let told = 0;
		view.version.subscribe(() => told++);
		hold[Symbol.dispose]();
		hold[Symbol.dispose]();
		expect(told).toBe(1);
		expect(uids()).toBe("cedb");
		expect(view.isGone("a")).toBe(false);
	});

	test("what is joined in moves no row until the end either", () => {
		view.setSort({ columnId: "load", descending: true });
		const hold = view.hold();
		load.set("c", 99);
		view.refreshLive();
		expect(uids()).toBe("abdc");
		hold[Symbol.dispose]();
		expect(uids()).toBe("cabd");
	});

	test("a filter by what is joined in neither takes nor brings a row until the end", () => {
		view.setFilter("load>2m");
		const hold = view.hold();
		load.set("c", 99);
		load.delete("a");
		view.refreshLive();
		expect(uids()).toBe("a");
		hold[Symbol.dispose]();
		expect(uids()).toBe("c");
	});

	test("the user's own sort acts at once", () => {
		using _hold = view.hold();
		view.setSort({ columnId: "name", descending: true });
		expect(uids()).toBe("dcba");
	});
});
