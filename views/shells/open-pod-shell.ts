import { fail } from "../../src/base/result.ts";
import { failure } from "../../src/kube/failure.ts";
import { openExec } from "../../src/kube/streams/open-exec.ts";
import { openShell } from "../../src/shells/open-shell.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import { layGhost } from "../workspace/ghosts.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { chooseContainer } from "./choose-container.ts";
import { offerDebug } from "./offer-debug.ts";
import { type PodTarget, podTarget, targetName } from "./pod-target.ts";
import { reachProblem } from "./reach-problem.ts";
import { showSession } from "./show-session.ts";

const said = messages.shells;

/** A shell in the container under the cursor, or in one of the pod. */
export function openPodShell(workspace: Workspace): void {
	const target = podTarget(workspace.table);
	if (target === undefined) return;
	chooseContainer(workspace, target, "shell", (container) => void start(workspace, target, container));
}

async function start(workspace: Workspace, target: PodTarget, container: string): Promise<void> {
	const { sessions, cluster, options, notice } = workspace;
	const { namespace, pod, habitKey } = target;
	const { shell } = said.words;
	const place = targetName(target, container);
	const habit = sessions.habits.get(habitKey);
	const opened = await whileWaiting(workspace, safeText(said.opening(shell, place)), async (signal) => {
		const problem = await reachProblem(workspace, "exec", namespace, signal);
		if (problem !== undefined) return fail({ why: "failed" as const, failure: failure("forbidden", problem) });
		return openShell(
			{ transport: cluster.transport, clock: options.clock, sessions, exec: openExec },
			{ namespace, pod, container },
			{ what: shell, target: place, tty: true },
			{ signal, ...(habit?.container === container ? { habit: habit.argv } : {}) },
		);
	});
	if (opened?.ok === true) {
		sessions.habits.set(habitKey, { container, argv: opened.value.argv });
		await showSession(workspace, opened.value.session);
	} else if (opened?.failure.why === "no-shell") await offerDebug(workspace, target, container, "shell");
	else if (opened !== undefined) {
		const { kind } = opened.failure.failure;
		if (kind === "forbidden") workspace.access.forget();
		if (kind === "absent") layGhost(workspace, target.uid);
		notice.set(safeText(said.cannotOpen(shell, place, opened.failure.failure.message)));
	}
}
