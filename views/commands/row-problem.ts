import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { chosenLogs } from "../logs/log-target.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Why nothing of a cluster can be shown. */
export function clusterProblem({ options }: Workspace): SafeText | undefined {
	return options.files === undefined ? undefined : safeText(messages.logFiles.noCluster);
}

/** Why nothing can be done with the row under the cursor; undefined when something can. */
export function rowProblem({ table }: Workspace): SafeText | undefined {
	if (table?.current() !== undefined) return undefined;
	const { disabled } = messages.views;
	return safeText(table?.currentIsGone === true ? disabled.gone : disabled.noRow);
}

/** Why nothing can be done with what is chosen: the marked rows, else the row under the cursor. */
export function chosenProblem(workspace: Workspace): SafeText | undefined {
	return (workspace.table?.marks.size ?? 0) > 0 ? undefined : rowProblem(workspace);
}

/** Why there are no logs of what is chosen. */
export function logsProblem(workspace: Workspace): SafeText | undefined {
	const problem = chosenProblem(workspace);
	if (problem !== undefined) return problem;
	return chosenLogs(workspace) === undefined ? safeText(messages.logScreen.disabled.noPods) : undefined;
}
