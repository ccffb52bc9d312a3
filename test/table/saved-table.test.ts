import { expect, test } from "vitest";
import { savedTable } from "../../src/table/saved-table.ts";
import { columns, server } from "./server-rows.ts";

const live = { nowMs: 0, load: new Map<string, number>() };
// What a custom resource calls its columns becomes their id.
const hostile = [
	...columns.slice(0, 1),
	{ id: "\x1b]52;c;eA==\x07", title: "", priority: 0, text: () => "\x1b[2Ja\r\nb" },
];

test("neither the name of a column nor a cell brings a control character into the file", () => {
	expect(savedTable(hostile, [server("a")], live, "csv")).toBe('"namespace","␛]52;c;eA==␇"\r\n"shop","␛[2Ja␍␊b"\r\n');
	expect(JSON.parse(savedTable(hostile, [server("a")], live, "json"))).toEqual([
		{ namespace: "shop", "␛]52;c;eA==␇": "␛[2Ja␍␊b" },
	]);
});
