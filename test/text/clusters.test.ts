import fc from "fast-check";
import { expect, it } from "vitest";
import { clustersOf } from "../../src/text/clusters.ts";
import { fuzz } from "../support/fuzz.ts";
import { hostileText } from "../support/hostile-text.ts";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const segments = (text: string): readonly string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

it.each([
	["", []],
	["pod-0", ["p", "o", "d", "-", "0"]],
	["ab\u0301c", ["a", "b\u0301", "c"]],
	["a1\ufe0f\u20e3b", ["a", "1\ufe0f\u20e3", "b"]],
	// A letter that what comes before it is part of.
	["x\u0d4eyz", ["x", "\u0d4ey", "z"]],
	["©\u200d©®", ["©\u200d©", "®"]],
	["価格 a", ["価", "格", " ", "a"]],
	["a\r\nb", ["a", "\r\n", "b"]],
])("%j is made of %j", (text, clusters) => {
	expect(clustersOf(text)).toEqual(clusters);
	expect(segments(text)).toEqual(clusters);
});

it("any text falls apart as Unicode has it", async () => {
	const letter = fc.constantFrom(
		"a",
		"©",
		"\u0301",
		"\u0600",
		"\u0d4e",
		"\u200d",
		"👩",
		"🇯",
		"\r",
		"\n",
		"é",
		"─",
		"각",
		"ᄀ",
		"क",
		"\u094d",
	);
	const mixed = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(""));
	await fuzz(
		fc.property(fc.oneof(hostileText, mixed), (text) => {
			expect(clustersOf(text)).toEqual(segments(text));
		}),
		300_000,
	);
});
