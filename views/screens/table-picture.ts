import type { Live, ResourceRow } from "../../src/resources/resource.ts";
import type { PlacedColumn } from "../../src/table/layout.ts";
import type { Sort } from "../../src/table/table-view.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import type { Mark } from "../components/table-row.tsx";
import type { RowText, TableText } from "../components/table-text.ts";
import type { Token } from "../theme/theme.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { emptyText } from "./empty-text.ts";
import type { TableModel } from "./table-model.ts";

/** Cells left of the first column, for the cursor and for marks. */
const GUTTER_COLUMNS = 1;

interface PictureRow {
	readonly uid: string;
	readonly text: RowText;
	readonly chosen: boolean;
	readonly mark: Mark | undefined;
}

/** Everything that a table screen shows. */
export interface TablePicture {
	readonly columns: readonly PlacedColumn<ResourceRow, Live>[];
	readonly sort: Sort;
	readonly rows: readonly PictureRow[];
	/** Said in the place of rows where there are none. */
	readonly empty?: { readonly lines: readonly SafeText[]; readonly token: Token };
}

/** What a table shows now in so many columns and lines. `text` has made what is on the screen already. */
export function drawTable(
	workspace: Workspace,
	table: TableModel,
	text: TableText,
	{ width, height }: { readonly width: number; readonly height: number },
): TablePicture {
	const window = table.window(height - 1);
	const { sort } = table;
	if (window.rows.length === 0) {
		return { columns: [], sort, rows: [], empty: emptyText(table, workspace) };
	}
	const { columns, rows } = text.update({
		rows: window.rows,
		isGone: (uid) => table.isGone(uid),
		goneText: table.kind.goneText ?? messages.views.gone,
		columns: table.columns,
		sortedBy: sort.columnId,
		live: workspace.live(),
		beat: workspace.tick.get(),
		width: width - GUTTER_COLUMNS,
		nowMs: workspace.options.clock.monotonic(),
	});
	return {
		columns,
		sort,
		rows: rows.map((row, index): PictureRow => {
			const uid = window.rows[index]?.uid ?? "";
			return { uid, text: row, chosen: window.offset + index === window.cursor, mark: markOf(table, uid) };
		}),
	};
}

function markOf({ marks }: TableModel, uid: string): Mark | undefined {
	if (!marks.has(uid)) return undefined;
	return marks.problem(uid) === undefined ? "marked" : "failed";
}

/** Whether two pictures of one table look the same. */
export function samePicture(before: TablePicture, after: TablePicture): boolean {
	return (
		before.sort === after.sort &&
		before.empty?.token === after.empty?.token &&
		before.empty?.lines.join("\n") === after.empty?.lines.join("\n") &&
		every(
			before.rows,
			after.rows,
			(one, other) =>
				one.uid === other.uid && one.text === other.text && one.chosen === other.chosen && one.mark === other.mark,
		) &&
		every(before.columns, after.columns, (one, other) => one.column === other.column && one.width === other.width)
	);
}

function every<T>(some: readonly T[], others: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
	return (
		some.length === others.length &&
		some.every((one, index) => {
			const other = others[index];
			return other !== undefined && isSame(one, other);
		})
	);
}
