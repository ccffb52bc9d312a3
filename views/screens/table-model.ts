import type { Clock } from "../../src/base/clock.ts";
import { type Coalescer, coalesce } from "../../src/base/coalesce.ts";
import { createStore, type Readable } from "../../src/base/store.ts";
import type { Freshness } from "../../src/cluster/freshness.ts";
import type { Live, ResourceRow, TableKind } from "../../src/resources/resource.ts";
import { type Column, isUnwell } from "../../src/table/column.ts";
import type { RowSource } from "../../src/table/row-source.ts";
import { type Sort, TableView } from "../../src/table/table-view.ts";
import { Marks } from "./marks.ts";
import { RowCursor, type RowWindow } from "./row-cursor.ts";
import { Stillness } from "./stillness.ts";
import { TableFilter } from "./table-filter.ts";
import type { TableSource, TableTarget } from "./table-target.ts";

export { isLocal, type LocalKind, type OpenableKind, type TableSource, type TableTarget } from "./table-target.ts";

/** Changes from the cluster are drawn at most this often; keys at once. */
const FRAME_INTERVAL_MS = 100;

/** One table screen: what is shown, in which order, and where the cursor is. Selection is a UID. */
export class TableModel implements Disposable {
	readonly type = "table";
	readonly target: TableTarget;
	readonly freshness: Readable<Freshness>;
	/** Grows with everything that could change what is drawn. */
	readonly changed: Readable<number>;
	readonly filter = new TableFilter();
	readonly wide = createStore(false);
	/** Rows chosen for what is done to several at once. */
	readonly marks: Marks<ResourceRow>;
	/** Only rows that are not well are shown. */
	readonly onlyBroken = createStore(false);

	readonly #source: TableSource;
	readonly #live: () => Live;
	readonly #changes = createStore(0);
	readonly #draw: Coalescer;
	readonly #ends: readonly (() => void)[];
	#view: TableView<ResourceRow, Live>;
	#endView: () => void;
	readonly #cursor: RowCursor<ResourceRow>;
	readonly #stillness: Stillness;

