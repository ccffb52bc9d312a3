import { findResource, findTable } from "../../src/resources/catalogue.ts";
import type { PodRow } from "../../src/resources/pods.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { openActions } from "../dialogs/action-menu.ts";
import { openLogs } from "../logs/open-logs.ts";
import type { TableTarget } from "../screens/table-model.ts";
import { openDetail } from "../workspace/open-detail.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";
import { chosenProblem, logsProblem, rowProblem } from "./row-problem.ts";

const { disabled } = messages.views;

/** Where `enter` leads from the row under the cursor, if anywhere. */
function drillDownOf(workspace: Workspace): TableTarget | undefined {
	const { table } = workspace;
	const row = table?.current();
	if (table === undefined || row === undefined) return undefined;
	const drill = table.kind.drillDown?.(row);
	const kind = drill === undefined ? undefined : findTable(drill.to);
	if (drill === undefined || kind === undefined) return undefined;
	const { select } = drill;
	// What belongs to a node is in all namespaces, whichever one looks in: in the one of a user who has but one.
	const anywhere = workspace.isConfined ? workspace.namespace : undefined;
	const own = select.by === "namespace" ? select.namespace : row.namespace;
	const namespace = own === "" ? anywhere : own;
	return { kind, namespace, selection: select, within: `${table.kind.kind} ${row.name}` };
}

/** The node of the pod under the cursor; empty when there is none. */
function nodeOf({ table }: Workspace): string {
	const row = table?.current();
	return row !== undefined && table?.kind.id === "pods" ? (row as PodRow).node : "";
}

/** A table of nothing but what owns the row under the cursor. */
function ownerOf(workspace: Workspace): TableTarget | undefined {
	const row: (ResourceRow & Partial<Pick<PodRow, "ownerKind" | "ownerName">>) | undefined = workspace.table?.current();
	if (row === undefined || row.ownerUid === "" || row.ownerKind === undefined) return undefined;
	const kind = workspace.kinds.all().find((candidate) => candidate.kind === row.ownerKind);
	if (kind === undefined) return undefined;
	return {
		kind,
		namespace: kind.namespaced ? row.namespace : undefined,
		selection: { by: "uid", uid: row.ownerUid },
		within: `${row.ownerKind} ${row.ownerName ?? ""}`,
	};
}

/** The logs of all pods of what is chosen, joined. */
function logsCommand(id: Command["id"], key: string, previous: boolean): Command {
	return {
		id,
		keys: [key],
		scope: "row",
		disabled: logsProblem,
		run: (workspace) => openLogs(workspace, previous),
	};
}

/** What `enter` and its kin do with the row under the cursor. Nothing here changes the cluster. */
export const rowCommands: readonly Command[] = [
	{
		id: "row.open",
		keys: ["enter"],
		scope: "row",
		bar: 10,
		disabled: (workspace) => {
			const problem = rowProblem(workspace);
			if (problem !== undefined) return problem;
			return drillDownOf(workspace) === undefined ? safeText(disabled.nowhere) : undefined;
		},
		run: (workspace) => {
			const target = drillDownOf(workspace);
			if (target !== undefined) workspace.open(target);
		},
	},
	{
		id: "row.describe",
		keys: ["d"],
		scope: "row",
		bar: 11,
		disabled: rowProblem,
		run: (workspace) => openDetail(workspace, "describe"),
	},
	{
		id: "row.yaml",
		keys: ["y"],
		scope: "row",
		bar: 12,
		disabled: rowProblem,
		run: (workspace) => openDetail(workspace, "yaml"),
	},
	{ ...logsCommand("row.logs", "l", false), bar: 13 },
	logsCommand("row.previousLogs", "p", true),
	{
		id: "row.actions",
		keys: ["."],
		scope: "row",
		bar: 14,
		disabled: chosenProblem,
		run: openActions,
	},
	{
		id: "row.node",
		keys: ["o"],
		scope: "row",
		bar: 45,
		disabled: (workspace) =>
			rowProblem(workspace) ?? (nodeOf(workspace) === "" ? safeText(disabled.notScheduled) : undefined),
		run: (workspace) => {
			const nodes = findResource("nodes");
			const node = nodeOf(workspace);
			if (nodes === undefined || node === "") return;
			const selection = { by: "name", namespace: "", name: node } as const;
			workspace.open({ kind: nodes, namespace: undefined, selection, within: `Node ${node}` });
		},
	},
	{
		id: "row.owner",
		keys: ["J"],
		scope: "row",
		bar: 46,
		disabled: (workspace) =>
			rowProblem(workspace) ?? (ownerOf(workspace) === undefined ? safeText(disabled.noOwner) : undefined),
		run: (workspace) => {
			const owner = ownerOf(workspace);
			if (owner !== undefined) workspace.open(owner);
		},
	},
];
