import { printerOf } from "../printers/printers.ts";
import type { Kind } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import { partialMetadata, typed } from "./represent.ts";

/** What a table is asked to be. */
export interface TableRequest {
	readonly metaVersion: string;
	/** What each row carries of its object. */
	readonly include: "None" | "Metadata" | "Object";
	/** Columns are told once in a watch. */
	readonly withColumns: boolean;
	readonly nowMs: number;
}

/**
 * A server-side table: cells as the API server prints them, with the objects' metadata beside..
 */
export function tableOf(
	kind: Kind,
	objects: readonly KubeObject[],
	metadata: Readonly<Record<string, unknown>>,
	request: TableRequest,
): Readonly<Record<string, unknown>> {
	const { columns, cells } = printerOf(kind);
	return {
		kind: "Table",
		apiVersion: `meta.k8s.io/${request.metaVersion}`,
		metadata,
		columnDefinitions: request.withColumns ? columns : null,
		rows: objects.map((object) => ({
			cells: cells(object, request.nowMs),
			...(request.include === "None"
				? {}
				: {
						object: request.include === "Object" ? typed(kind, object) : partialMetadata(object, request.metaVersion),
					}),
		})),
	};
}
