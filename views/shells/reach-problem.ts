import type { AccessQuestion } from "../../src/kube/access/access-review.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import { askAccess } from "../workspace/ask-access.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Why a stream of a pod may not be opened: up to Kubernetes 1.34 that was a right to `get`, from then on one to `create`. */
export async function reachProblem(
	workspace: Workspace,
	subresource: "exec" | "attach" | "portforward",
	namespace: string,
	signal: AbortSignal,
): Promise<SafeText | undefined> {
	const question = (verb: string): AccessQuestion => ({ verb, group: "", resource: "pods", subresource, namespace });
	const [create, get] = await askAccess(workspace, [question("create"), question("get")], signal);
	return create?.state === "denied" && get?.state === "denied" ? create.message : undefined;
}
