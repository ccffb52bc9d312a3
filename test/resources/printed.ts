import { pickJson } from "../../src/kube/wire/json-picker.ts";
import type { Live, Resource, ResourceRow, TableKind } from "../../src/resources/resource.ts";
import { live } from "./live.ts";

/** The row that a kind makes of an object as the API writes it. */
export function rowOf<R extends ResourceRow>(resource: Resource<R>, json: unknown): R {
	return resource.project(pickJson(resource.shape, json));
}

/** A row as text: `TITLE=cell`, cells by heading; those named twice keep the first. */
export function cellsOf<R extends ResourceRow>(
	kind: TableKind<R>,
	row: R,
	joined: Live = live(),
): Record<string, string> {
	const cells: Record<string, string> = {};
	for (const column of kind.columns) cells[column.title] ??= column.text(row, joined);
	return cells;
}

/** What `kubectl get -o wide` would print of an object. */
export function printed<R extends ResourceRow>(resource: Resource<R>, json: unknown): Record<string, string> {
	return cellsOf(resource, rowOf(resource, json));
}
