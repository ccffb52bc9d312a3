import { expect, test } from "vitest";
import { metadataRow, metadataShape } from "../../src/kube/wire/metadata.ts";
import { defineResource, type ResourceRow } from "../../src/resources/resource.ts";
import { rowOf } from "./printed.ts";

interface LampRow extends ResourceRow {
	readonly colour: string;
}

const shape = { metadata: metadataShape, spec: { colour: "string" } } as const;
const identity = {
	id: "lamps",
	group: "light.example.com",
	version: "v1",
	plural: "lamps",
	kind: "Lamp",
	shortNames: [],
	namespaced: true,
	message: undefined,
} as const;

/** The expectations that matter here are those to the compiler: each must fail without its comment. */
test("a kind that names what it does not have does not compile", () => {
	const lamps = defineResource<typeof shape, LampRow>({
		...identity,
		shape,
		project: ({ metadata, spec }) => ({ ...metadataRow(metadata), colour: spec.colour }),
		columns: [{ id: "colour", title: "COLOUR", priority: 0, text: (row) => row.colour }],
		health: () => "plain",
	});

	defineResource<typeof shape, LampRow>({
		...identity,
		shape,
		project: ({ metadata, spec }) => ({
			...metadataRow(metadata),
			// @ts-expect-error the shape names no brightness
			colour: spec.brightness,
		}),
		columns: [
			// @ts-expect-error the row has no wattage
			{ id: "wattage", title: "W", priority: 0, text: (row) => row.wattage },
			// @ts-expect-error a column is read in text
			{ id: "colour", title: "COLOUR", priority: 0 },
		],
		// @ts-expect-error there is no such tone
		health: () => "splendid",
	});

	defineResource<typeof shape, LampRow>({
		...identity,
		shape,
		// @ts-expect-error the row lacks its colour
		project: ({ metadata }) => metadataRow(metadata),
		columns: [],
		health: () => "plain",
	});

	expect(rowOf(lamps, { metadata: { name: "x" }, spec: { colour: "red" } }).colour).toBe("red");
});
