import { controllerOf, metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import { countColumn } from "./count-column.ts";
import { labelSelectorShape, labelSelectorText } from "./label-selector-text.ts";
import { type TemplateText, templateShape, templateText } from "./pod-template.ts";
import { type ReplicaCounts, replicaHealth } from "./replica-health.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { ageColumn, nameColumn, namespaceColumn, selectorColumn, templateColumns } from "./standard-columns.ts";

/** A replica set, as a table keeps it. */
export interface ReplicaSetRow extends ResourceRow, ReplicaCounts, TemplateText {
	/** Kind and name of the controlling owner, as a rule a Deployment; empty where there is none. */
	readonly ownerKind: string;
	readonly ownerName: string;
	readonly current: number;
	readonly selector: string;
}

const shape = {
	metadata: metadataShape,
	spec: { replicas: "optionalInt", selector: labelSelectorShape, template: templateShape },
	status: { replicas: "int", readyReplicas: "int" },
} as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printReplicaSet` */
export const replicasets = defineResource<typeof shape, ReplicaSetRow>({
	id: "replicasets",
	group: "apps",
	version: "v1",
	plural: "replicasets",
	kind: "ReplicaSet",
	shortNames: ["rs"],
	namespaced: true,
	message: "k8s.io.api.apps.v1.ReplicaSet",
	shape,
	project: ({ metadata, spec, status }) => {
		const owner = controllerOf(metadata);
		const desired = spec.replicas ?? 1;
		return {
			...metadataRow(metadata),
			ownerKind: owner?.kind ?? "",
			ownerName: owner?.name ?? "",
			desired,
			current: status.replicas,
			ready: status.readyReplicas,
			updated: desired,
			selector: labelSelectorText(spec.selector),
			...templateText(spec.template),
		};
	},
	columns: [
		namespaceColumn,
		nameColumn,
		countColumn("desired", "DESIRED", 1, (row) => row.desired),
		countColumn("current", "CURRENT", 2, (row) => row.current),
		countColumn("ready", "READY", 0, (row) => row.ready, "R"),
		ageColumn,
		...templateColumns,
		selectorColumn,
	],
	health: replicaHealth,
	drillDown: ({ uid }) => ({ to: "pods", select: { by: "owner", uid } }),
});
