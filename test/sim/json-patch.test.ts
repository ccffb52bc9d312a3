import { expect, test } from "vitest";
import { jsonPatch } from "../../src/sim/api/json-patch.ts";

test.each([
	["replace", { a: { b: 1 } }, [{ op: "replace", path: "/a/b", value: 2 }], { a: { b: 2 } }],
	["add to an object", { a: {} }, [{ op: "add", path: "/a/b", value: 2 }], { a: { b: 2 } }],
	["add into a list", { a: [1, 3] }, [{ op: "add", path: "/a/1", value: 2 }], { a: [1, 2, 3] }],
	["add at the end of a list", { a: [1] }, [{ op: "add", path: "/a/-", value: 2 }], { a: [1, 2] }],
	["remove", { a: 1, b: 2 }, [{ op: "remove", path: "/a" }], { b: 2 }],
	["remove from a list", { a: [1, 2] }, [{ op: "remove", path: "/a/0" }], { a: [2] }],
	[
		"escaped names",
		{ "a/b": 1, "c~d": 1 },
		[
			{ op: "replace", path: "/a~1b", value: 2 },
			{ op: "remove", path: "/c~0d" },
		],
		{ "a/b": 2 },
	],
	[
		"a test that holds",
		{ a: 1 },
		[
			{ op: "test", path: "/a", value: 1 },
			{ op: "remove", path: "/a" },
		],
		{},
	],
])("JSON patch: %s", (_name, target, operations, expected) => {
	expect(jsonPatch(target, operations)).toEqual(expected);
});

test.each([
	["a test that fails", [{ op: "test", path: "/a", value: 2 }]],
	["nothing to remove", [{ op: "remove", path: "/b" }]],
	["a path through a number", [{ op: "add", path: "/a/b/c", value: 1 }]],
	["an unknown operation", [{ op: "jump", path: "/a" }]],
	["no list", {}],
])("JSON patch is refused: %s", (_name, operations) => {
	expect(() => jsonPatch({ a: 1 }, operations)).toThrow(
		expect.objectContaining({ body: expect.objectContaining({ code: 400 }) }),
	);
});
