import type { ContainerRow } from "../../src/resources/containers.ts";
import type { PodContainer } from "../../src/resources/pod-containers.ts";
import { type PodRow, podKey } from "../../src/resources/pods.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { rowProblem } from "../commands/row-problem.ts";
import type { TableModel } from "../screens/table-model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { debugNodeProblem, nodeUnderCursor } from "./node-target.ts";

/** A pod, or one container of it, that something is to be run in. */
export interface PodTarget {
	readonly namespace: string;
	readonly pod: string;
	readonly uid: string;
	/** Of a container's row, its name. */
	readonly container?: string;
	/** Those that come into question: of a container's row, that one. */
	readonly containers: readonly Pick<PodContainer, "name" | "image" | "kind" | "state">[];
	/** By what is remembered what was chosen here: the pods of one owner are alike. */
	readonly habitKey: string;
}

/** The pod or container under the cursor; undefined where the row is neither. */
export function podTarget(table: TableModel | undefined): PodTarget | undefined {
	const row = table?.current();
	if (table === undefined || row === undefined) return undefined;
	if (table.kind.id === "pods" && "containers" in row) {
		const { namespace, name, uid, ownerUid, containers } = row as PodRow;
		return { namespace, pod: name, uid, containers, habitKey: ownerUid || uid };
	}
	if (table.kind.id === "containers" && "podKey" in row) {
		const container = row as ContainerRow;
		const { namespace, podUid } = container;
		const pod = container.podKey.slice(namespace.length + 1);
		return { namespace, pod, uid: podUid, container: container.name, containers: [container], habitKey: podUid };
	}
	return undefined;
}

/** The containers that something can be run in now. */
export function runningContainers({ containers }: PodTarget): PodTarget["containers"] {
	return containers.filter(({ state }) => state === "running");
}

/** Why nothing can be run in what is under the cursor. */
export function runProblem(workspace: Workspace): SafeText | undefined {
	const { disabled } = messages.views;
	if (nodeUnderCursor(workspace) !== undefined) return debugNodeProblem(workspace);
	if (workspace.options.readOnly) return safeText(disabled.readOnlyShell);
	const problem = rowProblem(workspace);
	if (problem !== undefined) return problem;
	const target = podTarget(workspace.table);
	if (target === undefined) return safeText(disabled.noContainer);
	if (runningContainers(target).length > 0) return undefined;
	return safeText(target.containers.length === 1 ? disabled.notRunning : disabled.noneRuns);
}

/** Why there is nothing to attach to under the cursor. */
export function attachProblem(workspace: Workspace): SafeText | undefined {
	if (nodeUnderCursor(workspace) !== undefined) return safeText(messages.views.disabled.noContainer);
	return runProblem(workspace);
}

/** Why no debug container can be added to what is under the cursor; a pod whose own containers all fail can have one. */
export function debugPodProblem(workspace: Workspace): SafeText | undefined {
	const { disabled } = messages.views;
	if (nodeUnderCursor(workspace) !== undefined) return debugNodeProblem(workspace);
	if (workspace.options.readOnly) return safeText(disabled.readOnly);
	const problem = rowProblem(workspace);
	if (problem !== undefined) return problem;
	return podTarget(workspace.table) === undefined ? safeText(disabled.noContainer) : undefined;
}

/** `payments/api-0 (app)`. */
export function targetName({ namespace, pod }: Pick<PodTarget, "namespace" | "pod">, container: string): SafeText {
	return safeText(`${podKey({ namespace, name: pod })} (${container})`);
}
