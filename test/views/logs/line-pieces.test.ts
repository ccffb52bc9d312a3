import { expect, test } from "vitest";
import type { LogRow } from "../../../src/logs/log-view.ts";
import { safeText } from "../../../src/text/safe-text.ts";
import { cellWidth } from "../../../src/text/width.ts";
import { columnHeadings, type LineLook, linePieces } from "../../../views/logs/line-pieces.ts";
import { LogColumns } from "../../../views/logs/log-columns.ts";
import type { Piece } from "../../../views/theme/styled-text.ts";
import { logRow } from "../../support/scripted-logs.ts";

const look: LineLook = { form: "fields", hasLevels: true, messageWidth: 10, columns: [], searched: "" };
const field = (name: string, value: string) => ({ name: safeText(name), value: safeText(value) });
const request = logRow(1, '{"level":"error","msg":"timed out","path":"/v1/a b","ms":12}', {
	level: "error",
	message: [{ text: safeText("timed out") }],
	fields: [field("path", "/v1/a b"), field("ms", "12")],
});
const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join("");
const columnsOf = (...rows: LogRow[]): LogColumns => {
	const columns = new LogColumns();
	columns.grow(rows, [safeText("path"), safeText("ms")], 80);
	return columns;
};

const matches = (pieces: readonly Piece[]): string[] =>
	pieces.filter(({ token }) => token === "match").map(({ text }) => text);

test("level, message, and the fields after it", () => {
	expect(textOf(linePieces(request, look))).toBe('ERROR timed out  path="/v1/a b"  ms=12');
	expect(linePieces(request, look)[0]).toEqual({ text: "ERROR", token: "broken" });
	expect(textOf(linePieces(request, { ...look, hasLevels: false }))).toMatch(/^timed out/);
});

test("the line as it came is as bad as it says, unless it brings a look of its own", () => {
	const raw = linePieces(request, { ...look, form: "raw" });
	expect(raw.map(({ text, token, style }) => [text, token, style])).toEqual([
		['{"level":"error","msg":"timed out","path":"/v1/a b","ms":12}', "broken", undefined],
	]);
	const segments = [{ text: safeText("red"), color: "red", bold: true }, { text: safeText(" plain") }];
	const coloured = logRow(2, "", { segments, message: segments });
	const [first, second] = linePieces(coloured, { ...look, form: "raw" });
	expect(first?.style).toEqual({ color: "red", bold: true });
	expect(second?.style).toBeUndefined();
	expect(linePieces(coloured, look).find(({ text }) => text === "red")?.style).toBe(first?.style);
});

test("fields stand below one another, a line without any has the whole width", () => {
	const { columns, messageWidth } = columnsOf(request);
	const asColumns: LineLook = { ...look, form: "columns", columns, messageWidth };
	expect(textOf(columnHeadings(asColumns))).toBe("LEVEL MESSAGE           path     ms");
	expect(textOf(linePieces(request, asColumns))).toBe("ERROR timed out         /v1/a b  12");
	const text = logRow(2, "a text that is longer than a message may be wide");
	expect(textOf(linePieces(text, asColumns))).toBe("      a text that is longer than a message may be wide");
});

test("columns grow and never shrink, keep their order, and are bounded", () => {
	const columns = columnsOf(request);
	const before = columns.columns;
	columns.grow([logRow(3, "x")], [safeText("ms"), safeText("path")], 80);
	expect(columns.columns).toBe(before);
	const long = logRow(4, "", {
		fields: [field("path", "x".repeat(99))],
		message: [{ text: safeText("m".repeat(99)) }],
	});
	columns.grow(
		[long],
		Array.from({ length: 40 }, (_, index) => safeText(`field${index}`)),
		80,
	);
	expect(columns.columns.slice(0, 2).map(({ name, width }) => [name, width])).toEqual([
		["path", 24],
		["ms", 2],
	]);
	expect([columns.columns.length, columns.messageWidth]).toEqual([12, 32]);
});

test("what is searched for is marked, in fields too; a context line is quiet", () => {
	const found = linePieces(request, { ...look, searched: "V1" });
	expect(matches(found)).toEqual(["v1"]);
	expect(matches(linePieces(request, { ...look, searched: 'h="/V1' }))).toEqual(["h=", '"/v1']);
	const message = [{ text: safeText("timed ") }, { text: safeText("out"), isMatch: true }];
	const marked = linePieces({ ...request, message }, { ...look, searched: "out" });
	expect(matches(marked)).toEqual(["out"]);
	const context = linePieces({ ...request, isContext: true }, look);
	expect(context.find(({ text }) => text === "timed out")?.token).toBe("muted");
});

test("what stands among the lines is no line, and what was not kept is said", () => {
	const gap = logRow(5, "something may be missing", { kind: "gap" });
	expect(linePieces(gap, look)).toEqual([{ text: "── something may be missing ──", token: "attention" }]);
	expect(textOf(linePieces({ ...request, cutBytes: 12_345 }, look))).toMatch(/ {2}… 12,345 bytes more$/);
});

test("a message of wide characters keeps columns where they are", () => {
	const wide = { ...request, message: [{ text: safeText("価格の表が見つかりません") }] };
	const asColumns: LineLook = {
		...look,
		form: "columns",
		columns: [{ name: safeText("ms"), width: 2 }],
		messageWidth: 11,
	};
	expect(textOf(linePieces(wide, asColumns))).toBe("ERROR 価格の表が…  12");
	expect(cellWidth(textOf(linePieces(wide, asColumns)))).toBe(6 + 11 + 2 + 2);
});
