import type { LogRange } from "../../src/logs/log-view.ts";
import type { CommandId } from "../../src/text/messages/commands.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { askWhereToSave } from "../input/save-view.ts";
import { copyLines } from "../logs/copy-lines.ts";
import { firstRange, type LogModel } from "../logs/log-model.ts";
import { openRecord } from "../logs/open-logs.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

const { disabled } = messages.logScreen;
const MINUTE_MS = 60_000;

function onLogs(run: (logs: LogModel) => void): (workspace: Workspace) => void {
	return ({ logs }) => {
		if (logs !== undefined) run(logs);
	};
}

/** A reason for as long as something is so. */
function because(reason: string, isSo: (logs: LogModel) => boolean): Pick<Command, "disabled"> {
	return { disabled: ({ logs }) => (logs !== undefined && isSo(logs) ? safeText(reason) : undefined) };
}

/** What came once and is gone cannot be read anew. */
function isPipe({ target }: LogModel): boolean {
	return target.of === "files" && target.series.some(({ place }) => place.kind === "pipe");
}

const hasNoLine = because(disabled.noLine, (logs) => logs.current() === undefined);
const hasNoFilter = because(disabled.noFilter, ({ logs }) => logs.filter === "");

/** Read another part of the logs. */
function range(id: CommandId, key: string, wanted: LogRange): Command {
	return {
		id,
		keys: [key],
		scope: "logs",
		disabled: ({ logs }) => {
			if (logs === undefined) return undefined;
			if (isPipe(logs)) return safeText(messages.logFiles.isPipe);
			return JSON.stringify(logs.logs.range) === JSON.stringify(wanted) ? safeText(disabled.sameRange) : undefined;
		},
		run: onLogs(({ logs }) => logs.setRange(wanted)),
	};
}

/** Reading logs. */
export const logCommands: readonly Command[] = [
	{ id: "logs.follow", keys: ["f", "s"], scope: "logs", bar: 10, run: onLogs((logs) => logs.toggleFollow()) },
	{ id: "logs.open", keys: ["enter"], scope: "logs", bar: 11, ...hasNoLine, run: openRecord },
	{
		id: "logs.filter",
		keys: ["&"],
		scope: "logs",
		bar: 31,
		run: ({ prompt, logs }) => prompt.set({ kind: "lines", text: logs?.logs.filter ?? "", choice: 0 }),
	},
	{
		id: "logs.invert",
		keys: ["!"],
		scope: "logs",
		bar: 33,
		...hasNoFilter,
		run: onLogs(({ logs }) => logs.setInverted(!logs.inverted)),
	},
	{
		id: "logs.context",
		keys: ["x"],
		scope: "logs",
		bar: 34,
		...hasNoFilter,
		run: onLogs((logs) => logs.stepContext()),
	},
	{ id: "logs.form", keys: ["v"], scope: "logs", bar: 35, run: onLogs((logs) => logs.drawing.stepForm()) },
	{ id: "logs.times", keys: ["t"], scope: "logs", bar: 36, run: onLogs((logs) => logs.drawing.stepTimes()) },
	{ id: "logs.histogram", keys: ["h"], scope: "logs", bar: 41, run: onLogs((logs) => logs.toggleHistogram()) },
	{
		id: "logs.sources",
		keys: ["C"],
		names: ["containers"],
		scope: "logs",
		bar: 42,
		...because(messages.logFiles.isPipe, isPipe),
		run: ({ prompt }) => prompt.set({ kind: "sources", text: "", choice: 0 }),
	},
	{
		id: "logs.previous",
		keys: ["p"],
		scope: "logs",
		bar: 43,
		disabled: ({ logs }) => {
			if (logs?.target.of === "files") return safeText(messages.logFiles.noRuns);
			return logs?.target.of === "node" ? safeText(disabled.ofNode) : undefined;
		},
		run: onLogs(({ logs }) => logs.setPrevious(!logs.previous)),
	},
	range("logs.tail", "0", firstRange),
	range("logs.minute", "1", { by: "last", durationMs: MINUTE_MS }),
	range("logs.minutes5", "2", { by: "last", durationMs: 5 * MINUTE_MS }),
	range("logs.minutes15", "3", { by: "last", durationMs: 15 * MINUTE_MS }),
	range("logs.hour", "4", { by: "last", durationMs: 60 * MINUTE_MS }),
	range("logs.hours6", "5", { by: "last", durationMs: 360 * MINUTE_MS }),
	range("logs.all", "6", { by: "all" }),
	{ id: "logs.mark", keys: ["m"], scope: "logs", ...hasNoLine, run: onLogs((logs) => logs.toggleMark()) },
	{ id: "logs.copy", keys: ["c"], scope: "logs", ...hasNoLine, run: copyLines },
	{
		id: "logs.save",
		keys: ["ctrl-s"],
		names: ["save"],
		scope: "logs",
		...because(messages.views.disabled.nothingToSave, ({ logs }) => logs.counts().shown === 0),
		run: askWhereToSave,
	},
	{
		id: "logs.lock",
		keys: ["L"],
		scope: "logs",
		...because(disabled.unlockable, ({ drawing }) => drawing.wrap),
		run: onLogs((logs) => logs.drawing.toggleLock()),
	},
	{
		id: "logs.reload",
		keys: ["ctrl-r"],
		scope: "logs",
		...because(messages.logFiles.isPipe, isPipe),
		run: onLogs(({ logs }) => logs.setRange(logs.range)),
	},
	{
		id: "record.copy",
		keys: ["c"],
		scope: "record",
		bar: 10,
		run: ({ view, notice, options }) => {
			if (view?.type !== "record") return;
			const said = options.copy(view.line) ? messages.logScreen.copiedLines(1) : messages.views.notCopied;
			notice.set(safeText(said));
		},
	},
];
