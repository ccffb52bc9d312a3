import { controllerOf, metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import type { Tone } from "../table/column.ts";
import { humanDuration } from "../text/duration.ts";
import { labelSelectorShape, labelSelectorText } from "./label-selector-text.ts";
import { type TemplateText, templateShape, templateText } from "./pod-template.ts";
import { defineResource, type Live, type ResourceRow } from "./resource.ts";
import { ageColumn, nameColumn, namespaceColumn, selectorColumn, templateColumns } from "./standard-columns.ts";

/** A job, as a table keeps it. */
export interface JobRow extends ResourceRow, TemplateText {
	/** Kind and name of the controlling owner, e.g. a CronJob; empty where there is none. */
	readonly ownerKind: string;
	readonly ownerName: string;
	/** STATUS as kubectl prints it. */
	readonly status: string;
	readonly succeeded: number;
	readonly failed: number;
	/** Undefined for a job that ends when one of its pods succeeds. */
	readonly completions: number | undefined;
	readonly parallelism: number;
	readonly startedAtMs: number | undefined;
	readonly completedAtMs: number | undefined;
	readonly selector: string;
}

/** Condition types that are a status of their own, the most final first; a deletion comes between them. */
const ENDED = ["Complete", "Failed"];
const UNDER_WAY = ["Suspended", "FailureTarget", "SuccessCriteriaMet"];

const TONES: Readonly<Record<string, Tone>> = {
	Complete: "finished",
	Failed: "broken",
	FailureTarget: "broken",
	Terminating: "attention",
	Suspended: "muted",
};

const shape = {
	metadata: metadataShape,
	spec: {
		completions: "optionalInt",
		parallelism: "optionalInt",
		selector: labelSelectorShape,
		template: templateShape,
	},
	status: {
		succeeded: "int",
		failed: "int",
		startTime: "time",
		completionTime: "time",
		conditions: [{ type: "string", status: "string" }],
	},
} as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printJob` */
export const jobs = defineResource<typeof shape, JobRow>({
	id: "jobs",
	group: "batch",
	version: "v1",
	plural: "jobs",
	kind: "Job",
	shortNames: ["job"],
	namespaced: true,
	message: "k8s.io.api.batch.v1.Job",
	shape,
	project: ({ metadata, spec, status }) => {
		const owner = controllerOf(metadata);
		return {
			...metadataRow(metadata),
			ownerKind: owner?.kind ?? "",
			ownerName: owner?.name ?? "",
			status: jobStatus(status.conditions, metadata.deletionTimestamp !== undefined),
			succeeded: status.succeeded,
			failed: status.failed,
			completions: spec.completions,
			parallelism: spec.parallelism ?? 0,
			startedAtMs: status.startTime,
			completedAtMs: status.completionTime,
			selector: labelSelectorText(spec.selector),
			...templateText(spec.template),
		};
	},
	columns: [
		namespaceColumn,
		nameColumn,
		{
			id: "status",
			title: "STATUS",
			priority: 0,
			minWidth: 8,
			sortKey: "S",
			text: (row) => row.status,
			tone: jobHealth,
		},
		{ id: "completions", title: "COMPLETIONS", priority: 1, text: completionsText, order: (row) => row.succeeded },
		{
			id: "duration",
			title: "DURATION",
			priority: 2,
			live: "time",
			unit: "milliseconds",
			descending: true,
			text: (row, live) => {
				const durationMs = runTimeMs(row, live);
				return durationMs === undefined ? "" : humanDuration(durationMs);
			},
			order: runTimeMs,
		},
		ageColumn,
		...templateColumns,
		selectorColumn,
	],
	health: jobHealth,
	drillDown: ({ uid }) => ({ to: "pods", select: { by: "owner", uid } }),
});

function jobStatus(
	conditions: readonly { readonly type: string; readonly status: string }[],
	deleting: boolean,
): string {
	const holds = (type: string): boolean => conditions.find((condition) => condition.type === type)?.status === "True";
	return ENDED.find(holds) ?? (deleting ? "Terminating" : (UNDER_WAY.find(holds) ?? "Running"));
}

function completionsText({ succeeded, completions, parallelism }: JobRow): string {
	if (completions !== undefined) return `${succeeded}/${completions}`;
	return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function runTimeMs({ startedAtMs, completedAtMs }: JobRow, { nowMs }: Live): number | undefined {
	return startedAtMs === undefined ? undefined : (completedAtMs ?? nowMs) - startedAtMs;
}

/** A job that runs on after failures is worth a look. */
function jobHealth({ status, failed }: JobRow): Tone {
	return TONES[status] ?? (failed > 0 ? "attention" : "ok");
}
