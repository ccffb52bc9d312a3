import fc from "fast-check";
import stringWidth from "string-width";
import { expect, it } from "vitest";
import { appendChildNode, createNode, createTextNode } from "../../../node_modules/ink/build/dom.js";
import measureText from "../../../node_modules/ink/build/measure-text.js";
import inkSquash from "../../../node_modules/ink/build/squash-text-nodes.js";
import quickSquash from "../../../views/frame/quick-squash.ts";
import quickStringWidth from "../../../views/frame/quick-string-width.ts";
import quickWidestLine from "../../../views/frame/quick-widest-line.ts";
import { simpleWidth } from "../../../views/frame/simple-line.ts";
import { anyCharacter } from "../../support/any-character.ts";
import { fuzz } from "../../support/fuzz.ts";

/** Ink appends texts as it appends elements, whatever its types say. */
function textNode(value: string): Parameters<typeof appendChildNode>[1] {
	return createTextNode(value) as unknown as Parameters<typeof appendChildNode>[1];
}

const part = fc.oneof(
	{ weight: 4, arbitrary: fc.string({ maxLength: 8 }) },
	{ weight: 4, arbitrary: fc.constantFrom("\x1b[1;38;2;1;2;3m", "\x1b[0m", "\x1b[m", "▸", "─", "●", "…", "é", " ") },
	{
		weight: 1,
		arbitrary: fc.constantFrom("\t", "\r\n", "\n", "\x1b[2J", "\x9b1m", "\u200b", "\u0301", "価", "😀", "◾"),
	},
	{ weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 4 }) },
);
const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));

it("a text element holds what Ink makes of it", async () => {
	await fuzz(
		fc.property(fc.array(text, { maxLength: 2 }), fc.boolean(), (texts, styled) => {
			const node = createNode("ink-text");
			for (const one of texts) {
				if (styled) {
					const inner = createNode("ink-virtual-text");
					inner.internal_transform = (line) => `<${line}>`;
					appendChildNode(inner, textNode(one));
					appendChildNode(node, inner);
				} else appendChildNode(node, textNode(one));
			}
			expect(quickSquash(node)).toBe(inkSquash(node));
		}),
		200_000,
	);
});

it("a text is as wide as Ink counts it", async () => {
	await fuzz(
		fc.property(text, (one) => {
			expect(quickWidestLine(one)).toBe(measureText(one).width);
			expect(quickStringWidth(one)).toBe(stringWidth(one));
		}),
		200_000,
	);
});

it("every character that is taken for simple is one cell wide for Ink", () => {
	let simple = 0;
	for (let code = 0; code <= 0x10ffff; code++) {
		const character = String.fromCodePoint(code);
		if (simpleWidth(character) === undefined) continue;
		simple++;
		expect([code, measureText(character).width]).toEqual([code, 1]);
	}
	expect(simple).toBeGreaterThan(400);
});
