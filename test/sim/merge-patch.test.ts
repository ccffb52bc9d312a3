import { expect, test } from "vitest";
import { mergePatch } from "../../src/sim/api/merge-patch.ts";

test.each([
	["null deletes", { a: 1, b: 2 }, { a: null }, { b: 2 }],
	["objects merge", { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
	["lists replace", { a: [{ name: "x", y: 1 }] }, { a: [{ name: "x" }] }, { a: [{ name: "x" }] }],
	["a value becomes an object", { a: 1 }, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
])("merge patch: %s", (_name, target, patch, expected) => {
	expect(mergePatch(target, patch)).toEqual(expected);
});

test.each([
	[
		"named elements merge, new ones are added",
		{ list: [{ name: "x", keep: 1 }, { name: "y" }] },
		{ list: [{ name: "x", image: "v2" }, { name: "z" }] },
		{ list: [{ name: "x", keep: 1, image: "v2" }, { name: "y" }, { name: "z" }] },
	],
	["directives are left out", { a: 1 }, { "$setElementOrder/list": [], a: 2 }, { a: 2 }],
	["other lists replace", { list: ["a"] }, { list: ["b"] }, { list: ["b"] }],
])("strategic merge patch: %s", (_name, target, patch, expected) => {
	expect(mergePatch(target, patch, true)).toEqual(expected);
});
