import { describe, expect, it } from "vitest";
import { pickJson } from "../../../src/kube/wire/json-picker.ts";
import { optional, type Shape } from "../../../src/kube/wire/shape.ts";

describe("pickJson", () => {
	it.each([
		["string", "a", "a", ""],
		["int", -5, -5, 0],
		["bool", true, true, false],
		["optionalString", "", "", undefined],
		["optionalInt", 0, 0, undefined],
		["optionalBool", false, false, undefined],
		["time", "2026-01-01T00:00:00.123456Z", Date.UTC(2026, 0, 1, 0, 0, 0, 123), undefined],
		["time", "", undefined, undefined],
		["time", "0001-01-01T00:00:00Z", undefined, undefined],
		["quantity", "500m", "500m", ""],
		["quantity", 2, "2", ""],
		["intOrString", 0, "0", ""],
		["intOrString", "http", "http", ""],
		["stringMap", { a: "1", b: null }, { a: "1", b: "" }, {}],
		["quantityMap", { cpu: "1", memory: 1024 }, { cpu: "1", memory: "1024" }, {}],
		["count", [1, 2], 2, 0],
		["count", { a: 1 }, 1, 0],
		[["string"], ["a", null], ["a", ""], []],
		[[{ a: "int" }], [{ a: 1 }, {}], [{ a: 1 }, { a: 0 }], []],
		[{ a: "string" }, {}, { a: "" }, { a: "" }],
		[optional({ a: "string" }), {}, { a: "" }, undefined],
	] as [Shape, unknown, unknown, unknown][])("reads %j from %j", (shape, json, value, nothing) => {
		expect(pickJson({ field: shape }, { field: json })).toStrictEqual({ field: value });
		expect(pickJson({ field: shape }, { field: null })).toStrictEqual({ field: nothing });
		expect(pickJson({ field: shape }, { other: json })).toStrictEqual({ field: nothing });
	});

	it.each([
		["string", 5, "spec.field is not a string"],
		["int", "5", "spec.field is not a number"],
		["bool", 1, "spec.field is not true or false"],
		["time", "yesterday", "spec.field is not a time"],
		["quantity", [], "spec.field is not a string"],
		["stringMap", ["a"], "spec.field is not an object"],
		["stringMap", { a: 1 }, "spec.field is not a string"],
		["count", "abc", "spec.field is not an object"],
		[["string"], {}, "spec.field is not a list"],
		[[{ a: "int" }], [{ a: "x" }], "spec.field[].a is not a number"],
		[{ a: "int" }, [], "spec.field is not an object"],
	] as [Shape, unknown, string][])("does not read %j from %j", (shape, json, message) => {
		expect(() => pickJson({ spec: { field: shape } }, { spec: { field: json } })).toThrow(message);
	});

	it("reads nothing that an object only inherits", () => {
		expect(pickJson({ toString: "string", __proto__: null } as never, {})).toStrictEqual({ toString: "" });
		expect(pickJson({ labels: "stringMap" }, JSON.parse('{"labels":{"__proto__":"x"}}')).labels).toStrictEqual(
			JSON.parse('{"__proto__":"x"}'),
		);
	});
});
