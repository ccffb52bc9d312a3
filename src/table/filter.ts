import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import type { Column } from "./column.ts";

/** Parts the cells in a haystack. No term can hold one, so none matches across two cells. */
const CELL_END = "\n";

/** Which rows to show. */
export interface Filter {
	/** True when it keeps everything. */
	readonly empty: boolean;
	/** Whether to show the row that {@link haystack} made this text of. */
	readonly matches: (haystack: string) => boolean;
}

/** Where and why a filter cannot be read. */
export interface FilterError {
	readonly message: string;
	/** Index into the text, in UTF-16 units. */
	readonly at: number;
}

/** Keeps everything. */
export const NO_FILTER: Filter = { empty: true, matches: () => true };

/**
 * Read a filter: terms parted by blanks, all of which must hold; a term is a substring of a visible
 * text column, whatever its case, and `!term` must not be one.
 *
 * This is the door for the whole filter language; what is understood today stays valid in it.
 */
export function parseFilter(text: string): Result<Filter, FilterError> {
	const wanted: string[] = [];
	const unwanted: string[] = [];
	for (const { 0: term, index } of text.matchAll(/\S+/g)) {
		if (!term.startsWith("!")) wanted.push(term.toLowerCase());
		else if (term.length > 1) unwanted.push(term.slice(1).toLowerCase());
		else return fail({ message: messages.table.nothingToNegate, at: index });
	}
	if (wanted.length + unwanted.length === 0) return ok(NO_FILTER);
	const matches = (hay: string): boolean => {
		for (const term of wanted) if (!hay.includes(term)) return false;
		for (const term of unwanted) if (hay.includes(term)) return false;
		return true;
	};
	return ok({ empty: false, matches });
}

/** Whether the filter looks into a column: not into numbers, nor into what changes with the clock. */
function isSearched<R, L>(column: Column<R, L>): boolean {
	return column.align !== "right" && column.live === undefined;
}

/** What a filter searches in a row: its visible text cells in lower case. */
export function haystack<R, L>(columns: readonly Column<R, L>[], row: R, live: L): string {
	let text = "";
	for (const column of columns) if (isSearched(column)) text += column.text(row, live) + CELL_END;
	return text.toLowerCase();
}
