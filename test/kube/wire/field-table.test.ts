import { describe, expect, it } from "vitest";
import { parseGoStructs, parseProtoMessages } from "../../../scripts/schema-source.ts";
import { messageFields } from "../../../src/kube/wire/field-table.ts";
import { fieldTables } from "../../../src/kube/wire/fields.generated.ts";

const core = "k8s.io.api.core.v1";
const meta = "k8s.io.apimachinery.pkg.apis.meta.v1";

describe("the field tables", () => {
	it.each([
		[`${core}.Pod`, "spec", { number: 2, form: "singular", type: `${core}.PodSpec` }],
		[`${core}.Pod`, "metadata", { number: 1, form: "singular", type: `${meta}.ObjectMeta` }],
		[`${core}.PodSpec`, "overhead", { number: 32, form: "map", type: "quantity" }],
		[`${core}.PodSpec`, "priority", { number: 25, form: "pointer", type: "int" }],
		[`${core}.Volume`, "volumeSource", { number: 2, form: "inline", type: `${core}.VolumeSource` }],
		[`${core}.Event`, "eventTime", { number: 10, form: "singular", type: "micro" }],
		["k8s.io.api.apps.v1.DeploymentSpec", "template", { number: 3, form: "singular", type: `${core}.PodTemplateSpec` }],
	])("know %s.%s", (message, name, field) => {
		expect(messageFields(message)?.get(name)).toStrictEqual(field);
	});

	it("know every message that they refer to", () => {
		const missing: string[] = [];
		for (const [packageName, messages] of Object.entries(fieldTables))
			for (const name of Object.keys(messages))
				for (const [key, { type }] of messageFields(`${packageName}.${name}`) ?? [])
					if (type.includes(".") && messageFields(type) === undefined) missing.push(`${name}.${key}: ${type}`);
		expect(missing).toStrictEqual([]);
	});

	it("know nothing of messages outside them", () => {
		expect(messageFields(`${core}.toString`)).toBeUndefined();
		expect(messageFields("toString")).toBeUndefined();
	});
});

describe("the schema's sources", () => {
	it("give numbers, types and forms from generated.proto", () => {
		const { packageName, messages } = parseProtoMessages(`
			// A comment with message Nothing {
			package k8s.io.api.test.v1;
			message Shop {
			  // the name; = 7
			  optional string name = 1;

			  repeated .k8s.io.api.core.v1.Pod pods = 12;
			  map<string, .k8s.io.apimachinery.pkg.api.resource.Quantity> stock = 3;
			  optional int32 old = 4 [deprecated=true];
			}
			message Empty {
			}`);
		expect(packageName).toBe("k8s.io.api.test.v1");
		expect([...messages]).toStrictEqual([
			[
				"Shop",
				[
					{ name: "name", number: 1, type: "string", form: "singular" },
					{ name: "pods", number: 12, type: ".k8s.io.api.core.v1.Pod", form: "repeated" },
					{ name: "stock", number: 3, type: ".k8s.io.apimachinery.pkg.api.resource.Quantity", form: "map" },
					{ name: "old", number: 4, type: "int32", form: "singular" },
				],
			],
			["Empty", []],
		]);
	});

	it("refuse a line of a message that they cannot read", () => {
		expect(() => parseProtoMessages("message A {\n  oneof b {\n")).toThrow("oneof b {");
	});

	it("give JSON names, pointers and inlined structs from types.go", () => {
		const source = [
			"type Shop struct {",
			'\tmetav1.TypeMeta `json:",inline"`',
			'\tmetav1.ObjectMeta `json:"metadata,omitempty" protobuf:"bytes,1,opt,name=metadata"`',
			"\t// Count is a field",
			'\tCount *int32 `json:"count,omitempty" protobuf:"varint,2,opt,name=count"`',
			'\tShopSource `json:",inline" protobuf:"bytes,3,req"`',
			'\tItems map[string][]byte `json:"items" protobuf:"bytes,4,rep,name=items"`',
			"}",
		].join("\n");
		expect([...parseGoStructs(source)]).toStrictEqual([
			[
				"Shop",
				[
					{ number: 1, jsonName: "metadata", inline: false, pointer: false },
					{ number: 2, jsonName: "count", inline: false, pointer: true },
					{ number: 3, jsonName: "", inline: true, pointer: false },
					{ number: 4, jsonName: "items", inline: false, pointer: false },
				],
			],
		]);
	});
});
