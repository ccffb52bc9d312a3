import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinSafe, maxTextLength, safe, safeText } from "../../src/text/safe-text.ts";
import { fuzz } from "../support/fuzz.ts";

describe("text from outside", () => {
	it.each([
		["plain names as they are", "kube-system/coredns-5d78c9869d-abcde", "kube-system/coredns-5d78c9869d-abcde"],
		["letters of any script", "価格 цена Größe", "価格 цена Größe"],
		["a clear-screen sequence as pictures", "\x1b[2J", "␛[2J"],
		["an OSC title as pictures", "\x1b]0;owned\x07", "␛]0;owned␇"],
		["a link as pictures", "\x1b]8;;http://evil\x1b\\x", "␛]8;;http://evil␛\\x"],
		["C1 controls written out", "\x9b31m", "<U+009B>31m"],
		["line feeds on one line", "a\r\nb", "a␍␊b"],
		["a tab as a space", "a\tb", "a b"],
		["DEL and NUL", "\x7f\0", "␡␀"],
		["direction overrides", "pod\u202egnp.exe", "pod<U+202E>gnp.exe"],
		["isolates and marks of direction", "\u2066a\u2069\u200f", "<U+2066>a<U+2069><U+200F>"],
		["zero-width characters", "pay\u200bments\ufeff", "pay<U+200B>ments<U+FEFF>"],
		["a joiner between letters", "a\u200db", "a<U+200D>b"],
		["tag characters", "hi\u{e0041}", "hi<U+E0041>"],
		["tag characters behind a flag", "🏴\u{e0067}\u{e007f}", "🏴<U+E0067><U+E007F>"],
		["line and paragraph separators", "a\u2028b\u2029", "a<U+2028>b<U+2029>"],
		["lone surrogates", "a\ud800b\udc00", "a\ufffdb\ufffd"],
		["non-characters", "a\uffff\u{1fffe}\ufdd0", "a\ufffd\ufffd\ufffd"],
		["a filler that looks like nothing", "a\u3164b", "a<U+3164>b"],
		["a family as one emoji", "👨‍👩‍👧 ok", "👨‍👩‍👧 ok"],
		["an emoji with its form", "❤️", "❤️"],
		["accents on their letter", "e\u0301", "e\u0301"],
		["an accent without a letter on a circle", "\u0301x", "\u25cc\u0301x"],
		["a pile of accents cut", `a${"\u0301".repeat(50)}b`, `a${"\u0301".repeat(6)}\ufffdb`],
	])("draws %s", (_what, raw, drawn) => {
		expect(safeText(raw)).toBe(drawn);
	});

	it("cuts what is longer than a cell may be, at a character", () => {
		expect(safeText("x".repeat(maxTextLength))).toHaveLength(maxTextLength);
		const cut = safeText(`${"x".repeat(maxTextLength - 2)}😀😀`);
		expect(cut).toBe(`${"x".repeat(maxTextLength - 2)}…`);
		expect(safeText("\x01".repeat(10_000))).toBe(`${"\u2401".repeat(maxTextLength - 1)}…`);
	});

	it("lets nothing through that a terminal obeys or an eye cannot see, whatever comes", async () => {
		const forbidden =
			/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/u;
		const hostile = fc.array(
			fc.oneof(
				fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
				fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
				fc.constantFrom("\x1b[", "\x1b]8;;", "\x07", "\u200d", "\ufe0f", "👩", "\u0301", "\u{e0041}", "\ud83d", "a"),
			),
			{ maxLength: 60 },
		);
		await fuzz(
			fc.property(hostile, (parts) => {
				const drawn = safeText(parts.join(""));
				expect(drawn).not.toMatch(forbidden);
				expect(safeText(drawn)).toBe(drawn);
				expect(drawn.length).toBeLessThanOrEqual(maxTextLength);
			}),
			1_000_000,
		);
	});

	it("is put together from safe parts only", () => {
		const names = [safeText("a\x1b"), safeText("b")];
		expect(safe`deleted ${joinSafe(names, safe`, `)} (${2})`).toBe("deleted a␛, b (2)");
	});
});
