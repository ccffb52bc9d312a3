import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { messageFields } from "../../../src/kube/wire/field-table.ts";
import { fieldTables } from "../../../src/kube/wire/fields.generated.ts";
import { objectCodec } from "../../../src/kube/wire/object-codec.ts";
import type { ObjectShape } from "../../../src/kube/wire/shape.ts";
import { resources } from "../../../src/resources/catalogue.ts";
import { encodeMessage } from "../../../src/sim/protobuf/encode.ts";
import { schemaRoot } from "../../../src/sim/protobuf/schema.ts";
import { everyField } from "../../support/every-field.ts";
import { chunksOf, gatherList, jsonList, jsonType, protobufList, protobufType, response } from "./bodies.ts";
import { generateObject, seeded } from "./generated-object.ts";

/** Every kind in the field tables that the independent encoder knows too. */
const kinds = Object.entries(fieldTables)
	.flatMap(([packageName, messages]) => Object.keys(messages).map((name) => `${packageName}.${name}`))
	.filter((message) => messageFields(message)?.get("metadata")?.type.endsWith(".ObjectMeta"))
	.filter((message) => !message.endsWith("TemplateSpec") && schemaRoot().lookup(message) !== null);

const objectsPerKind = Math.ceil(10_000 / kinds.length);

/** The same objects through both formats, as whole lists through the codec, in awkward chunks. */
async function bothWays(
	message: string,
	shape: ObjectShape,
	objects: readonly Record<string, unknown>[],
	project: (object: unknown) => unknown = (object) => object,
) {
	const codec = objectCodec({ message, shape, project });
	const protobuf = protobufList(objects.map((object) => encodeMessage(message, object)));
	return {
		fromJson: await gatherList(codec.list(response(jsonType, chunksOf(jsonList(objects), 4093)))),
		fromProtobuf: await gatherList(codec.list(response(protobufType, chunksOf(protobuf, 4093)))),
	};
}

/** The pairs of rows that differ. The runner's own deep comparison is slow; it is left to show them. */
function differences({
	fromJson,
	fromProtobuf,
}: Awaited<ReturnType<typeof bothWays>>): readonly (readonly unknown[])[] {
	return fromJson.rows
		.map((row, index) => [row, fromProtobuf.rows[index]])
		.filter(([one, other]) => !isDeepStrictEqual(one, other));
}

/** How many objects were read in each format, and how many could not be. */
function counts({ fromJson, fromProtobuf }: Awaited<ReturnType<typeof bothWays>>): readonly number[] {
	return [fromJson, fromProtobuf].flatMap(({ rows, malformed }) => [rows.length, malformed]);
}

describe("JSON and protobuf make identical rows", () => {
	it("knows enough kinds for that to mean something", () => {
		expect(kinds.length).toBeGreaterThanOrEqual(16);
	});

	it.each(kinds)("%s, every field, over generated objects", { timeout: 60_000 }, async (message) => {
		const random = seeded(message.length * 7919 + 1);
		const batches = 4;
		for (let batch = 0; batch < batches; batch++) {
			const count = Math.ceil(objectsPerKind / batches);
			const objects = Array.from({ length: count }, () => generateObject(message, random));
			const shape = everyField(message, () => random() < 0.5);
			const both = await bothWays(message, shape, objects);
			expect(counts(both)).toStrictEqual([count, 0, count, 0]);
			expect(differences(both)).toStrictEqual([]);
		}
	});

	it.each(resources)("$id, in their declared shape and as their rows", async ({ message, shape, project }) => {
		if (message === undefined) throw new Error("a built-in kind without a message");
		const random = seeded(3);
		const objects = Array.from({ length: 250 }, () => generateObject(message, random));
		const both = await bothWays(message, shape, objects, project);
		expect(counts(both)).toStrictEqual([objects.length, 0, objects.length, 0]);
		expect(differences(both)).toStrictEqual([]);
	});
});
