import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { rowProblem } from "../commands/row-problem.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** The node under the cursor; undefined where the row is none. */
export function nodeUnderCursor({ table }: Workspace): string | undefined {
	return table?.kind.id === "nodes" ? table.current()?.name : undefined;
}

/** Why no debug pod can be made on the node under the cursor. */
export function debugNodeProblem(workspace: Workspace): SafeText | undefined {
	const { disabled } = messages.views;
	if (workspace.options.readOnly) return safeText(disabled.readOnly);
	if (workspace.nodeDebugPods === undefined) return safeText(messages.shells.debug.noJournal);
	return rowProblem(workspace);
}
