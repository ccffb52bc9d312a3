import { safeText } from "../text/safe-text.ts";
import type { Column } from "./column.ts";
import { csvText } from "./csv-text.ts";

/** What a table is saved as. */
export type SavedForm = "csv" | "json";

/**
 * A table as the text of a file, its columns by their ids. What is saved will be shown by some terminal one day, and a
 * server names columns and fills cells as it likes: both are made safe.
 */
export function savedTable<R, L>(
	columns: readonly Column<R, L>[],
	rows: readonly R[],
	live: L,
	form: SavedForm,
): string {
	const ids = columns.map(({ id }) => safeText(id));
	const cells = rows.map((row) => columns.map((column) => safeText(column.text(row, live))));
	if (form === "csv") return csvText(ids, cells);
	const objects = cells.map((row) => Object.fromEntries(row.map((cell, place) => [ids[place] ?? "", cell])));
	return `${JSON.stringify(objects, undefined, "\t")}\n`;
}
