import type { Tone } from "../table/column.ts";

/** What a pod's health is judged by. */
export interface PodCondition {
	/** STATUS as kubectl prints it. */
	readonly status: string;
	readonly phase: string;
	readonly ready: number;
	readonly total: number;
}

/** States that pass by themselves, once what they wait for has come. */
const PASSING = new Set([
	"Pending",
	"ContainerCreating",
	"PodInitializing",
	"Terminating",
	"NotReady",
	"SchedulingGated",
]);

/** `Init:1/3`: initialisation goes on. Any other `Init:...` names a problem. */
const INITIALISING = /^Init:(\d+\/\d+|ContainerCreating|PodInitializing)$/;

/**
 * How a pod is. What ended well is `finished`; a reason that is not known to pass by itself is
 * `broken`, so that a reason nobody thought of is not hidden.
 */
export function podHealth({ status, phase, ready, total }: PodCondition): Tone {
	if (status === "Unknown" || status === "NodeLost" || status === "") return "unknown";
	if (status === "Running") return ready === total ? "ok" : "attention";
	if (PASSING.has(status) || INITIALISING.test(status)) return "attention";
	return phase === "Succeeded" || status === "Completed" ? "finished" : "broken";
}
