import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { forwardText } from "../forwards/forward-text.ts";
import type { Workspace } from "./workspace.ts";

/** What ends when the program, or this cluster, is left: each in a few words. */
export function stillRunning({ sessions, forwards }: Workspace): readonly SafeText[] {
	return [
		...sessions.running.map(({ what, target }) => safeText(messages.shells.session(what, target))),
		...forwards.running.map(({ forward }) => safeText(forwardText(forward))),
	];
}
