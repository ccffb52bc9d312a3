import type { LogRange } from "../../src/logs/log-view.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { ifReadable } from "./log-access.ts";
import { firstRange, LogModel } from "./log-model.ts";
import { chosenLogs, type NamedLogTarget } from "./log-target.ts";
import { RecordModel } from "./record-model.ts";

/** A screen of logs that is not shown yet. */
export function createLogs({ options }: Workspace, named: NamedLogTarget, previous: boolean): LogModel {
	// What is on this machine costs no server anything.
	const range: LogRange = named.target.of === "files" ? { by: "all" } : firstRange;
	return new LogModel({ named, previous, range, open: options.openLogs, clock: options.clock });
}

/** Show the logs of what is chosen, on top of the stack, if they may be read. */
export function openLogs(workspace: Workspace, previous: boolean): void {
	const named = chosenLogs(workspace);
	if (named !== undefined) openLogsOf(workspace, named, previous);
}

/** Show these logs, on top of the stack, if they may be read. */
export function openLogsOf(workspace: Workspace, named: NamedLogTarget, previous: boolean): void {
	ifReadable(workspace, named, () => workspace.show(createLogs(workspace, named, previous)));
}

/** Show the line one is at in full. One stays at it: what comes meanwhile comes below. */
export function openRecord(workspace: Workspace): void {
	const { logs } = workspace;
	const line = logs?.current()?.line;
	const record = line === undefined ? undefined : logs?.logs.record(line);
	if (logs === undefined || record === undefined) return;
	logs.scroll.stop();
	workspace.show(new RecordModel(record));
}
