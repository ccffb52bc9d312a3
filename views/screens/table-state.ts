import type { Sort } from "../../src/table/table-view.ts";
import type { TableModel } from "./table-model.ts";

/** How a table is looked at: what its target does not say. */
export interface TableState {
	readonly filter: string;
	readonly sort: Sort;
	readonly wide: boolean;
	readonly onlyBroken: boolean;
	/** UID of the row that the user has put the cursor on. */
	readonly cursor?: string | undefined;
}

/** How a table is looked at now. */
export function tableState(table: TableModel): TableState {
	return {
		filter: table.filter.text.get(),
		sort: table.sort,
		wide: table.wide.get(),
		onlyBroken: table.onlyBroken.get(),
		cursor: table.choice,
	};
}

/** Look at a table that has just been opened as it, or one like it, was looked at before. */
export function restoreTable(table: TableModel, { filter, sort, wide, onlyBroken, cursor }: TableState): void {
	if (table.wide.get() !== wide) table.toggleWide();
	if (table.onlyBroken.get() !== onlyBroken) table.toggleBroken();
	if (filter !== "") table.setFilter(filter);
	table.setSort(sort);
	if (cursor !== undefined) table.choose(cursor);
}
