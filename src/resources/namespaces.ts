import { metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import type { Tone } from "../table/column.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { ageColumn, nameColumn } from "./standard-columns.ts";

/** A namespace, as a table keeps it. */
export interface NamespaceRow extends ResourceRow {
	/** `Active` or `Terminating`. */
	readonly phase: string;
}

const shape = { metadata: metadataShape, status: { phase: "string" } } as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printNamespace` */
export const namespaces = defineResource<typeof shape, NamespaceRow>({
	id: "namespaces",
	group: "",
	version: "v1",
	plural: "namespaces",
	kind: "Namespace",
	shortNames: ["ns"],
	namespaced: false,
	message: "k8s.io.api.core.v1.Namespace",
	shape,
	project: ({ metadata, status }) => ({ ...metadataRow(metadata), phase: status.phase }),
	columns: [
		nameColumn,
		{
			id: "status",
			title: "STATUS",
			priority: 0,
			minWidth: 11,
			sortKey: "S",
			text: ({ phase }) => phase,
			tone: health,
		},
		ageColumn,
	],
	health,
	drillDown: ({ name }) => ({ to: "pods", select: { by: "namespace", namespace: name } }),
});

function health({ phase }: NamespaceRow): Tone {
	return phase === "Active" ? "ok" : "attention";
}
