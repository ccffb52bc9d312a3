import { insertAt, type KeyedRows, mergeInto, partitionPoint, removeAt } from "./keyed-rows.ts";
import { compareKeysIn, compareRows, type SortKey } from "./row-order.ts";
import type { Row } from "./row-source.ts";
import { sortByKey } from "./sort-by-key.ts";

/** What became of one row: `before` undefined = it is new, `after` undefined = it is gone. */
export interface RowEdit<R> {
	readonly before: R | undefined;
	readonly after: R | undefined;
}

/** Which rows to show. */
interface RowFilter<R> {
	/** The text that `matches` is given, the same for a row until texts are forgotten; undefined = it reads none. */
	readonly textOf: ((row: R) => string) | undefined;
	readonly matches: (row: R, text: string) => boolean;
}

/** How rows are to be arranged. */
export interface Arrangement<R> {
	keyOf(row: R): SortKey;
	readonly descending: boolean;
	/** Which rows to show; all of them when undefined. */
	readonly filter: RowFilter<R> | undefined;
}

/** Up to this many changes are placed one by one; more are merged in one pass over all rows. */
const ONE_BY_ONE = 16;

/**
 * Two lists kept in order: all rows by namespace, name and UID, each with the text that filters
 * search, and the shown ones by sort key. The first makes any sort cheap ({@link sortByKey}), the
 * second is what is drawn.
 */
export class OrderedRows<R extends Row> {
	#all: KeyedRows<R, string | undefined> = { rows: [], keys: [] };
	#shown: KeyedRows<R, SortKey> = { rows: [], keys: [] };

	/** The rows to show, in order. Valid until the next change. */
	get shown(): readonly R[] {
		return this.#shown.rows;
	}

	get total(): number {
		return this.#all.rows.length;
	}

	/** Whether the rows would have other keys now than those by which they stand. */
	hasNewKeys({ keyOf }: Arrangement<R>): boolean {
		const { rows, keys } = this.#shown;
		return rows.some((row, index) => !Object.is(keyOf(row), keys[index]));
	}

	/** Start anew with these rows. */
	load(rows: Iterable<R>, rules: Arrangement<R>): void {
		this.#all = { rows: [...rows].sort(compareRows), keys: [] };
		this.forgetTexts();
		this.#arrange(rules);
	}

	/** Texts are made of other columns now, or needed no longer. */
	forgetTexts(): void {
		const { rows } = this.#all;
		this.#all = { rows, keys: rows.map(() => undefined) };
	}

	/**
	 * Bring the lists up to date.
	 *
	 * @param edits - at most one a row; `before` is the very object that was given before
	 * @param anew - what the rules may say otherwise now of rows that are the same: nothing, whether to show
	 * them, or that and where they stand
	 */
	apply(edits: readonly RowEdit<R>[], rules: Arrangement<R>, anew: "nothing" | "members" | "order"): void {
		const few = edits.length <= ONE_BY_ONE;
		if (few) for (const edit of edits) this.#placeInAll(edit);
		else this.#mergeIntoAll(edits);

		if (anew === "order") {
			this.#arrange(rules);
			return;
		}
		this.#show(edits, rules);
		if (anew === "members") this.#show(this.#comingAndGoing(rules), rules);
	}

