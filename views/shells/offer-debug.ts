import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { debugDenial } from "./ask-to-debug.ts";
import { openDebugForm } from "./debug-pod.ts";
import { type PodTarget, targetName } from "./pod-target.ts";

const said = messages.shells.lacking;

/**
 * The image of a container has no shell, or no tar to copy with: open the form of a debug container that brings it,
 * filled in for that very container. Who may not add one is told so.
 */
export async function offerDebug(
	workspace: Workspace,
	target: PodTarget,
	container: string,
	lacks: "shell" | "tar",
): Promise<void> {
	const lacking = said[lacks](targetName(target, container));
	const asked = await whileWaiting(workspace, safeText(lacking), async (signal) => ({
		denial: await debugDenial(workspace, target, signal),
	}));
	if (asked === undefined) return;
	if (asked.denial !== undefined) {
		workspace.access.forget();
		workspace.notice.set(safeText(said.mayNot(lacking, asked.denial)));
	} else
		openDebugForm(workspace, target, {
			container,
			facts: [
				[said.why, safeText(said.whyDebug[lacks](container))],
				[said.files, safeText(said.filesAre[lacks](container))],
			],
			// To read what is another's takes a right that a container seldom has.
			...(lacks === "tar" ? { profile: "general" } : {}),
		});
}
