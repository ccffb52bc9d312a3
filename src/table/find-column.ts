import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import { nearestWords } from "../text/nearest-words.ts";
import { safeText } from "../text/safe-text.ts";
import type { Column } from "./column.ts";
import type { FilterError, Place } from "./filter-tree.ts";

/** The column that goes by an id, whatever its case; the failure names those with an id like it. */
export function findColumn<R, L>(
	id: string,
	columns: readonly Column<R, L>[],
	place: Place,
): Result<Column<R, L>, FilterError> {
	const wanted = id.toLowerCase();
	const column = columns.find((one) => one.id.toLowerCase() === wanted);
	if (column !== undefined) return ok(column);
	const near = nearestWords(
		id,
		columns.map((one) => one.id),
	);
	return fail({
		message: messages.table.noColumn(safeText(id), near.map(safeText)),
		at: place.at,
		length: place.length,
	});
}