	#show(edits: readonly RowEdit<R>[], rules: Arrangement<R>): void {
		if (edits.length > ONE_BY_ONE) this.#mergeIntoShown(edits, rules);
		else for (const edit of edits) this.#placeInShown(edit, rules);
	}

	/** The rows that the filter lets in or out now and did not before. */
	#comingAndGoing({ filter }: Arrangement<R>): readonly RowEdit<R>[] {
		if (filter === undefined) return [];
		const shown = new Set(this.#shown.rows);
		const edits: RowEdit<R>[] = [];
		for (const [index, row] of this.#all.rows.entries()) {
			const passes = this.#passesAt(index, row, filter);
			if (passes && !shown.has(row)) edits.push({ before: undefined, after: row });
			else if (!passes && shown.has(row)) edits.push({ before: row, after: undefined });
		}
		return edits;
	}

	#arrange({ keyOf, descending, filter }: Arrangement<R>): void {
		const { rows } = this.#all;
		const kept = filter === undefined ? rows : rows.filter((row, index) => this.#passesAt(index, row, filter));
		this.#shown = sortByKey(kept, keyOf, descending);
	}

	/** Whether to show the row at an index of all rows; its text is made once. */
	#passesAt(index: number, row: R, { textOf, matches }: RowFilter<R>): boolean {
		if (textOf === undefined) return matches(row, "");
		const texts = this.#all.keys;
		texts[index] ??= textOf(row);
		return matches(row, texts[index]);
	}

	#placeInAll({ before, after }: RowEdit<R>): void {
		const all = this.#all;
		const at = before === undefined ? -1 : this.#indexInAll(before);
		if (at >= 0 && before !== undefined && after !== undefined && compareRows(before, after) === 0) {
			all.rows[at] = after;
			all.keys[at] = undefined;
			return;
		}
		if (at >= 0) removeAt(all, at);
		if (after !== undefined) insertAt(all, this.#placeInOrder(after), after, undefined);
	}

	#placeInShown({ before, after }: RowEdit<R>, rules: Arrangement<R>): void {
		const shown = this.#shown;
		const at = before === undefined ? -1 : this.#indexInShown(before, rules);
		const next = after !== undefined && passes(after, rules) ? after : undefined;
		if (next === undefined) {
			if (at >= 0) removeAt(shown, at);
			return;
		}
		const key = rules.keyOf(next);
		if (at >= 0) {
			if (Object.is(key, shown.keys[at]) && compareRows(next, shown.rows[at] as R) === 0) {
				shown.rows[at] = next;
				return;
			}
			removeAt(shown, at);
		}
		const { descending } = rules;
		insertAt(
			shown,
			partitionPoint(shown.rows.length, (index) => isBefore(shown, index, next, key, descending)),
			next,
			key,
		);
	}

	#mergeIntoAll(edits: readonly RowEdit<R>[]): void {
		const removed = edits.map(({ before }) => (before === undefined ? -1 : this.#indexInAll(before)));
		const rows = edits.flatMap(({ after }) => after ?? []).sort(compareRows);
		const all = this.#all;
		this.#all = mergeInto(
			all,
			removed.filter((index) => index >= 0),
			{ rows, keys: rows.map(() => undefined) },
			(index, fresh) => compareRows(all.rows[index] as R, rows[fresh] as R) < 0,
		);
	}

	#mergeIntoShown(edits: readonly RowEdit<R>[], rules: Arrangement<R>): void {
		const removed = edits.map(({ before }) => (before === undefined ? -1 : this.#indexInShown(before, rules)));
		const incoming = edits.flatMap(({ after }) => (after !== undefined && passes(after, rules) ? after : []));
		const fresh = sortByKey(incoming.sort(compareRows), rules.keyOf, rules.descending);
		const shown = this.#shown;
		this.#shown = mergeInto(
			shown,
			removed.filter((index) => index >= 0),
			fresh,
			(index, at) => isBefore(shown, index, fresh.rows[at] as R, fresh.keys[at] as SortKey, rules.descending),
		);
	}

	#placeInOrder(row: R): number {
		const { rows } = this.#all;
		return partitionPoint(rows.length, (index) => compareRows(rows[index] as R, row) < 0);
	}

	#indexInAll(row: R): number {
		const at = this.#placeInOrder(row);
		return this.#all.rows[at] === row ? at : -1;
	}

	#indexInShown(row: R, { keyOf, descending }: Arrangement<R>): number {
		const shown = this.#shown;
		const key = keyOf(row);
		const at = partitionPoint(shown.rows.length, (index) => isBefore(shown, index, row, key, descending));
		// Its key may have been read from usage that has changed since, or the filter leaves it out.
		return shown.rows[at] === row ? at : shown.rows.indexOf(row);
	}
}

function passes<R>(row: R, { filter }: Arrangement<R>): boolean {
	return filter === undefined || filter.matches(row, filter.textOf?.(row) ?? "");
}

/** Whether the row at an index stands before another row with its key. */
function isBefore<R extends Row>(
	{ rows, keys }: KeyedRows<R, SortKey>,
	index: number,
	row: R,
	key: SortKey,
	descending: boolean,
): boolean {
	const order = compareKeysIn(descending, keys[index] as SortKey, key);
	return order !== 0 ? order < 0 : compareRows(rows[index] as R, row) < 0;
}
