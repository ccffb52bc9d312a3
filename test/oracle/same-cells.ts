import { expect } from "vitest";
import { protobufDecoder } from "../../src/kube/wire/protobuf-decoder.ts";
import { findResource } from "../../src/resources/catalogue.ts";
import type { Resource } from "../../src/resources/resource.ts";
import { printerOf } from "../../src/sim/printers/printers.ts";
import { encodeMessage } from "../../src/sim/protobuf/encode.ts";
import { allKinds } from "../../src/sim/world/kinds.ts";
import type { KubeObject } from "../../src/sim/world/kube-object.ts";
import { live } from "../resources/live.ts";
import { cellsOf, rowOf } from "../resources/printed.ts";
import type { Answer } from "./oracle.ts";

/** That our table, from JSON and from protobuf, has every cell of kubectl's; and so has the simulated API's. */
export function expectSameCells(
	plural: string,
	object: object,
	{ error, columns = [], cells = [], atMs = 0 }: Answer,
): void {
	expect(error).toBeUndefined();
	const resource = resourceOf(plural);
	const now = live({}, atMs);
	const headings = columns.map((column) => column.toUpperCase());
	const theirs = Object.fromEntries(headings.map((heading, place) => [heading, String(cells[place])]));
	const fromJson = cellsOf(resource, rowOf(resource, object), now);
	const ours = Object.fromEntries(headings.map((heading) => [heading, fromJson[heading]]));
	expect(ours).toEqual(theirs);

	const message = resource.message ?? "";
	const decoded = protobufDecoder(message, resource.shape)(encodeMessage(message, { ...object }));
	if (!decoded.ok) throw new Error(decoded.failure.message);
	expect(cellsOf(resource, resource.project(decoded.value), now)).toEqual(fromJson);

	const kind = allKinds.find((one) => one.plural === plural);
	if (kind === undefined) throw new Error(`the simulated API has no ${plural}`);
	expect(printerOf(kind).cells(object as KubeObject, atMs)).toEqual(cells);
}

function resourceOf(plural: string): Resource {
	const resource = findResource(plural);
	if (resource === undefined) throw new Error(`there is no table of ${plural}`);
	return resource;
}
