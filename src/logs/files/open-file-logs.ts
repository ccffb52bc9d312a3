import type { Activity } from "../../base/activity.ts";
import type { Clock } from "../../base/clock.ts";
import type { StoreLimits } from "../line-store.ts";
import type { LogRange, LogView } from "../log-view.ts";
import { ReadLogs } from "../read-logs.ts";
import { FileLogs } from "./file-logs.ts";
import type { LogSeries } from "./log-series.ts";

/** What logs out of files are opened with. */
export interface FileLogsOptions {
	readonly clock: Clock;
	/** Told while a file that is read has not come to its end. */
	readonly activity?: Activity;
	readonly series: readonly LogSeries[];
	readonly range: LogRange;
	readonly limits?: StoreLimits;
}

/** Begin to read logs out of files. */
export function openFileLogs({ clock, activity, series, range, limits }: FileLogsOptions): LogView {
	return new ReadLogs({
		clock,
		nowMs: () => clock.now(),
		activity,
		range,
		previous: false,
		limits,
		open: (reading) => new FileLogs(series, clock, reading),
	});
}
