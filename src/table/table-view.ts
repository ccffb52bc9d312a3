import type { Result } from "../base/result.ts";
import { createStore, type Readable } from "../base/store.ts";
import type { Column } from "./column.ts";
import { type Filter, NO_FILTER, parseFilter } from "./filter.ts";
import type { FilterError } from "./filter-tree.ts";
import { haystack } from "./haystack.ts";
import { type Arrangement, OrderedRows, type RowEdit } from "./ordered-rows.ts";
import { type Sort, sortKey } from "./row-order.ts";
import type { Row, RowChanges, RowSource } from "./row-source.ts";

export type { Sort } from "./row-order.ts";

/** What a view is made of. */
export interface TableViewOptions<R extends Row, L> {
	readonly source: RowSource<R>;
	/** Every column that can be sorted by and compared. Those that are not wide are taken as visible at first. */
	readonly columns: readonly Column<R, L>[];
	/** A row's labels in canonical text, `key=value` sorted by key and joined by commas; for `-l`. */
	readonly labels: (row: R) => string;
	/** What is joined in now; read whenever a row becomes a key or text. */
	readonly live: () => L;
	readonly sort: Sort;
}

/** When so many more rows than half have changed, reading the source anew is cheaper. */
const DIRTY_SLACK = 1_000;

/**
 * The rows of a source, filtered and in order, kept so as the source changes. Work is done when it
 * is read: any number of changes between two frames is one pass, and a view nobody reads costs
 * nothing. A frame reads {@link shown} and a {@link window}.
 */
export class TableView<R extends Row, L> implements Disposable {
	readonly #options: TableViewOptions<R, L>;
	readonly #version = createStore(0);
	readonly #unsubscribe: () => void;
	readonly #ordered = new OrderedRows<R>();
	/** Changes not yet placed, by UID: the row that stands in the order now, and what it has become. */
	readonly #edits = new Map<string, RowEdit<R>>();
	#visible: readonly Column<R, L>[];
	#sort: Sort;
	#filter: Filter<R, L> = NO_FILTER;
	#only: ((row: R, live: L) => boolean) | undefined;
	/** What no longer holds: the keys or who matches perhaps, the order, or all that is known of the rows. */
	#stale: "nothing" | "keys" | "order" | "rows" = "rows";
	#holds = 0;

	constructor(options: TableViewOptions<R, L>) {
		this.#options = options;
		this.#visible = options.columns.filter((column) => column.wide !== true);
		this.#sort = options.sort;
		this.#unsubscribe = options.source.subscribe((changes) => this.#note(changes));
	}

	/** Grows whenever what is shown may have changed. */
	get version(): Readable<number> {
		return this.#version;
	}

	get sort(): Sort {
		return this.#sort;
	}

	/** Number of rows that pass the filter. */
	get shown(): number {
		return this.#current().shown.length;
	}

	/** Number of rows with or without the filter. */
	get total(): number {
		return this.#current().total;
	}

	/** The row at an index among the rows shown. */
	at(index: number): R | undefined {
		const row = this.#current().shown[index];
		return row && this.#latest(row);
	}

	/** Index of a row among the rows shown; -1 when it is not. */
	indexOf(uid: string): number {
		const { shown } = this.#current();
		const row = this.#options.source.byUid(uid);
		const index = row === undefined ? -1 : shown.indexOf(row);
		// While rows are held, the one in the order may be an earlier one.
		return index >= 0 || this.#edits.size === 0 ? index : shown.findIndex((one) => one.uid === uid);
	}

	/** The rows to draw: at most `count` from `offset` on, in order. */
	window(offset: number, count: number): readonly R[] {
		const from = Math.max(0, offset);
		const rows = this.#current().shown.slice(from, from + Math.max(0, count));
		return this.#edits.size === 0 ? rows : rows.map((row) => this.#latest(row));
	}

	/** Sort by another column or direction. An unknown column leaves namespace, name, UID. */
	setSort(sort: Sort): void {
		this.#sort = sort;
		this.#reorder();
	}

