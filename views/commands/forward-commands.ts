import type { Forward } from "../../src/forwards/forward.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { askForward } from "../forwards/ask-forward.ts";
import { askForSet } from "../forwards/bring-up-set.ts";
import { browse } from "../forwards/browse.ts";
import type { ForwardRow } from "../forwards/forward-rows.ts";
import { urlOf } from "../forwards/forward-text.ts";
import { forwardsKind } from "../forwards/forwards-kind.ts";
import { probe } from "../forwards/probe.ts";
import { forwardProblem, isForwardTo, rowTarget } from "../forwards/row-target.ts";
import { stopForward } from "../forwards/stop-forward.ts";
import { LoadModel } from "../load/load-model.ts";
import { planLoad } from "../load/plan-load.ts";
import { placeOf } from "../workspace/place.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";
import { clusterProblem, rowProblem } from "./row-problem.ts";

function rowOf({ table }: Workspace): ForwardRow | undefined {
	return table?.current() as ForwardRow | undefined;
}

function forwardOf(workspace: Workspace): Forward | undefined {
	return rowOf(workspace)?.one.forward;
}

function notListening(workspace: Workspace): SafeText | undefined {
	const forward = forwardOf(workspace);
	if (forward === undefined) return rowProblem(workspace);
	return urlOf(forward) === undefined ? safeText(messages.views.disabled.notListening) : undefined;
}

/** Local ports that lead into the cluster. */
export const forwardCommands: readonly Command[] = [
	{
		id: "row.forward",
		keys: ["F"],
		scope: "row",
		bar: 16,
		disabled: forwardProblem,
		run: (workspace) => void askForward(workspace),
	},
	{
		id: "row.forwards",
		keys: ["f"],
		scope: "row",
		disabled(workspace) {
			const target = rowTarget(workspace);
			if (target === undefined) return rowProblem(workspace) ?? safeText(messages.views.disabled.notForwardable);
			const has = workspace.forwards.all.get().some(isForwardTo(target, workspace.cluster.target.context));
			return has ? undefined : safeText(messages.views.disabled.noForwards);
		},
		run(workspace) {
			const target = rowTarget(workspace);
			if (target === undefined) return;
			const here = workspace.cluster.target.context;
			const kind = forwardsKind(workspace.forwards, here, isForwardTo(target, here));
			workspace.open({ kind, namespace: undefined, within: messages.forwards.table.within(target.name) });
		},
	},
	{
		id: "app.forwards",
		keys: [],
		names: ["forwards", "pf"],
		scope: "anywhere",
		disabled: clusterProblem,
		run(workspace) {
			if (placeOf(workspace.view) !== "forwards")
				workspace.open({
					kind: forwardsKind(workspace.forwards, workspace.cluster.target.context),
					namespace: undefined,
				});
		},
	},
	{
		id: "forward.set",
		keys: ["b"],
		names: ["forward-set"],
		scope: "forward",
		bar: 13,
		disabled({ options }) {
			if (options.readOnly) return safeText(messages.views.disabled.readOnlyForward);
			return Object.keys(options.forwardSets).length === 0 ? safeText(messages.views.disabled.noSets) : undefined;
		},
		run: askForSet,
	},
	{
		id: "forward.stop",
		keys: ["x"],
		scope: "forward",
		bar: 10,
		disabled: rowProblem,
		run(workspace) {
			const row = rowOf(workspace);
			if (row !== undefined) void stopForward(workspace, row);
		},
	},
	{
		id: "forward.probe",
		keys: ["p"],
		scope: "forward",
		bar: 11,
		disabled: notListening,
		run(workspace) {
			const forward = forwardOf(workspace);
			if (forward !== undefined) void probe(workspace, forward);
		},
	},
	{
		id: "forward.bench",
		keys: ["t"],
		names: ["bench"],
		scope: "forward",
		bar: 14,
		disabled: notListening,
		run(workspace) {
			const forward = forwardOf(workspace);
			const url = forward && urlOf(forward);
			const plan = url === undefined ? undefined : planLoad([url]);
			if (typeof plan === "string") workspace.notice.set(safeText(plan));
			else if (plan !== undefined) workspace.show(new LoadModel(plan, workspace.options.clock));
		},
	},
	{
		id: "forward.browse",
		keys: ["o"],
		scope: "forward",
		bar: 12,
		disabled: notListening,
		run(workspace) {
			const forward = forwardOf(workspace);
			if (forward !== undefined) browse(workspace, forward);
		},
	},
];
