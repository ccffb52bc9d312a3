import { expect, test } from "vitest";
import { sameContent } from "../../src/cluster/same-content.ts";

const same: readonly (readonly [left: unknown, right: unknown])[] = [
	[{}, {}],
	[
		{ a: 1, b: "x" },
		{ b: "x", a: 1 },
	],
	[{ a: undefined }, { a: undefined }],
	[{ a: Number.NaN }, { a: Number.NaN }],
	[{ list: [{ n: 1 }, { n: 2 }] }, { list: [{ n: 1 }, { n: 2 }] }],
	[[], []],
];
const different: readonly (readonly [left: unknown, right: unknown])[] = [
	[{ a: 1 }, { a: 2 }],
	[{ a: 1 }, { a: "1" }],
	[{ a: 1 }, {}],
	[{}, { a: 1 }],
	[{ a: undefined }, {}],
	[{ a: undefined }, { b: undefined }],
	[{ list: [1, 2] }, { list: [1] }],
	[{ list: [1, 2] }, { list: [2, 1] }],
	[{ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }],
	[[], {}],
	[{}, []],
	[null, {}],
	[{ a: null }, { a: undefined }],
];

test.each(same)("%j says the same as %j", (left, right) => {
	expect(sameContent(left, right)).toBe(true);
	expect(sameContent(right, left)).toBe(true);
});

test.each(different)("%j says something else than %j", (left, right) => {
	expect(sameContent(left, right)).toBe(false);
	expect(sameContent(right, left)).toBe(false);
});
