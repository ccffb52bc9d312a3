import { askToDelete, deletionProblem } from "../dialogs/action-menu.ts";
import type { Command } from "./command.ts";

/** What changes the cluster: reached through the action menu alone, and asked about once more. */
export const actionCommands: readonly Command[] = [
	{ id: "action.delete", keys: ["d"], scope: "menu", disabled: deletionProblem, run: askToDelete },
];
