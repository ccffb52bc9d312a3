import { metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import { countColumn, readyColumn } from "./count-column.ts";
import { labelSelectorShape, labelSelectorText } from "./label-selector-text.ts";
import { type TemplateText, templateShape, templateText } from "./pod-template.ts";
import { type ReplicaCounts, replicaHealth } from "./replica-health.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { ageColumn, nameColumn, namespaceColumn, selectorColumn, templateColumns } from "./standard-columns.ts";

/** A deployment, as a table keeps it. */
export interface DeploymentRow extends ResourceRow, ReplicaCounts, TemplateText {
	readonly available: number;
	/** The roll-out made no progress within its deadline. */
	readonly stalled: boolean;
	readonly selector: string;
}

const shape = {
	metadata: metadataShape,
	spec: { replicas: "optionalInt", selector: labelSelectorShape, template: templateShape },
	status: {
		readyReplicas: "int",
		updatedReplicas: "int",
		availableReplicas: "int",
		conditions: [{ type: "string", status: "string" }],
	},
} as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printDeployment` */
export const deployments = defineResource<typeof shape, DeploymentRow>({
	id: "deployments",
	group: "apps",
	version: "v1",
	plural: "deployments",
	kind: "Deployment",
	shortNames: ["deploy", "dp"],
	namespaced: true,
	message: "k8s.io.api.apps.v1.Deployment",
	shape,
	project: ({ metadata, spec, status }) => ({
		...metadataRow(metadata),
		desired: spec.replicas ?? 1,
		ready: status.readyReplicas,
		updated: status.updatedReplicas,
		available: status.availableReplicas,
		stalled: status.conditions.some(({ type, status: value }) => type === "Progressing" && value === "False"),
		selector: labelSelectorText(spec.selector),
		...templateText(spec.template),
	}),
	columns: [
		namespaceColumn,
		nameColumn,
		readyColumn(),
		countColumn("up-to-date", "UP-TO-DATE", 1, (row) => row.updated),
		countColumn("available", "AVAILABLE", 2, (row) => row.available),
		ageColumn,
		...templateColumns,
		selectorColumn,
	],
	health: (row) => (row.stalled ? "broken" : replicaHealth(row)),
	drillDown: ({ namespace, selector }) => ({ to: "pods", select: { by: "selector", namespace, selector } }),
});
