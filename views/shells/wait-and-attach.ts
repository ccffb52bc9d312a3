import { ok, type Result } from "../../src/base/result.ts";
import type { Failure } from "../../src/kube/failure.ts";
import { mayHaveHappened } from "../../src/kube/may-have-happened.ts";
import { awaitContainer } from "../../src/shells/await-container.ts";
import type { ContainerPlace } from "../../src/shells/open-shell.ts";
import type { Session } from "../../src/shells/session.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { attach } from "./attach-to-container.ts";
import { targetName } from "./pod-target.ts";
import { showSession } from "./show-session.ts";

const said = messages.shells.debug;

/** Make a container, wait in sight until it runs, and give it the terminal. @returns the session; undefined where none came about, which has been said */
export async function waitAndAttach(
	workspace: Workspace,
	place: ContainerPlace,
	make: () => Promise<Result<void, Failure>>,
): Promise<Session | undefined> {
	const { cluster, options, notice } = workspace;
	const name = targetName(place, place.container);
	let isRunning = false;
	const attached = await whileWaiting(workspace, safeText(said.starting(name)), async (signal, tell) => {
		const made = await make();
		if (!made.ok && !mayHaveHappened(made.failure)) return made;
		// It cannot be removed, so it is not asked for twice: whether it is there is looked up.
		const doubts = made.ok ? [] : [safeText(said.answerLost(made.failure.message))];
		tell(...doubts, safeText(said.noWord));
		const runs = await awaitContainer(cluster.transport, options.clock, place, signal, (line) => tell(...doubts, line));
		if (!runs.ok) return !made.ok && runs.failure.kind === "absent" ? made : runs;
		isRunning = true;
		return attach(workspace, place, messages.shells.words.debug, signal);
	});
	const result = attached ?? ok(undefined);
	if (!result.ok) {
		const { kind, message } = result.failure;
		if (kind === "forbidden") workspace.access.forget();
		notice.set(safeText(isRunning ? said.notAttached(name, message) : said.failed(message)));
		return undefined;
	}
	if (result.value === undefined) {
		notice.set(safeText(said.leftWaiting(name)));
		return undefined;
	}
	await showSession(workspace, result.value);
	return result.value;
}
