import { labelText, metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import { countColumn } from "./count-column.ts";
import { labelSelectorShape, labelSelectorText } from "./label-selector-text.ts";
import { type TemplateText, templateShape, templateText } from "./pod-template.ts";
import { type ReplicaCounts, replicaHealth } from "./replica-health.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { ageColumn, NONE, nameColumn, namespaceColumn, selectorColumn, templateColumns } from "./standard-columns.ts";

/** A daemon set, as a table keeps it. */
export interface DaemonSetRow extends ResourceRow, ReplicaCounts, TemplateText {
	readonly current: number;
	readonly available: number;
	/** Node selector in canonical form; empty where every node will do. */
	readonly nodeSelector: string;
	readonly selector: string;
}

const shape = {
	metadata: metadataShape,
	spec: {
		selector: labelSelectorShape,
		template: { spec: { ...templateShape.spec, nodeSelector: "stringMap" } },
	},
	status: {
		desiredNumberScheduled: "int",
		currentNumberScheduled: "int",
		numberReady: "int",
		updatedNumberScheduled: "int",
		numberAvailable: "int",
	},
} as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printDaemonSet` */
export const daemonsets = defineResource<typeof shape, DaemonSetRow>({
	id: "daemonsets",
	group: "apps",
	version: "v1",
	plural: "daemonsets",
	kind: "DaemonSet",
	shortNames: ["ds"],
	namespaced: true,
	message: "k8s.io.api.apps.v1.DaemonSet",
	shape,
	project: ({ metadata, spec, status }) => ({
		...metadataRow(metadata),
		desired: status.desiredNumberScheduled,
		current: status.currentNumberScheduled,
		ready: status.numberReady,
		updated: status.updatedNumberScheduled,
		available: status.numberAvailable,
		nodeSelector: labelText(spec.template.spec.nodeSelector),
		selector: labelSelectorText(spec.selector),
		...templateText(spec.template),
	}),
	columns: [
		namespaceColumn,
		nameColumn,
		countColumn("desired", "DESIRED", 1, (row) => row.desired),
		countColumn("current", "CURRENT", 2, (row) => row.current),
		countColumn("ready", "READY", 0, (row) => row.ready, "R"),
		countColumn("up-to-date", "UP-TO-DATE", 3, (row) => row.updated),
		countColumn("available", "AVAILABLE", 3, (row) => row.available),
		{
			id: "node-selector",
			title: "NODE SELECTOR",
			priority: 4,
			maxWidth: 40,
			text: (row) => row.nodeSelector || NONE,
		},
		ageColumn,
		...templateColumns,
		selectorColumn,
	],
	health: replicaHealth,
	drillDown: ({ uid }) => ({ to: "pods", select: { by: "owner", uid } }),
});
