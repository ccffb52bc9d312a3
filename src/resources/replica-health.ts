import type { Tone } from "../table/column.ts";

/** How many copies a workload has and should have. */
export interface ReplicaCounts {
	readonly desired: number;
	readonly ready: number;
	/** Copies of the newest revision; the same as desired where the kind has no revisions. */
	readonly updated: number;
}

/** Health of a workload: scaled to nothing on purpose is neither good nor bad. */
export function replicaHealth({ desired, ready, updated }: ReplicaCounts): Tone {
	if (desired === 0) return "muted";
	if (ready === 0) return "broken";
	return ready < desired || updated < desired ? "attention" : "ok";
}
