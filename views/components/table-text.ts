import type { Live, ResourceRow } from "../../src/resources/resource.ts";
import type { Column } from "../../src/table/column.ts";
import { layoutColumns, type PlacedColumn, type SettledWidth, settleWidths } from "../../src/table/layout.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { joinSafe, type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth, fitCell } from "../../src/text/width.ts";
import type { Piece } from "./segments.ts";

/** The cells of one row as they will stand on the screen. */
export interface RowText {
	readonly pieces: readonly Piece[];
	/** The row is no longer in the cluster; its text says so. */
	readonly gone: boolean;
	/** Everything that is drawn; two row texts with the same key look the same. */
	readonly key: string;
}

/** What is asked of a table's text: these rows in this width. */
export interface TableTextRequest {
	readonly rows: readonly ResourceRow[];
	/** Whether a row is drawn although it is no longer in the cluster. */
	isGone(uid: string): boolean;
	readonly columns: readonly Column<ResourceRow, Live>[];
	/** Id of the column whose heading carries the arrow. */
	readonly sortedBy: string;
	readonly live: Live;
	readonly width: number;
	/** Monotonic milliseconds, for columns that shrink after a while. */
	readonly nowMs: number;
}

type Columns = readonly PlacedColumn<ResourceRow, Live>[];

/** Cells that the heading of the sorted column needs beyond its title. */
const ARROW_COLUMNS = 1;

/**
 * Turns the rows on the screen into padded text. A row whose text has not changed is the same
 * object as before, so that it is not rendered again; column widths stay steady.
 */
export class TableText {
	#texts = new Map<string, RowText>();
	#widths: ReadonlyMap<string, SettledWidth> = new Map();

	update(request: TableTextRequest): {
		readonly columns: Columns;
		readonly rows: readonly RowText[];
	} {
		const { rows, columns, sortedBy, live, width, nowMs } = request;
		const cells = rows.map((row) => new Map(columns.map((column) => [column, safeText(column.text(row, live))])));
		const wanted = new Map(
			columns.map((column) => [
				column.id,
				cells.reduce(
					(widest, row) => Math.max(widest, cellWidth(row.get(column) ?? "")),
					column.title.length + (column.id === sortedBy ? ARROW_COLUMNS : 0),
				),
			]),
		);
		this.#widths = settleWidths(this.#widths, wanted, nowMs);
		const contentWidths = columns.map(({ id }) => this.#widths.get(id)?.width ?? 0);
		const placed = layoutColumns(columns, contentWidths, width);
		return { columns: placed, rows: this.#rowTexts(request, cells, placed) };
	}

	#rowTexts(
		{ rows, live, isGone }: TableTextRequest,
		cells: readonly ReadonlyMap<Column<ResourceRow, Live>, SafeText>[],
		columns: Columns,
	): readonly RowText[] {
		const texts = new Map<string, RowText>();
		rows.forEach((row, index) => {
			const alive = rowText(row, cells[index] ?? new Map(), columns, live);
			const fresh = isGone(row.uid) ? ghostText(alive) : alive;
			const before = this.#texts.get(row.uid);
			texts.set(row.uid, before?.key === fresh.key ? before : fresh);
		});
		this.#texts = texts;
		return [...texts.values()];
	}
}

/** Pad the cells of a row; neighbours of one tone become one piece. */
function rowText(
	row: ResourceRow,
	cells: ReadonlyMap<Column<ResourceRow, Live>, SafeText>,
	columns: Columns,
	live: Live,
): RowText {
	const pieces: { text: SafeText; readonly token: Piece["token"] }[] = [];
	let key = "";
	const last = columns.at(-1);
	for (const placed of columns) {
		const { column, width } = placed;
		const token = column.tone?.(row, live) ?? "plain";
		const cell = fitCell(cells.get(column) ?? safeText(""), width, column.align, column.cut);
		const text = placed === last ? cell : safeText(`${cell} `);
		key += `${token}\u0000${text}`;
		const before = pieces.at(-1);
		if (before !== undefined && before.token === token) before.text = safeText(`${before.text}${text}`);
		else pieces.push({ text, token });
	}
	return { pieces, gone: false, key };
}

/** A row that is gone: what it was, in one quiet tone, with the word for it at the end. */
function ghostText({ pieces }: RowText): RowText {
	const was = joinSafe(
		pieces.map((piece) => piece.text),
		safeText(""),
	);
	const word = safeText(` ${messages.views.gone}`);
	const room = Math.max(0, cellWidth(was) - cellWidth(word));
	const text = safeText(fitCell(safeText(was.trimEnd()), room, "left") + word);
	return { pieces: [{ text, token: "muted" }], gone: true, key: `gone\u0000${text}` };
}
