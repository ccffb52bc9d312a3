import { pods } from "../../src/resources/pods.ts";
import { restoreTable, tableState } from "../screens/table-state.ts";
import type { Workspace } from "./workspace.ts";

/** Show the kind on screen in another namespace (undefined = all), filtered and sorted as it is; pods where it is in none. */
export function openInNamespace(workspace: Workspace, namespace: string | undefined): void {
	const { table } = workspace;
	if (table === undefined || !table.kind.namespaced || "from" in table.target.kind) {
		workspace.openFirst({ kind: pods, namespace });
		return;
	}
	const { cursor: _elsewhere, ...state } = tableState(table);
	restoreTable(workspace.openFirst({ kind: table.target.kind, namespace }), state);
}
