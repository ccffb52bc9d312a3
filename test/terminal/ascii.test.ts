import fc from "fast-check";
import { expect, test } from "vitest";
import { parseLine } from "../../src/terminal/screen-line.ts";
import { cellWidth } from "../../src/text/width.ts";
import { fuzz } from "../support/fuzz.ts";

const drawn = (text: string): string => parseLine(text, 200, { ascii: true }).cells.join("");

test("glyphs, accents and what has no likeness", () => {
	expect(drawn("─▸●◌▲✖⊘…·↑↓“x”")).toBe('->*~!x-~-^v"x"');
	expect(drawn("café Ångström")).toBe("cafe Angstrom");
	expect(drawn("東京 👍 x")).toBe("? ?  ?  x");
});

test("any text is as wide as it would be otherwise, and nothing but ASCII", async () => {
	await fuzz(
		fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
			const { cells } = parseLine(`\x1b[1m${text}\x1b[m|`, 400, { ascii: true });
			expect(cells.join("")).toMatch(/^[\x20-\x7e]*$/);
			expect(cells.length).toBe(parseLine(`${text}|`, 400).cells.length);
			expect(cells.length).toBeGreaterThanOrEqual(cellWidth(text));
		}),
		10_000,
	);
});
