import { attachToContainer } from "../shells/attach-to-container.ts";
import { askToDebugPod } from "../shells/debug-pod.ts";
import { openPodShell } from "../shells/open-pod-shell.ts";
import { debugPodProblem, runProblem } from "../shells/pod-target.ts";
import { sessionsKind } from "../shells/sessions-kind.ts";
import { placeOf } from "../workspace/place.ts";
import type { Command } from "./command.ts";

/** What gives a process in the cluster the terminal. */
export const shellCommands: readonly Command[] = [
	{ id: "row.shell", keys: ["s"], scope: "row", bar: 14, disabled: runProblem, run: openPodShell },
	{ id: "row.debug", keys: ["b"], scope: "row", bar: 15, disabled: debugPodProblem, run: askToDebugPod },
	{ id: "row.attach", keys: ["a"], scope: "row", disabled: runProblem, run: attachToContainer },
	{
		id: "app.sessions",
		keys: [],
		names: ["sessions"],
		scope: "anywhere",
		run: (workspace) => {
			if (placeOf(workspace.view) !== "sessions")
				workspace.open({ kind: sessionsKind(workspace.sessions), namespace: undefined });
		},
	},
];