	constructor(target: TableTarget, source: TableSource, live: () => Live, clock: Clock) {
		this.target = target;
		this.freshness = source.freshness;
		this.changed = this.#changes;
		this.#source = source;
		this.#live = live;
		this.#draw = coalesce(clock, FRAME_INTERVAL_MS, () => this.#redraw());
		const columnId = this.kind.defaultSort ?? "name";
		[this.#view, this.#endView] = this.#openView({ columnId, descending: false });
		this.#cursor = new RowCursor(source.rows, this.#view);
		this.marks = new Marks(
			source.rows,
			() => this.#view,
			() => this.#redraw(),
		);
		this.#stillness = new Stillness(clock, () => this.#view.hold());
		this.#ends = [
			source.freshness.subscribe(() => this.#draw.request()),
			source.kind.subscribe(() => this.#changeColumns()),
		];
	}

	/** How the rows are shown. */
	get kind(): TableKind {
		return this.#source.kind.get();
	}

	/** Columns that may be drawn now: a single namespace needs no column for itself. */
	get columns(): readonly Column<ResourceRow, Live>[] {
		const wide = this.wide.get();
		const oneNamespace = this.target.namespace !== undefined || this.target.selection?.by === "namespace";
		return this.kind.columns.filter(
			(column) => (wide || column.wide !== true) && !(oneNamespace && column.id === "namespace"),
		);
	}

	/** Every row, shown or not. */
	get rows(): RowSource<ResourceRow> {
		return this.#source.rows;
	}

	get shown(): number {
		return this.#view.shown;
	}

	get total(): number {
		return this.#view.total;
	}

	get sort(): Sort {
		return this.#view.sort;
	}

	/** The row under the cursor; undefined when there is none, or it is gone. */
	current(): ResourceRow | undefined {
		return this.#cursor.current();
	}

	/** The row under the cursor is no longer in the cluster. */
	get currentIsGone(): boolean {
		return this.#cursor.isGone;
	}

	/** A row that is still drawn is no longer in the cluster. */
	isGone(uid: string): boolean {
		return this.#source.rows.byUid(uid) === undefined;
	}

	/** A key was pressed: for a while only the user moves rows. A table that is being read fills on. */
	touch(): void {
		this.#cursor.pin();
		const { state } = this.freshness.get();
		if (state !== "connecting" && state !== "syncing") this.#stillness.touch();
	}

	/** The rows to draw in `height` lines, with the cursor among them. */
	window(height: number): RowWindow<ResourceRow> {
		return this.#cursor.window(height);
	}

	/** Move the cursor by rows; it stops at the ends. */
	moveBy(rows: number): void {
		this.#cursor.moveBy(rows);
		this.#redraw();
	}

	/** Move by whole or half screens, the window with the cursor. */
	page(screens: number): void {
		this.#cursor.page(screens);
		this.#redraw();
	}

	/** Put the cursor on the row at `index`, counted among the rows that are drawn; it stops at the ends. */
	moveTo(index: number): void {
		this.#cursor.moveTo(index);
		this.#redraw();
	}

	/** Filter the rows. A wrong filter leaves the last good one in force and says what is wrong. */
	setFilter(text: string): void {
		this.filter.set(this.#view, text);
		this.#cursor.letGo();
		this.#redraw();
	}

	/** Sort by a column; by the same column again reverses. */
	sortBy(columnId: string): void {
		const column = this.kind.columns.find(({ id }) => id === columnId);
		if (column === undefined) return;
		const { sort } = this.#view;
		const descending = sort.columnId === columnId ? !sort.descending : column.descending === true;
		this.setSort({ columnId, descending });
	}

	/** Sort so, whatever the order was. */
	setSort(sort: Sort): void {
		this.#view.setSort(sort);
		this.#cursor.letGo();
		this.#redraw();
	}

	/** UID of the row that the user has put the cursor on. */
	get choice(): string | undefined {
		return this.#cursor.choice;
	}

	/** Put the cursor on a row, now or as soon as it comes. */
	choose(uid: string): void {
		this.#cursor.choose(uid);
		this.#redraw();
	}

	/** Sort by the column `step` places to the right of the one in force. */
	sortByNeighbour(step: 1 | -1): void {
		const ids = this.columns.map(({ id }) => id);
		const next = ids[(ids.indexOf(this.#view.sort.columnId) + step + ids.length) % ids.length];
		if (next !== undefined) this.sortBy(next);
	}

	toggleWide(): void {
		this.wide.update((wide) => !wide);
		this.#view.setColumns(this.columns);
		this.#redraw();
	}

	/** Show only rows that are not well, or all again. */
	toggleBroken(): void {
		this.onlyBroken.update((only) => !only);
		this.#view.setOnly(this.#only);
		this.#cursor.letGo();
		this.#redraw();
	}

	/** The rows that pass the filter, in order, whether they fit on the screen or not. */
	allShown(): readonly ResourceRow[] {
		return this.#view.window(0, this.#view.shown);
	}

	/** Read all rows anew; those that are there stay meanwhile. */
	reload(): void {
		this.#source.reload();
	}

	/** The clock or the usage moved on: order by live columns anew. */
	refreshLive(what?: "time" | "usage"): void {
		this.#view.refreshLive(what);
		this.#draw.request();
	}

	[Symbol.dispose](): void {
		for (const end of this.#ends) end();
		this.#stillness[Symbol.dispose]();
		this.#draw[Symbol.dispose]();
		this.#endView();
		this.#source[Symbol.dispose]();
	}

	get #only(): ((row: ResourceRow, live: Live) => boolean) | undefined {
		return this.onlyBroken.get() ? (row, live) => isUnwell(this.kind.health(row, live)) : undefined;
	}

	#openView(sort: Sort): [TableView<ResourceRow, Live>, () => void] {
		const view = new TableView<ResourceRow, Live>({
			source: this.#source.rows,
			columns: this.kind.columns,
			labels: (row) => row.labels,
			live: this.#live,
			sort,
		});
		view.setColumns(this.columns);
		view.setOnly(this.#only);
		const end = view.version.subscribe(() => this.#draw.request());
		return [
			view,
			() => {
				end();
				view[Symbol.dispose]();
			},
		];
	}

	/** The server has named the columns of an undeclared kind: the same rows, filter and sort under them. */
	#changeColumns(): void {
		const { sort } = this.#view;
		this.#stillness.end();
		this.#endView();
		[this.#view, this.#endView] = this.#openView(sort);
		this.filter.moveTo(this.#view);
		this.#cursor.follow(this.#view);
		this.#redraw();
	}

	#redraw(): void {
		this.#changes.update((count) => count + 1);
	}
}
