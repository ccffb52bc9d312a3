import type { AccessQuestion } from "../../src/kube/access/access-review.ts";
import { DEBUG_NAMESPACE } from "../../src/shells/node-debug-pod.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import { askAccess } from "../workspace/ask-access.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { askToDebugNode } from "./debug-node.ts";
import { askToDebugPod } from "./debug-pod.ts";
import { nodeUnderCursor } from "./node-target.ts";
import { type PodTarget, podTarget } from "./pod-target.ts";

/**
 * The form of what debugs the row under the cursor, for who may have it made.
 *
 * @param as - of a node: its own shell, or a debug pod
 */
export async function askToDebug(workspace: Workspace, as: "shell" | "debug"): Promise<void> {
	const asking = safeText(messages.shells.debug.asking);
	await ifMayDebug(workspace, podTarget(workspace.table), { asking, refusal: (denial) => denial }, () => {
		if (nodeUnderCursor(workspace) === undefined) askToDebugPod(workspace);
		else askToDebugNode(workspace, as);
	});
}

/** What is said while it is asked, and instead of what is refused. */
interface AskingWords {
	readonly asking: SafeText;
	refusal(denial: SafeText): SafeText;
}

/** Do what makes something to debug with, if that may be made: for a pod, or without one for a node. Else it is said why not. */
export async function ifMayDebug(
	workspace: Workspace,
	target: Pick<PodTarget, "namespace"> | undefined,
	{ asking, refusal }: AskingWords,
	open: () => void,
): Promise<void> {
	const asked = await whileWaiting(workspace, asking, async (signal) => ({
		denial: await debugDenial(workspace, target, signal),
	}));
	if (asked === undefined) return;
	if (asked.denial === undefined) {
		open();
		return;
	}
	// A right that is given now is known at the next try.
	workspace.access.forget();
	workspace.notice.set(refusal(asked.denial));
}

/** Why nothing may be made to debug with: of a pod, neither a container in it nor a copy of it; without one, no pod on a node. */
async function debugDenial(
	workspace: Workspace,
	target: Pick<PodTarget, "namespace"> | undefined,
	signal: AbortSignal,
): Promise<SafeText | undefined> {
	const namespace = target?.namespace ?? DEBUG_NAMESPACE;
	const pods = { group: "", resource: "pods", namespace };
	const ways: readonly AccessQuestion[] = [
		...(target === undefined ? [] : [{ ...pods, verb: "patch", subresource: "ephemeralcontainers" }]),
		{ ...pods, verb: "create" },
	];
	const verdicts = await askAccess(workspace, ways, signal);
	const [first] = verdicts;
	return first?.state === "denied" && verdicts.every(({ state }) => state === "denied") ? first.message : undefined;
}
