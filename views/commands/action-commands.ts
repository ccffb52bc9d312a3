import { askToDelete, deletionProblem } from "../dialogs/action-menu.ts";
import { openLogs } from "../logs/open-logs.ts";
import { askToCopy, copyProblem } from "../shells/copy-files.ts";
import type { Command } from "./command.ts";
import { logsProblem } from "./row-problem.ts";

/** What the action menu offers. What changes the cluster is reached through it alone, and asked about once more. */
export const actionCommands: readonly Command[] = [
	{
		id: "action.logs",
		keys: ["l"],
		scope: "menu",
		disabled: logsProblem,
		run: (workspace) => {
			workspace.dialog.set(undefined);
			openLogs(workspace, false);
		},
	},
	{ id: "action.delete", keys: ["d"], scope: "menu", disabled: deletionProblem, run: askToDelete },
	{ id: "action.copy", keys: ["f"], scope: "menu", disabled: copyProblem, run: askToCopy },
];
