import { metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import { readyColumn } from "./count-column.ts";
import { type TemplateText, templateShape, templateText } from "./pod-template.ts";
import { type ReplicaCounts, replicaHealth } from "./replica-health.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { ageColumn, nameColumn, namespaceColumn, templateColumns } from "./standard-columns.ts";

/** A stateful set, as a table keeps it. */
export interface StatefulSetRow extends ResourceRow, ReplicaCounts, TemplateText {}

const shape = {
	metadata: metadataShape,
	spec: { replicas: "optionalInt", template: templateShape },
	status: { readyReplicas: "int", updateRevision: "string", currentRevision: "string", updatedReplicas: "int" },
} as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printStatefulSet` */
export const statefulsets = defineResource<typeof shape, StatefulSetRow>({
	id: "statefulsets",
	group: "apps",
	version: "v1",
	plural: "statefulsets",
	kind: "StatefulSet",
	shortNames: ["sts"],
	namespaced: true,
	message: "k8s.io.api.apps.v1.StatefulSet",
	shape,
	project: ({ metadata, spec, status }) => {
		const desired = spec.replicas ?? 1;
		return {
			...metadataRow(metadata),
			desired,
			ready: status.readyReplicas,
			// The count of updated pods means something only while two revisions are about.
			updated: status.updateRevision === status.currentRevision ? desired : status.updatedReplicas,
			...templateText(spec.template),
		};
	},
	columns: [namespaceColumn, nameColumn, readyColumn(), ageColumn, ...templateColumns],
	health: replicaHealth,
	drillDown: ({ uid }) => ({ to: "pods", select: { by: "owner", uid } }),
});
