import type { Column } from "./column.ts";

/** Ends each cell in a haystack. No term can hold one, so none matches across two cells. */
export const CELL_END = "\n";

/** Whether a filter's words are looked for in a column: not in numbers, nor in what changes by itself. */
function isSearched<R, L>(column: Column<R, L>): boolean {
	return column.align !== "right" && column.live === undefined;
}

/** What a filter's words and patterns are looked for in: a row's visible text cells in lower case. */
export function haystack<R, L>(columns: readonly Column<R, L>[], row: R, live: L): string {
	let text = "";
	for (const column of columns) if (isSearched(column)) text += column.text(row, live) + CELL_END;
	return text.toLowerCase();
}
