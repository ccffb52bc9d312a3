import { describe, expect, it } from "vitest";
import { type TableColumn, tableCodec } from "../../../src/kube/wire/table-codec.ts";
import { chunksOf, gatherList, gatherWatch, jsonEvent, jsonType, response } from "./bodies.ts";

const definitions = [
	{ name: "Name", type: "string", format: "name", description: "the name", priority: 0 },
	{ name: "Ready", type: "boolean", format: "", description: "", priority: 1 },
];

const metadata = (name: string, resourceVersion = "5") => ({
	name,
	namespace: "shop",
	uid: `uid-${name}`,
	resourceVersion,
	creationTimestamp: "2026-01-01T00:00:00Z",
	labels: { b: "2", a: "1" },
	ownerReferences: [{ uid: "owner", kind: "Shop", name: "s", controller: true }],
});
const tableRow = (name: string, ...cells: unknown[]) => ({
	cells: [name, ...cells],
	object: { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: metadata(name) },
});
const table = (fields: object) => ({
	kind: "Table",
	apiVersion: "meta.k8s.io/v1",
	metadata: { resourceVersion: "9" },
	...fields,
});
const row = (name: string, ...cells: string[]) => ({
	uid: `uid-${name}`,
	namespace: "shop",
	name,
	createdAtMs: Date.UTC(2026, 0, 1),
	deletedAtMs: undefined,
	labels: "a=1,b=2",
	ownerUid: "owner",
	cells: [name, ...cells],
});

/** A codec, and what it told of columns, in order. */
function codecAndColumns() {
	const told: (readonly TableColumn[])[] = [];
	return { codec: tableCodec((columns) => told.push(columns)), told };
}

describe("a list as a table", () => {
	const body = Buffer.from(
		JSON.stringify(
			table({
				metadata: { resourceVersion: "9", continue: "more" },
				columnDefinitions: definitions,
				rows: [tableRow("a", true), tableRow("b", null), tableRow("c", 1.5), tableRow("d", ["x"])],
			}),
		),
	);

	it.each([1, 33, 100_000])("is read in chunks of %i bytes, columns first", async (size) => {
		const { codec, told } = codecAndColumns();
		expect(await gatherList(codec.list(response(jsonType, chunksOf(body, size))))).toStrictEqual({
			rows: [row("a", "true"), row("b", ""), row("c", "1.5"), row("d", '["x"]')],
			malformed: 0,
			ends: 1,
			end: { resourceVersion: "9", continueToken: "more" },
		});
		expect(told).toStrictEqual([definitions]);
	});

	it("goes on after rows that cannot be read", async () => {
		const { codec } = codecAndColumns();
		const rows = [null, {}, { object: { metadata: metadata("x") } }, { cells: 5, object: {} }, tableRow("a")];
		const read = await gatherList(codec.list(response(jsonType, [Buffer.from(JSON.stringify(table({ rows })))])));
		expect(read).toMatchObject({ rows: [row("a")], malformed: 4 });
	});

	it("identifies what has no UID by its name", async () => {
		const { codec } = codecAndColumns();
		const rows = [{ cells: ["m"], object: { metadata: { name: "m", namespace: "shop" } } }];
		const read = await gatherList(codec.list(response(jsonType, [Buffer.from(JSON.stringify(table({ rows })))])));
		expect(read.rows).toMatchObject([{ uid: "shop/m", name: "m" }]);
	});

	it("shows the objects themselves where a server knows no tables", async () => {
		const { codec, told } = codecAndColumns();
		const list = {
			kind: "ShopList",
			metadata: { resourceVersion: "3" },
			items: [{ metadata: metadata("a") }, { metadata: { name: "b" } }],
		};
		const read = await gatherList(codec.list(response(jsonType, [Buffer.from(JSON.stringify(list))])));
		expect(read.rows.map(({ cells }) => cells)).toStrictEqual([
			["a", "2026-01-01T00:00:00Z"],
			["b", ""],
		]);
		expect(told.map((columns) => columns.map(({ name }) => name))).toStrictEqual([["Name", "Created At"]]);
	});
});

describe("a watch as tables", () => {
	it("has columns in its first event only", async () => {
		const { codec, told } = codecAndColumns();
		const body = [
			jsonEvent("ADDED", table({ columnDefinitions: definitions, rows: [tableRow("a", true)] })),
			jsonEvent("MODIFIED", table({ columnDefinitions: null, rows: [tableRow("a", false)] })),
			jsonEvent("DELETED", table({ rows: [tableRow("a", false)] })),
		];
		expect(await gatherWatch(codec.watch(response(jsonType, body)))).toStrictEqual({
			events: [
				{ type: "ADDED", row: row("a", "true"), resourceVersion: "5" },
				{ type: "MODIFIED", row: row("a", "false"), resourceVersion: "5" },
				{ type: "DELETED", row: row("a", "false"), resourceVersion: "5" },
			],
			failure: undefined,
		});
		expect(told).toStrictEqual([definitions]);
	});

	const end = { "k8s.io/initial-events-end": "true" };
	const status = { kind: "Status", code: 410, reason: "Expired", message: "too old" };

	it.each([
		[
			"a bookmark's row",
			"BOOKMARK",
			table({ rows: [{ cells: [""], object: { metadata: { resourceVersion: "7" } } }] }),
			{ resourceVersion: "7" },
		],
		["a bookmark's table", "BOOKMARK", table({ rows: [] }), { resourceVersion: "9", initialEventsEnd: false }],
		[
			"the end of the initial events",
			"BOOKMARK",
			table({ rows: [{ object: { metadata: { resourceVersion: "8", annotations: end } } }] }),
			{ resourceVersion: "8", initialEventsEnd: true },
		],
		[
			"a bookmark that is no table",
			"BOOKMARK",
			{ kind: "Shop", metadata: { resourceVersion: "6" } },
			{ resourceVersion: "6" },
		],
		["an error", "ERROR", status, { failure: { kind: "gone", reason: "Expired" } }],
	])("says %s", async (_what, type, object, event) => {
		const { codec } = codecAndColumns();
		const read = await gatherWatch(codec.watch(response(jsonType, [jsonEvent(type, object)])));
		expect(read.events).toMatchObject([{ type, ...event }]);
	});

	it("goes on after a table without rows, and after one that is no object", async () => {
		const { codec } = codecAndColumns();
		const body = [
			jsonEvent("ADDED", table({ rows: [] })),
			jsonEvent("ADDED", 5),
			jsonEvent("ADDED", table({ rows: [tableRow("a")] })),
		];
		const read = await gatherWatch(codec.watch(response(jsonType, body)));
		expect(read.events).toMatchObject([{ type: "MALFORMED" }, { type: "MALFORMED" }, { type: "ADDED", row: row("a") }]);
	});
});
