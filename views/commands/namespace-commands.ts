import type { Chord } from "../../src/terminal/key.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { openInNamespace } from "../workspace/open-in-namespace.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

const { disabled } = messages.views;

/** Why the rows on screen cannot be looked for in another namespace. */
function namespaceProblem({ table }: Workspace): SafeText | undefined {
	if (table === undefined) return undefined;
	const { kind } = table.target;
	if ("from" in kind) return safeText(disabled.ofOne(table.kind.plural, kind.from.kind));
	return kind.namespaced ? undefined : safeText(disabled.inNoNamespace(table.kind.plural));
}

function recent({ namespaces }: Workspace, chord: Chord = "1"): string | undefined {
	return namespaces.recent[Number(chord) - 1];
}

/** Looking at the same kind in other namespaces, by number. */
export const namespaceCommands: readonly Command[] = [
	{
		id: "namespace.all",
		keys: ["0"],
		scope: "table",
		disabled: (workspace) =>
			namespaceProblem(workspace) ?? (workspace.isConfined ? safeText(disabled.confined) : undefined),
		run: (workspace) => openInNamespace(workspace, undefined),
	},
	{
		id: "namespace.recent",
		keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
		scope: "table",
		disabled: (workspace, chord) =>
			namespaceProblem(workspace) ??
			(recent(workspace, chord) === undefined ? safeText(disabled.noSuchRecent) : undefined),
		run: (workspace, chord) => openInNamespace(workspace, recent(workspace, chord)),
	},
];
