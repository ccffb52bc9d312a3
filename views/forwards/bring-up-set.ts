import type { ForwardSpec } from "../../src/forwards/forward-spec.ts";
import { isLoopback } from "../../src/forwards/forward-spec.ts";
import { parseSavedForward } from "../../src/forwards/saved-forward.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { openForm } from "../dialogs/form-input.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { startForward } from "./start-forward.ts";

const said = messages.forwards;

/** Ask which of the saved sets is to be brought up, and begin its forwards; those of other contexts are left out. */
export function askForSet(workspace: Workspace): void {
	const sets = Object.entries(workspace.options.forwardSets);
	openForm(
		workspace,
		{
			title: safeText(said.form.setTitle),
			isProduction: workspace.options.production,
			isHarmless: true,
			facts: [],
			fields: [
				{
					kind: "choice",
					id: "set",
					label: "",
					options: sets.map(([name, lines]) => ({
						value: name,
						label: safeText(name),
						note: safeText(lines.join(" · ")),
					})),
					chosen: 0,
					asList: true,
				},
			],
			go: safeText(said.form.go),
			accept: ({ set = "" }) => bringUp(workspace, set),
		},
		0,
	);
}

function bringUp(workspace: Workspace, set: string): void {
	const { options, cluster, notice } = workspace;
	const begun: ForwardSpec[] = [];
	for (const line of options.forwardSets[set] ?? []) {
		const problem = lineProblem(line, cluster.target.context, begun);
		if (problem === undefined) continue;
		notice.set(safeText(said.inSet(set, line, problem)));
		return;
	}
	for (const spec of begun) startForward(workspace, spec);
}

/** Why a line cannot be brought up here; else its forwards are added. */
function lineProblem(line: string, here: string, begun: ForwardSpec[]): string | undefined {
	const parsed = parseSavedForward(line);
	if (!parsed.ok) return parsed.failure;
	const { context, specs } = parsed.value;
	if (context !== undefined && context !== here) return said.form.otherContext(line, context);
	const outside = specs.find(({ address }) => !isLoopback(address));
	if (outside !== undefined) return said.exposed(outside.address);
	begun.push(...specs);
	return undefined;
}
