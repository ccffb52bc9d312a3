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
	const asked = await whileWaiting(workspace, safeText(messages.shells.debug.asking), async (signal) => ({
		problem: await debugDenial(workspace, podTarget(workspace.table), signal),
	}));
	if (asked === undefined) return;
	if (asked.problem !== undefined) {
		// A right that is given now is known at the next try.
		workspace.access.forget();
		workspace.notice.set(asked.problem);
	} else if (nodeUnderCursor(workspace) === undefined) askToDebugPod(workspace);
	else askToDebugNode(workspace, as);
}

/** Why nothing may be made to debug with: of a pod, neither a container in it nor a copy of it; without one, no pod on a node. */
export async function debugDenial(
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
