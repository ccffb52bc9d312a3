import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { askWhereToSave } from "../input/save-view.ts";
import type { OpenableKind, TableModel } from "../screens/table-model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

type TableAction = (table: TableModel) => void;

/** Known by discovery alone: how its server prints it says nothing of how it is. */
function isUndeclared(kind: OpenableKind): boolean {
	return !("health" in kind);
}

/** A command of the table scope: does nothing where no table is on screen. */
function onTable(run: TableAction): (workspace: Workspace) => void {
	return ({ table }) => {
		if (table !== undefined) run(table);
	};
}

/** Sort by whichever column of the table answers to this capital. */
function sortBy(id: Command["id"], key: string): Command {
	const columnOf = (table: TableModel | undefined): string | undefined =>
		table?.kind.columns.find(({ sortKey }) => sortKey === key)?.id;
	return {
		id,
		keys: [key],
		scope: "table",
		disabled: ({ table }): SafeText | undefined =>
			columnOf(table) === undefined ? safeText(messages.views.disabled.noColumn) : undefined,
		run: onTable((table) => {
			const columnId = columnOf(table);
			if (columnId !== undefined) table.sortBy(columnId);
		}),
	};
}

/** Moving, sorting and widening: what works on every table. */
export const tableCommands: readonly Command[] = [
	{ id: "cursor.down", keys: ["j", "down"], scope: "table", run: onTable((table) => table.moveBy(1)) },
	{ id: "cursor.up", keys: ["k", "up"], scope: "table", run: onTable((table) => table.moveBy(-1)) },
	{ id: "cursor.first", keys: ["g", "home"], scope: "table", run: onTable((table) => table.moveTo(0)) },
	{
		id: "cursor.last",
		keys: ["G", "end"],
		scope: "table",
		run: onTable((table) => table.moveTo(Number.MAX_SAFE_INTEGER)),
	},
	{ id: "cursor.halfPageDown", keys: ["ctrl-d"], scope: "table", run: onTable((table) => table.page(0.5)) },
	{ id: "cursor.halfPageUp", keys: ["ctrl-u"], scope: "table", run: onTable((table) => table.page(-0.5)) },
	{ id: "cursor.pageDown", keys: ["ctrl-f", "pgdn"], scope: "table", run: onTable((table) => table.page(1)) },
	{ id: "cursor.pageUp", keys: ["ctrl-b", "pgup"], scope: "table", run: onTable((table) => table.page(-1)) },
	{ id: "table.wide", keys: ["w", "ctrl-w"], scope: "table", bar: 40, run: onTable((table) => table.toggleWide()) },
	{
		id: "table.broken",
		keys: ["ctrl-z"],
		scope: "table",
		bar: 41,
		disabled: ({ table }) =>
			table !== undefined && isUndeclared(table.target.kind)
				? safeText(messages.views.disabled.healthUnknown)
				: undefined,
		run: onTable((table) => table.toggleBroken()),
	},
	{ id: "table.reload", keys: ["ctrl-r"], scope: "table", run: onTable((table) => table.reload()) },
	{
		id: "table.save",
		keys: ["ctrl-s"],
		names: ["save"],
		scope: "table",
		disabled: ({ table }) => (table?.shown === 0 ? safeText(messages.views.disabled.nothingToSave) : undefined),
		run: askWhereToSave,
	},
	{ id: "sort.next", keys: [">"], scope: "table", run: onTable((table) => table.sortByNeighbour(1)) },
	{ id: "sort.previous", keys: ["<"], scope: "table", run: onTable((table) => table.sortByNeighbour(-1)) },
	sortBy("sort.name", "N"),
	sortBy("sort.age", "A"),
	sortBy("sort.status", "S"),
	sortBy("sort.namespace", "P"),
	sortBy("sort.cpu", "C"),
	sortBy("sort.memory", "M"),
	sortBy("sort.restarts", "T"),
	sortBy("sort.ready", "R"),
	sortBy("sort.address", "I"),
];
