import type { ObjectReference } from "../../src/session/object-reference.ts";
import type { NamedLogTarget } from "../logs/log-target.ts";
import { createLogs } from "../logs/open-logs.ts";
import type { DetailMode } from "../screens/detail-model.ts";
import type { TableTarget } from "../screens/table-model.ts";
import { restoreTable, type TableState, tableState } from "../screens/table-state.ts";
import { createDetail } from "./open-detail.ts";
import type { View, Workspace } from "./workspace.ts";

/** What is enough to open a view again. */
export type Locator =
	| { readonly type: "table"; readonly target: TableTarget; readonly state: TableState }
	| {
			readonly type: "detail";
			readonly mode: DetailMode;
			readonly reference: ObjectReference;
			/** The row of the table below that it was opened on. */
			readonly rowUid: string;
	  }
	| { readonly type: "logs"; readonly named: NamedLogTarget; readonly previous: boolean };

/** How a view can be opened again; undefined for the help and a line of a log, which one passes through, and for what was measured. */
export function locate(view: View): Locator | undefined {
	switch (view.type) {
		case "table":
			return { type: "table", target: view.target, state: tableState(view) };
		case "detail":
			return { type: "detail", mode: view.mode, reference: view.reference, rowUid: view.row.uid };
		case "logs":
			return { type: "logs", named: view.origin, previous: view.logs.previous };
		case "record":
		case "help":
		case "profile":
		case "load":
			return undefined;
	}
}

/** Open a view again; `below` is what it is to lie on. */
export function reopen(workspace: Workspace, locator: Locator, below: View | undefined): View | undefined {
	if (locator.type === "table") {
		const table = workspace.createTable(locator.target);
		restoreTable(table, locator.state);
		return table;
	}
	if (locator.type === "logs") return createLogs(workspace, locator.named, locator.previous);
	if (below?.type !== "table") return undefined;
	return createDetail(workspace, locator.mode, locator.reference, { uid: locator.rowUid, source: below.rows });
}
