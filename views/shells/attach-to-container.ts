import { fail, ok, type Result } from "../../src/base/result.ts";
import { type Failure, failure } from "../../src/kube/failure.ts";
import { openAttach } from "../../src/kube/streams/open-attach.ts";
import { readContainerStreams } from "../../src/shells/container-streams.ts";
import type { ContainerPlace } from "../../src/shells/open-shell.ts";
import type { Session } from "../../src/shells/session.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import { layGhost } from "../workspace/ghosts.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { chooseContainer } from "./choose-container.ts";
import { type PodTarget, podTarget, targetName } from "./pod-target.ts";
import { reachProblem } from "./reach-problem.ts";
import { showSession } from "./show-session.ts";

const said = messages.shells;

/** Attach to what the container under the cursor runs, or one of the pod. */
export function attachToContainer(workspace: Workspace): void {
	const target = podTarget(workspace.table);
	if (target === undefined) return;
	const { namespace, pod, habitKey } = target;
	chooseContainer(workspace, target, "attach", (container) => {
		workspace.sessions.habits.set(habitKey, { container });
		void attachAndShow(workspace, target, { namespace, pod, container });
	});
}

/** Attach and give it the terminal, or say why not. */
async function attachAndShow(workspace: Workspace, target: PodTarget, place: ContainerPlace): Promise<void> {
	const what = said.words.attach;
	const name = targetName(place, place.container);
	const attached = await whileWaiting(workspace, safeText(said.opening(what, name)), (signal) =>
		attach(workspace, place, what, signal),
	);
	if (attached === undefined) return;
	if (attached.ok) {
		await showSession(workspace, attached.value);
		return;
	}
	if (attached.failure.kind === "absent") layGhost(workspace, target.uid);
	workspace.notice.set(safeText(said.cannotOpen(what, name, attached.failure.message)));
}

/** With just the streams that the container has. */
export async function attach(
	workspace: Workspace,
	place: ContainerPlace,
	what: string,
	signal: AbortSignal,
): Promise<Result<Session, Failure>> {
	const { cluster, options, sessions } = workspace;
	const problem = await reachProblem(workspace, "attach", place.namespace, signal);
	if (problem !== undefined) return fail(failure("forbidden", problem));
	const streams = await readContainerStreams(cluster.transport, place);
	if (!streams.ok) return streams;
	const { stdin, tty } = streams.value;
	const opened = await openAttach(cluster.transport, options.clock, { ...place, input: stdin, tty, signal });
	if (!opened.ok) return opened;
	const remark = tty ? said.promptHint : stdin ? said.noTty : said.outputOnly;
	const session = sessions.create(opened.value, {
		what,
		target: targetName(place, place.container),
		tty,
		reads: stdin,
		remark: safeText(remark),
	});
	if (!signal.aborted) sessions.keep(session);
	return ok(session);
}
