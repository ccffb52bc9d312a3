import { describe, expect, test } from "vitest";
import { printerOf } from "../../src/sim/printers/printers.ts";
import { allKinds } from "../../src/sim/world/kinds.ts";
import type { KubeObject } from "../../src/sim/world/kube-object.ts";
import records from "./recorded/tables.json" with { type: "json" };

const builtIn = allKinds.filter(({ message }) => message !== undefined);

describe.each(builtIn.map((kind) => [kind.plural, kind] as const))("cells of %s", (plural, kind) => {
	const recorded = records.filter((record) => record.kind === plural);

	test("there is something to compare with", () => {
		expect(recorded.length).toBeGreaterThan(0);
	});

	test.each(recorded.map((record) => [record.object.metadata.name, record] as const))(
		"%s: as a real API server printed them",
		(_name, { object, atMs, cells }) => {
			const printer = printerOf(kind);
			expect(printer.cells(object as unknown as KubeObject, atMs)).toEqual(cells);
			expect(cells).toHaveLength(printer.columns.length);
		},
	);
});
