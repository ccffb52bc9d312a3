import fc from "fast-check";
import { expect, test } from "vitest";
import { cellWidth } from "../../../src/text/width.ts";
import { layoutPrompt, type PromptLayout } from "../../../views/components/prompt-layout.ts";
import { fuzz } from "../../support/fuzz.ts";

/** What is wrong in brackets. */
const drawn = ({ parts }: PromptLayout): string =>
	parts.map(({ text, wrong }) => (wrong ? `[${text}]` : text)).join("");

test.each<[string, string, number, { at: number; length: number } | undefined, number, string, number]>([
	["all of it", "api", 3, undefined, 20, "api ", 3],
	["the cursor within", "api", 1, undefined, 20, "api ", 1],
	["what is wrong", "cpux>1 api", 10, { at: 0, length: 4 }, 20, "[cpux]>1 api ", 10],
	["what is missing at the end", "cpu>", 4, { at: 4, length: 0 }, 20, "cpu>[ ]", 4],
	["what is wrong behind wide characters", "東京 !", 4, { at: 3, length: 1 }, 20, "東京 [!] ", 6],
	["of a long text the end, where the cursor is", "0123456789", 10, undefined, 6, "…6789 ", 5],
	["of a long text the beginning", "0123456789", 0, undefined, 6, "01234…", 0],
	["of a long text the middle", "0123456789abcdef", 8, undefined, 9, "…456789a…", 5],
	["half of a wide character is none of it", "東京東京東京", 0, undefined, 6, "東京…", 0],
	["what cannot be drawn is written out", "a\u202eb", 2, undefined, 20, "a<U+202E>b ", 9],
])("%s", (_name, text, at, wrong, width, shows, cursor) => {
	const layout = layoutPrompt({ text, at }, wrong, width);
	expect(drawn(layout)).toBe(shows);
	expect(layout.cursor).toBe(cursor);
});

test("any text, wherever the cursor: it fits, and the cursor is on its character", async () => {
	await fuzz(
		fc.property(
			fc.array(fc.constantFrom("a", " ", "東", "é", "🗼", "\u202e", "👨‍👩‍👧"), { maxLength: 40 }),
			fc.nat(),
			fc.integer({ min: 12, max: 50 }),
			(characters, place, width) => {
				const index = place % (characters.length + 1);
				const at = characters.slice(0, index).join("").length;
				const layout = layoutPrompt({ text: characters.join(""), at }, undefined, width);
				expect(layout.width).toBeLessThanOrEqual(width);
				expect(layout.width).toBe(cellWidth(layout.parts.map(({ text }) => text).join("")));
				expect(layout.cursor).toBeLessThan(width);
				if (characters[index] === "東") expect(cellsFrom(layout, layout.cursor)).toMatch(/^東/);
			},
		),
		10_000,
	);
});

function cellsFrom({ parts }: PromptLayout, cell: number): string {
	const text = parts.map((part) => part.text).join("");
	let cells = 0;
	for (const { segment, index } of new Intl.Segmenter().segment(text)) {
		if (cells >= cell) return text.slice(index);
		cells += cellWidth(segment);
	}
	return "";
}
