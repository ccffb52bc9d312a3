import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { forwardText } from "../forwards/forward-text.ts";
import type { Workspace } from "./workspace.ts";

/** Processes in containers that end when this cluster is left: each in a few words. */
export function openSessions({ sessions }: Workspace): readonly SafeText[] {
	return sessions.running.map(({ what, target }) => safeText(messages.shells.session(what, target)));
}

/** What ends when the program is left: each in a few words. */
export function stillRunning(workspace: Workspace): readonly SafeText[] {
	const { forwards, cluster } = workspace;
	const here = cluster.target.context;
	return [...openSessions(workspace), ...forwards.running.map((one) => safeText(forwardText(one, here)))];
}
