import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { safeText } from "../../src/text/safe-text.ts";
import { isSingleCells } from "../../src/text/single-cell.ts";
import { type CutAt, cellWidth, fitCell, pad, truncate } from "../../src/text/width.ts";
import { fuzz } from "../support/fuzz.ts";
import { hostileText } from "../support/hostile-text.ts";

describe("the width of a text", () => {
	it.each([
		["", 0],
		["abc", 3],
		["é", 1],
		["e\u0301", 1],
		["価格", 4],
		["ｶﾞ", 2],
		["한글", 4],
		["😀", 2],
		["👨‍👩‍👧", 2],
		["🇯🇵", 2],
		["❤️", 2],
		["1️⃣", 2],
		["…│█", 3],
	])("of %j is %i cells", (text, cells) => {
		expect(cellWidth(text)).toBe(cells);
	});
});

it("a text is as wide as the layout counts it, whatever it holds", async () => {
	await fuzz(
		fc.property(hostileText, (raw) => {
			expect(cellWidth(raw)).toBe(stringWidth(raw));
			expect(cellWidth(safeText(raw))).toBe(stringWidth(safeText(raw)));
		}),
		200_000,
	);
});

describe("cutting a text", () => {
	it.each<[string, number, CutAt, string]>([
		["payments-api", 12, "end", "payments-api"],
		["payments-api", 6, "end", "payme…"],
		["payments-api", 6, "start", "…s-api"],
		["payments-api", 6, "middle", "pay…pi"],
		["payments-api", 1, "end", "…"],
		["payments-api", 0, "end", ""],
		["価格表", 6, "end", "価格表"],
		["価格表", 5, "end", "価格…"],
		["価格表", 4, "end", "価…"],
		["価格表", 4, "start", "…表"],
		["a👨‍👩‍👧b", 3, "end", "a…"],
	])("%j to %i cells at the %s", (text, width, where, expected) => {
		expect(truncate(safeText(text), width, where)).toBe(expected);
	});

	it("fills up to either side, by cells", () => {
		expect(pad(safeText("価"), 4)).toBe("価  ");
		expect(pad(safeText("7"), 3, "right")).toBe("  7");
		expect(pad(safeText("long"), 2)).toBe("long");
	});

	it("gives exactly the cells asked for, whatever the text", async () => {
		await fuzz(
			fc.property(
				fc.string({ unit: "grapheme", maxLength: 30 }),
				fc.integer({ min: 0, max: 40 }),
				fc.constantFrom<CutAt>("start", "middle", "end"),
				(raw, width, where) => {
					expect(cellWidth(fitCell(safeText(raw), width, "left", where))).toBe(width);
				},
			),
			300_000,
		);
	});
});

describe("what is known to take one cell a character", () => {
	it("is measured as the layout measures it, each and every one of them", () => {
		const all = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code)).filter(isSingleCells);
		expect(all.length).toBeGreaterThan(500);
		expect(all.filter((character) => stringWidth(character) !== 1)).toEqual([]);
		expect(stringWidth(all.join(""))).toBe(all.length);
	});
});
