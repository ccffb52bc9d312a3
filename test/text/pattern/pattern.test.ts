import { setFlagsFromString } from "node:v8";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern } from "../../../src/text/pattern/pattern.ts";
import { fuzz } from "../../support/fuzz.ts";

function found(source: string, text: string): boolean {
	const pattern = compilePattern(source);
	if (!pattern.ok) throw new Error(pattern.failure.reason);
	return pattern.value.test(text, 0, text.length);
}

describe("a pattern is found", () => {
	test.each([
		["", "", true],
		["", "x", true],
		["a", "xax", true],
		["a", "", false],
		["abc", "xabcx", true],
		["a.c", "abc", true],
		["a.c", "ac", false],
		["a|b", "xb", true],
		["a|", "", true],
		["ab*c", "ac", true],
		["ab+c", "ac", false],
		["ab+?c", "abbc", true],
		["ab?c", "abbc", false],
		["^ab{2}c", "abbc", true],
		["^ab{2}c", "abbbc", false],
		["^ab{2,}c", "abbbc", true],
		["^ab{2,}c", "abc", false],
		["^ab{1,3}c", "abbbc", true],
		["^ab{1,3}c", "abbbbc", false],
		["^ab{0}c", "ac", true],
		["^ab{0,1}c", "abbc", false],
		["a{x}", "a{x}", true],
		["a{,2}", "a{,2}", true],
		["^(ab|c)+$", "abcab", true],
		["^(ab|c)+$", "abca", false],
		["^(?:ab)*$", "abab", true],
		["[a-c]+", "xbx", true],
		["[^a-c]", "abc", false],
		["[]a]", "]", true],
		["[^]a]", "]", false],
		["[a-]", "-", true],
		["[\\d-]", "-", true],
		["[\\]\\\\]", "\\", true],
		["[.]", "x", false],
		["\\.", "x", false],
		["\\d\\D", "a1a", true],
		["\\w+", "-", false],
		["\\W", "_", false],
		["\\s", "a b", true],
		["\\S", " ", false],
		["[^\\s]", " ", false],
		["\\t", "\t", true],
		["^$", "", true],
		["^$", "a", false],
		["^b", "ab", false],
		["a$", "ab", false],
		["\\Ab\\z", "b", true],
		["\\bnode-1\\b", "on node-1.", true],
		["\\bnode-1\\b", "node-17", false],
		["\\Bode", "node", true],
		["\\Bnode", "node", false],
		["\\b", "", false],
		["\\B", "", true],
		["(^|-)a", "x-a", true],
		["(^|-)a", "xa", false],
		["(a$|b)c?", "a", true],
		["(^a){3}", "a", false],
		// Case never matters.
		["ABC", "xabc", true],
		["[A-C]", "b", true],
		["[^A-C]", "b", false],
		["é", "É", true],
		["櫓", "yagura 櫓", true],
		["^.$", "\u{1f3ef}", true],
		["[\u{1f3ee}-\u{1f3f0}]", "\u{1f3ef}", true],
	])("%j in %j: %j", (source, text, expected) => {
		expect(found(source, text)).toBe(expected);
	});

	test("however deeply its groups lie within one another", () => {
		expect(found(`${"(".repeat(499)}b${")".repeat(499)}`, "abc")).toBe(true);
		expect(found(`${"(".repeat(300)}b${")+".repeat(300)}$`, "ab")).toBe(true);
	});

	test("in a part of a text as if there were no more of it", () => {
		const pattern = compilePattern("^b$");
		expect(pattern.ok && pattern.value.test("abc", 1, 2)).toBe(true);
		expect(pattern.ok && pattern.value.test("abc", 0, 2)).toBe(false);
	});
});

describe("a pattern that cannot be read says where", () => {
	test.each([
		["a(b", "(b"],
		["a)b", ")"],
		["[ab", "[ab"],
		["[", "["],
		["*a", "*"],
		["a|+", "+"],
		["(?:{2})", "{2}"],
		["a**", "**"],
		["a{2}{3}", "{2}{3}"],
		["a{3,2}", "{3,2}"],
		["[z-a]", "z-a"],
		["[a-\\d]", "a-\\d"],
		["(?i)a", "(?i"],
		["(?<=a)", "(?<"],
		["\\1", "\\1"],
		["\\p{L}", "\\p"],
		["[[:alpha:]]", "[:"],
		["a\\", "\\"],
		["a{97}", "a{97}"],
		["(a{12}){9}", "(a{12}){9}"],
		["((a{99}){99}){99}", "((a{99}){99}){99}"],
	])("%j: %j", (source, part) => {
		const pattern = compilePattern(source);
		if (pattern.ok) throw new Error("it was read");
		const { at, length, reason } = pattern.failure;
		expect(source.slice(at, at + length)).toBe(part);
		expect(reason).not.toBe("");
	});
});

/** Patterns that V8 reads as we do. */
const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\W", "^", "$", "\\b", "\\B", "-", "1", "A");
const count = fc.constantFrom("", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "+?");
const { source } = fc.letrec<{ source: string }>((tie) => ({
	source: fc.oneof(
		{ maxDepth: 4 },
		fc.tuple(atom, count).map(([one, times]) => (/^(\^|\$|\\b|\\B)$/i.test(one) ? one : one + times)),
		fc.array(tie("source"), { maxLength: 4 }).map((all) => all.join("")),
		fc.array(tie("source"), { minLength: 1, maxLength: 3 }).map((all) => `(${all.join("|")})`),
		fc.tuple(tie("source"), count).map(([one, times]) => `(?:${one})${times}`),
	),
}));

test("what is found is what V8 finds", async () => {
	// Its quick check takes /((.+?|a)a^|(?:(a)))/s for something that "a" does not match, once it is compiled.
	setFlagsFromString("--no-regexp-optimization");
	const text = fc.array(fc.constantFrom("a", "b", "-", "1", " ", "B"), { maxLength: 8 }).map((all) => all.join(""));
	await fuzz(
		fc.property(source, fc.array(text, { minLength: 1, maxLength: 8 }), (pattern, texts) => {
			const compiled = compilePattern(pattern);
			fc.pre(compiled.ok);
			for (const one of texts) {
				expect([pattern, one, compiled.ok && compiled.value.test(one, 0, one.length)]).toEqual([
					pattern,
					one,
					new RegExp(pattern, "is").test(one),
				]);
			}
		}),
		500_000,
	);
});
