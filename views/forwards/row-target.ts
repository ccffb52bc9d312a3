import { type ForwardTarget, isForwardKind } from "../../src/forwards/forward-spec.ts";
import type { ContextForward } from "../../src/forwards/forwards.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { rowProblem } from "../commands/row-problem.ts";
import { podTarget } from "../shells/pod-target.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What the row under the cursor is to a forward: of a container its pod; undefined where it leads to no pods. */
export function rowTarget({ table }: Workspace): ForwardTarget | undefined {
	const row = table?.current();
	if (table === undefined || row === undefined) return undefined;
	const { id } = table.kind;
	if (isForwardKind(id)) return { kind: id, namespace: row.namespace, name: row.name };
	const pod = podTarget(table);
	return pod === undefined ? undefined : { kind: "pods", namespace: pod.namespace, name: pod.pod };
}

/** Why nothing can be forwarded to the row under the cursor. */
export function forwardProblem(workspace: Workspace): SafeText | undefined {
	const { disabled } = messages.views;
	if (workspace.options.readOnly) return safeText(disabled.readOnlyForward);
	const problem = rowProblem(workspace);
	if (problem !== undefined) return problem;
	return rowTarget(workspace) === undefined ? safeText(disabled.notForwardable) : undefined;
}

/** Whether a forward leads to a target in a context: by what was asked for, or by the pod that it has found. */
export function isForwardTo({ kind, namespace, name }: ForwardTarget, here: string): (one: ContextForward) => boolean {
	return ({ context, forward: { spec, status } }) => {
		const { target } = spec;
		if (context !== here || target.namespace !== namespace) return false;
		return (target.kind === kind && target.name === name) || (kind === "pods" && status.get().pod === name);
	};
}
