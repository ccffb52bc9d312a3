import { metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import { ageText } from "../text/duration.ts";
import { countColumn } from "./count-column.ts";
import { labelSelectorShape, labelSelectorText } from "./label-selector-text.ts";
import { type TemplateText, templateShape, templateText } from "./pod-template.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { ageColumn, NONE, nameColumn, namespaceColumn, selectorColumn, templateColumns } from "./standard-columns.ts";

/** A cron job, as a table keeps it. */
export interface CronJobRow extends ResourceRow, TemplateText {
	readonly schedule: string;
	/** Undefined where the controller's own zone counts. */
	readonly timeZone: string | undefined;
	readonly suspended: boolean;
	/** Jobs that run now. */
	readonly active: number;
	readonly lastScheduleAtMs: number | undefined;
	readonly selector: string;
}

const shape = {
	metadata: metadataShape,
	spec: {
		schedule: "string",
		timeZone: "optionalString",
		suspend: "bool",
		jobTemplate: { spec: { selector: labelSelectorShape, template: templateShape } },
	},
	status: { active: "count", lastScheduleTime: "time" },
} as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printCronJob` */
export const cronjobs = defineResource<typeof shape, CronJobRow>({
	id: "cronjobs",
	group: "batch",
	version: "v1",
	plural: "cronjobs",
	kind: "CronJob",
	shortNames: ["cj"],
	namespaced: true,
	message: "k8s.io.api.batch.v1.CronJob",
	shape,
	project: ({ metadata, spec, status }) => ({
		...metadataRow(metadata),
		schedule: spec.schedule,
		timeZone: spec.timeZone,
		suspended: spec.suspend,
		active: status.active,
		lastScheduleAtMs: status.lastScheduleTime,
		selector: labelSelectorText(spec.jobTemplate.spec.selector),
		...templateText(spec.jobTemplate.spec.template),
	}),
	columns: [
		namespaceColumn,
		nameColumn,
		{ id: "schedule", title: "SCHEDULE", priority: 1, minWidth: 11, text: (row) => row.schedule },
		{ id: "timezone", title: "TIMEZONE", priority: 5, text: (row) => row.timeZone ?? NONE },
		{
			id: "suspend",
			title: "SUSPEND",
			priority: 2,
			text: ({ suspended }) => (suspended ? "True" : "False"),
			tone: ({ suspended }) => (suspended ? "attention" : "plain"),
		},
		countColumn("active", "ACTIVE", 2, (row) => row.active),
		{
			id: "last-schedule",
			title: "LAST SCHEDULE",
			priority: 3,
			live: "time",
			unit: "milliseconds",
			value: ({ lastScheduleAtMs }, { nowMs }) =>
				lastScheduleAtMs === undefined ? undefined : nowMs - lastScheduleAtMs,
			text: ({ lastScheduleAtMs }, { nowMs }) =>
				lastScheduleAtMs === undefined ? NONE : ageText(lastScheduleAtMs, nowMs),
			order: ({ lastScheduleAtMs }) => (lastScheduleAtMs === undefined ? undefined : -lastScheduleAtMs),
		},
		ageColumn,
		...templateColumns,
		selectorColumn,
	],
	health: ({ suspended }) => (suspended ? "muted" : "ok"),
	drillDown: ({ uid }) => ({ to: "jobs", select: { by: "owner", uid } }),
});
