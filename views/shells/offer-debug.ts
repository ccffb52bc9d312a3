import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { ifMayDebug } from "./ask-to-debug.ts";
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
	const words = { asking: safeText(lacking), refusal: (denial: SafeText) => safeText(said.mayNot(lacking, denial)) };
	await ifMayDebug(workspace, target, words, () =>
		openDebugForm(workspace, target, {
			container,
			facts: [
				[said.why, safeText(said.whyDebug[lacks](container))],
				[said.files, safeText(said.filesAre[lacks](container))],
			],
			// To read what is another's takes a right that a container seldom has.
			...(lacks === "tar" ? { profile: "general" } : {}),
		}),
	);
}
