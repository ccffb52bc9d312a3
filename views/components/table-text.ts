import type { Live, ResourceRow } from "../../src/resources/resource.ts";
import type { Column } from "../../src/table/column.ts";
import { layoutColumns, type PlacedColumn, type SettledWidth, settleWidths } from "../../src/table/layout.ts";
import { joinSafe, type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth, fitCell } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";

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
	/** What is said of it then. */
	readonly goneText: string;
	readonly columns: readonly Column<ResourceRow, Live>[];
	/** Id of the column whose heading carries the arrow. */
	readonly sortedBy: string;
	readonly live: Live;
	readonly width: number;
	/** Changes whenever the time that is shown or the usage does. */
	readonly beat: number;
	/** Monotonic milliseconds, for columns that shrink after a while. */
	readonly nowMs: number;
}

type Columns = readonly PlacedColumn<ResourceRow, Live>[];

/** Cells that the heading of the sorted column needs beyond its title. */
const ARROW_COLUMNS = 1;

/** A row and its cells as they were last made. */
interface RowCells {
	readonly row: ResourceRow;
	readonly beat: number;
	/** One for each column, unpadded. */
	readonly cells: readonly SafeText[];
	readonly widths: readonly number[];
}

/** What became of a row's cells under a layout. */
interface PaddedRow {
	readonly from: RowCells;
	readonly layout: string;
	readonly text: RowText;
}

/**
 * Turns the rows on the screen into padded text. A row whose text has not changed is the same
 * object as before, so that it is not rendered again; column widths stay steady. A cell is made anew only when its
 * row has changed or, where it shows the time or usage, with the beat.
 */
export class TableText {
	#cells = new Map<string, RowCells>();
	#texts: ReadonlyMap<string, PaddedRow> = new Map();
	#columns: readonly Column<ResourceRow, Live>[] = [];
	#widths: ReadonlyMap<string, SettledWidth> = new Map();
	readonly #widest = new Map<string, number>();

	update(request: TableTextRequest): {
		readonly columns: Columns;
		readonly rows: readonly RowText[];
	} {
		const { rows, columns, sortedBy, width, nowMs } = request;
		if (!sameItems(columns, this.#columns)) this.#cells.clear();
		this.#columns = columns;
		const cells = rows.map((row) => this.#cellsOf(row, request));
		this.#cells = new Map(cells.map((one) => [one.row.uid, one]));
		const wanted = new Map(
			columns.map((column, index) => [
				column.id,
				cells.reduce(
					(widest, { widths }) => Math.max(widest, widths[index] ?? 0),
					cellWidth(safeText(column.title)) + (column.id === sortedBy ? ARROW_COLUMNS : 0),
				),
			]),
		);
		this.#widths = settleWidths(this.#widths, wanted, nowMs);
		const contentWidths = columns.map(({ id }) => this.#widths.get(id)?.width ?? 0);
		for (const [id, cells] of wanted) this.#widest.set(id, Math.max(this.#widest.get(id) ?? 0, cells));
		const widest = columns.map(({ id }) => this.#widest.get(id) ?? 0);
		const placed = layoutColumns(columns, contentWidths, widest, width);
		return { columns: placed, rows: this.#rowTexts(request, cells, placed) };
	}

	#cellsOf(row: ResourceRow, { columns, live, beat }: TableTextRequest): RowCells {
		const before = this.#cells.get(row.uid);
		const isSameRow = before?.row === row;
		if (isSameRow && before.beat === beat) return before;
		const cells = columns.map((column, index) => {
			const known = isSameRow && column.live === undefined ? before.cells[index] : undefined;
			return known ?? safeText(column.text(row, live));
		});
		return { row, beat, cells, widths: cells.map(cellWidth) };
	}

	#rowTexts(
		{ live, isGone, goneText }: TableTextRequest,
		cells: readonly RowCells[],
		columns: Columns,
	): readonly RowText[] {
		const layout = columns.map(({ column, width }) => `${column.id} ${width}`).join();
		const texts = new Map<string, PaddedRow>();
		for (const from of cells) {
			const { uid } = from.row;
			const gone = isGone(uid);
			const before = this.#texts.get(uid);
			if (before?.from === from && before.layout === layout && before.text.gone === gone) {
				texts.set(uid, before);
				continue;
			}
			const alive = rowText(from, this.#columns, columns, live);
			const fresh = gone ? ghostText(alive, goneText) : alive;
			texts.set(uid, { from, layout, text: before?.text.key === fresh.key ? before.text : fresh });
		}
		this.#texts = texts;
		return Array.from(texts.values(), ({ text }) => text);
	}
}

function sameItems<T>(some: readonly T[], others: readonly T[]): boolean {
	return some.length === others.length && some.every((one, index) => one === others[index]);
}

/** Pad the cells of a row; neighbours of one tone become one piece. */
function rowText(
	{ row, cells }: RowCells,
	order: readonly Column<ResourceRow, Live>[],
	columns: Columns,
	live: Live,
): RowText {
	const pieces: (Pick<Piece, "token" | "link"> & { text: SafeText })[] = [];
	let key = "";
	const last = columns.at(-1);
	for (const placed of columns) {
		const { column, width } = placed;
		const token = column.tone?.(row, live) ?? "plain";
		const whole = cells[order.indexOf(column)] ?? safeText("");
		const isBrief = column.brief !== undefined && cellWidth(whole) > width;
		const said = isBrief ? safeText(column.brief?.(row, live) ?? "") : whole;
		const cell = fitCell(said, width, column.align, column.cut);
		const link = column.link?.(row, live);
		let text = placed === last ? cell : safeText(`${cell} `);
		key += `${token}\u0000${link ?? ""}\u0000${text}`;
		if (link !== undefined) {
			const linked = safeText(text.trimEnd());
			pieces.push({ text: linked, token, link });
			text = safeText(text.slice(linked.length));
		}
		const before = pieces.at(-1);
		if (before !== undefined && before.token === token && before.link === undefined)
			before.text = safeText(`${before.text}${text}`);
		else pieces.push({ text, token });
	}
	return { pieces, gone: false, key };
}

/** A row that is gone: what it was, in one quiet tone, with the word for it at the end. */
function ghostText({ pieces }: RowText, goneText: string): RowText {
	const was = joinSafe(
		pieces.map((piece) => piece.text),
		safeText(""),
	);
	const word = safeText(` ${goneText}`);
	const room = Math.max(0, cellWidth(was) - cellWidth(word));
	const text = safeText(fitCell(safeText(was.trimEnd()), room, "left") + word);
	return { pieces: [{ text, token: "muted" }], gone: true, key: `gone\u0000${text}` };
}