	/**
	 * Filter by what was typed. A text that cannot be read leaves the filter in force as it is. A `sort:` in
	 * it is told and not applied.
	 */
	setFilter(text: string): Result<Filter<R, L>, FilterError> {
		const parsed = parseFilter(text, this.#options);
		if (!parsed.ok) return parsed;
		this.#filter = parsed.value;
		if (!parsed.value.reads.text) this.#ordered.forgetTexts();
		this.#reorder();
		return parsed;
	}

	/** Show only the rows that also pass a test of what they are themselves; all when there is none. */
	setOnly(only: ((row: R, live: L) => boolean) | undefined): void {
		this.#only = only;
		this.#reorder();
	}

	/** Say which columns are visible: the filter searches no others. */
	setColumns(visible: readonly Column<R, L>[]): void {
		this.#visible = visible;
		this.#ordered.forgetTexts();
		if (this.#filter.reads.text) this.#reorder();
	}

	/**
	 * What is joined in has changed: sort and filter by it anew, where it is sorted or filtered by.
	 *
	 * @param what - only the clock has moved, or usage was polled; either when left out
	 */
	refreshLive(what?: "time" | "usage"): void {
		const live = this.#sortColumn()?.live;
		const sortedByIt = live !== undefined && (what === undefined || live === what);
		const { time, usage } = this.#filter.reads;
		const filteredByIt = (time && what !== "usage") || (usage && what !== "time");
		if ((sortedByIt || filteredByIt) && this.#stale === "nothing") this.#stale = "keys";
		this.#changed();
	}

	/**
	 * Keep every row where it is until the result is disposed of, so that no row moves under a hand. Cells
	 * go on changing; a row that goes stays as a ghost ({@link isGone}). A new sort or filter still
	 * acts at once.
	 */
	hold(): Disposable {
		this.#current();
		let held = true;
		this.#holds++;
		return {
			[Symbol.dispose]: () => {
				if (!held) return;
				held = false;
				this.#holds--;
				if (this.#holds === 0 && (this.#edits.size > 0 || this.#stale !== "nothing")) this.#changed();
			},
		};
	}

	/** Whether a row that is still shown is gone from the source. */
	isGone(uid: string): boolean {
		const edit = this.#edits.get(uid);
		return edit !== undefined && edit.after === undefined;
	}

	[Symbol.dispose](): void {
		this.#unsubscribe();
	}

	#note(changes: RowChanges<R>): void {
		if (changes.reset) this.#stale = "rows";
		if (this.#stale !== "rows") {
			for (const row of changes.removed) this.#edit(row.uid, row, undefined);
			for (const row of changes.added) this.#edit(row.uid, undefined, row);
			for (const { before, after } of changes.updated) this.#edit(after.uid, before, after);
			if (this.#edits.size > this.#ordered.total / 2 + DIRTY_SLACK && this.#holds === 0) this.#stale = "rows";
		}
		if (this.#stale === "rows") this.#edits.clear();
		this.#changed();
	}

	#edit(uid: string, before: R | undefined, after: R | undefined): void {
		const earlier = this.#edits.get(uid);
		this.#edits.set(uid, { before: earlier === undefined ? before : earlier.before, after });
	}

	/** Everything noted is placed, unless the rows are held. */
	#current(): OrderedRows<R> {
		const held = this.#holds > 0 && (this.#stale === "nothing" || this.#stale === "keys");
		if (!held) this.#place();
		return this.#ordered;
	}

	#place(): void {
		if (this.#stale === "nothing" && this.#edits.size === 0) return;
		const { source, live } = this.#options;
		const joined = live();
		const column = this.#sortColumn();
		const { empty, matches, reads } = this.#filter;
		const only = this.#only;
		const rules: Arrangement<R> = {
			keyOf: (row) => (column === undefined ? 0 : sortKey(column, row, joined)),
			descending: this.#sort.descending,
			filter:
				empty && only === undefined
					? undefined
					: {
							textOf: reads.text ? (row) => haystack(this.#visible, row, joined) : undefined,
							matches: (row, text) => only?.(row, joined) !== false && matches(row, text, joined),
						},
		};
		if (this.#stale === "rows") this.#ordered.load(source.rows(), rules);
		else this.#ordered.apply([...this.#edits.values()], rules, this.#outdated(rules));
		this.#edits.clear();
		this.#stale = "nothing";
	}

	/** What a row in the order has become since it was placed. */
	#latest(row: R): R {
		return this.#edits.get(row.uid)?.after ?? row;
	}

	#sortColumn(): Column<R, L> | undefined {
		return this.#options.columns.find(({ id }) => id === this.#sort.columnId);
	}

	/** What may be otherwise of rows that are the same. */
	#outdated(rules: Arrangement<R>): "nothing" | "members" | "order" {
		if (this.#stale === "nothing") return "nothing";
		if (this.#stale === "order" || this.#ordered.hasNewKeys(rules)) return "order";
		const { time, usage } = this.#filter.reads;
		return time || usage ? "members" : "nothing";
	}

	#reorder(): void {
		if (this.#stale !== "rows") this.#stale = "order";
		this.#changed();
	}

	#changed(): void {
		this.#version.update((version) => version + 1);
	}
}
