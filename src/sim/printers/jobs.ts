import type { KubeObject } from "../world/kube-object.ts";
import { humanDuration, since } from "./age.ts";
import { containerCells, type NamedContainer, NONE, type Selector, selectorText } from "./printer.ts";

interface JobSpec {
	readonly completions?: number;
	readonly parallelism?: number;
	readonly selector?: Selector;
	readonly template: { readonly spec: { readonly containers: readonly NamedContainer[] } };
}

interface JobStatus {
	readonly succeeded?: number;
	readonly startTime?: string | null;
	readonly completionTime?: string | null;
	readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}

/** Name, status, completions, duration, age; containers, images, selector. */
export function jobCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const spec = object["spec"] as JobSpec;
	const status = (object["status"] ?? {}) as JobStatus;
	const { succeeded = 0, startTime, completionTime } = status;
	const parallelism = spec.parallelism ?? 0;
	const wanted = spec.completions ?? (parallelism > 1 ? `1 of ${parallelism}` : 1);
	const endMs = completionTime ? Date.parse(completionTime) : nowMs;
	return [
		object.metadata.name,
		stateOf(status, Boolean(object.metadata.deletionTimestamp)),
		`${succeeded}/${wanted}`,
		startTime ? humanDuration(endMs - Date.parse(startTime)) : "",
		since(object.metadata.creationTimestamp, nowMs),
		...containerCells(spec.template.spec.containers),
		selectorText(spec.selector),
	];
}

function stateOf({ conditions = [] }: JobStatus, terminating: boolean): string {
	const holds = (type: string): boolean => conditions.find((condition) => condition.type === type)?.status === "True";
	if (holds("Complete")) return "Complete";
	if (holds("Failed")) return "Failed";
	if (terminating) return "Terminating";
	return ["Suspended", "FailureTarget", "SuccessCriteriaMet"].find(holds) ?? "Running";
}

interface CronJobSpec {
	readonly schedule: string;
	readonly timeZone?: string;
	readonly suspend?: boolean;
	readonly jobTemplate: { readonly spec: JobSpec };
}

interface CronJobStatus {
	readonly active?: readonly unknown[];
	readonly lastScheduleTime?: string | null;
}

/** Name, schedule, time zone, suspended, active, last schedule, age; containers, images, selector. */
export function cronJobCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const { schedule, timeZone = NONE, suspend, jobTemplate } = object["spec"] as CronJobSpec;
	const { active = [], lastScheduleTime } = (object["status"] ?? {}) as CronJobStatus;
	return [
		object.metadata.name,
		schedule,
		timeZone,
		suspend === undefined ? "<unset>" : suspend ? "True" : "False",
		active.length,
		lastScheduleTime ? since(lastScheduleTime, nowMs) : NONE,
		since(object.metadata.creationTimestamp, nowMs),
		...containerCells(jobTemplate.spec.template.spec.containers),
		selectorText(jobTemplate.spec.selector),
	];
}
