import { askToDebug } from "../shells/ask-to-debug.ts";
import { attachToContainer } from "../shells/attach-to-container.ts";
import { nodeUnderCursor } from "../shells/node-target.ts";
import { openPodShell } from "../shells/open-pod-shell.ts";
import { attachProblem, debugPodProblem, runProblem } from "../shells/pod-target.ts";
import { sessionsKind } from "../shells/sessions-kind.ts";
import { placeOf } from "../workspace/place.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";
import { clusterProblem } from "./row-problem.ts";

function openShell(workspace: Workspace): void {
	if (nodeUnderCursor(workspace) === undefined) openPodShell(workspace);
	else void askToDebug(workspace, "shell");
}

/** What gives a process in the cluster the terminal. */
export const shellCommands: readonly Command[] = [
	{ id: "row.shell", keys: ["s"], scope: "row", bar: 14, disabled: runProblem, run: openShell },
	{
		id: "row.debug",
		keys: ["b"],
		scope: "row",
		bar: 15,
		disabled: debugPodProblem,
		run: (workspace) => void askToDebug(workspace, "debug"),
	},
	{ id: "row.attach", keys: ["a"], scope: "row", disabled: attachProblem, run: attachToContainer },
	{
		id: "app.sessions",
		keys: [],
		names: ["sessions"],
		scope: "anywhere",
		disabled: clusterProblem,
		run: (workspace) => {
			if (placeOf(workspace.view) !== "sessions")
				workspace.open({ kind: sessionsKind(workspace.sessions), namespace: undefined });
		},
	},
];
