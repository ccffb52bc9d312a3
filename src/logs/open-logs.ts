import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import type { StoreLimits } from "./line-store.ts";
import type { LogCluster } from "./log-cluster.ts";
import type { ClusterLogTarget, LogRange, LogView } from "./log-view.ts";
import { NodeLog } from "./node-log.ts";
import { PodLogs } from "./pod-logs.ts";
import { ReadLogs } from "./read-logs.ts";

/** What logs are opened with. */
export interface LogOptions {
	readonly cluster: LogCluster;
	readonly clock: Clock;
	readonly random: () => number;
	/** Told while a log that was asked for has not answered. */
	readonly activity?: Activity;
	readonly target: ClusterLogTarget;
	readonly range: LogRange;
	readonly previous?: boolean;
	readonly limits?: StoreLimits;
}

/** Begin to read logs of a cluster. */
export function openLogs(options: LogOptions): LogView {
	const { cluster, clock, random, activity, target, range, previous = false, limits } = options;
	const common = { cluster, clock, random };
	return new ReadLogs({
		clock,
		nowMs: () => clock.now() + cluster.clockSkewMs.get(),
		activity,
		range,
		previous,
		limits,
		open: (reading) =>
			target.of === "node"
				? new NodeLog({ ...common, ...reading, target })
				: new PodLogs({ ...common, ...reading, target }),
	});
}
