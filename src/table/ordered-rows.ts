import { compareKeysIn, compareRows, type KeyedRows, partitionPoint, type SortKey, sortByKey } from "./row-order.ts";
import type { Row } from "./row-source.ts";

/** What became of one row: `before` undefined = it is new, `after` undefined = it is gone. */
export interface RowEdit<R> {
	readonly before: R | undefined;
	readonly after: R | undefined;
}

/** How rows are to be arranged. */
export interface Arrangement<R> {
	keyOf(row: R): SortKey;
	/** Which rows to show; all of them when undefined. */
	readonly shows: ((row: R) => boolean) | undefined;
	readonly descending: boolean;
}

/** Up to this many changes are placed one by one; more are merged in one pass over all rows. */
const ONE_BY_ONE = 16;

/**
 * Two lists kept in order: all rows by namespace, name and UID, and the shown ones by sort key. The
 * first makes sorting by any column cheap ({@link sortByKey}), the second is what is drawn.
 */
export class OrderedRows<R extends Row> {
	#all: R[] = [];
	#shown: KeyedRows<R> = { rows: [], keys: [] };

	/** The rows to show, in order. Valid until the next change. */
	get shown(): readonly R[] {
		return this.#shown.rows;
	}

	get total(): number {
		return this.#all.length;
	}

	/** Index of a row among the shown; -1 when it is not. */
	indexOf(uid: string): number {
		return this.#shown.rows.findIndex((row) => row.uid === uid);
	}

	/** Start anew with these rows. */
	load(rows: Iterable<R>, rules: Arrangement<R>): void {
		this.#all = [...rows].sort(compareRows);
		this.#arrange(rules);
	}

	/**
	 * Bring the lists up to date.
	 *
	 * @param edits - at most one a row; `before` is the very object that was given before
	 * @param rearrange - sort and filter everything anew, because the rules have changed
	 */
	apply(edits: readonly RowEdit<R>[], rules: Arrangement<R>, rearrange: boolean): void {
		const few = edits.length <= ONE_BY_ONE;
		if (few) for (const edit of edits) this.#replaceInAll(edit);
		else this.#all = merge(this.#all, edits);

		if (rearrange) this.#arrange(rules);
		else if (few) for (const edit of edits) this.#replaceInShown(edit, rules);
		else this.#shown = mergeKeyed(this.#shown, edits, rules);
	}

	#arrange(rules: Arrangement<R>): void {
		const rows = rules.shows === undefined ? this.#all : this.#all.filter(rules.shows);
		this.#shown = sortByKey(rows, rules.keyOf, rules.descending);
	}

	#replaceInAll({ before, after }: RowEdit<R>): void {
		const all = this.#all;
		if (before !== undefined) {
			const at = placeOf(all, before);
			if (all[at] === before && after !== undefined && compareRows(before, after) === 0) {
				all[at] = after;
				return;
			}
			if (all[at] === before) all.splice(at, 1);
		}
		if (after !== undefined) all.splice(placeOf(all, after), 0, after);
	}

	#replaceInShown({ before, after }: RowEdit<R>, rules: Arrangement<R>): void {
		const { rows, keys } = this.#shown;
		// By identity: the key by which it was placed may depend on usage that has changed since.
		const at = before === undefined ? -1 : rows.indexOf(before);
		const next = after !== undefined && (rules.shows?.(after) ?? true) ? after : undefined;
		const key = next && rules.keyOf(next);
		if (at >= 0) {
			if (
				next !== undefined &&
				key !== undefined &&
				Object.is(key, keys[at]) &&
				compareRows(next, rows[at] as R) === 0
			) {
				rows[at] = next;
				return;
			}
			rows.splice(at, 1);
			keys.splice(at, 1);
		}
		if (next === undefined || key === undefined) return;
		const place = partitionPoint(rows.length, (index) => isBefore(rows, keys, index, next, key, rules.descending));
		rows.splice(place, 0, next);
		keys.splice(place, 0, key);
	}
}

function placeOf<R extends Row>(all: readonly R[], row: R): number {
	return partitionPoint(all.length, (index) => compareRows(all[index] as R, row) < 0);
}

/** Whether the row at an index stands before another row with its key. */
function isBefore<R extends Row>(
	rows: readonly R[],
	keys: readonly SortKey[],
	index: number,
	row: R,
	key: SortKey,
	descending: boolean,
): boolean {
	const order = compareKeysIn(descending, keys[index] as SortKey, key);
	return order !== 0 ? order < 0 : compareRows(rows[index] as R, row) < 0;
}

/** Leave out what the edits replace, and merge in what they bring. */
function merge<R extends Row>(all: readonly R[], edits: readonly RowEdit<R>[]): R[] {
	const gone = new Set(edits.map(({ before }) => before));
	const fresh = edits.flatMap(({ after }) => after ?? []).sort(compareRows);
	const merged: R[] = [];
	let next = 0;
	for (const row of all) {
		if (gone.has(row)) continue;
		for (let one = fresh[next]; one !== undefined && compareRows(one, row) < 0; one = fresh[++next]) merged.push(one);
		merged.push(row);
	}
	for (; next < fresh.length; next++) merged.push(fresh[next] as R);
	return merged;
}

/** As {@link merge}, for rows in the order of their keys. */
function mergeKeyed<R extends Row>(
	shown: KeyedRows<R>,
	edits: readonly RowEdit<R>[],
	{ keyOf, shows, descending }: Arrangement<R>,
): KeyedRows<R> {
	const gone = new Set(edits.map(({ before }) => before));
	const incoming = edits.flatMap(({ after }) => (after !== undefined && (shows?.(after) ?? true) ? after : []));
	const fresh = sortByKey(incoming.sort(compareRows), keyOf, descending);
	const merged: KeyedRows<R> = { rows: [], keys: [] };
	let next = 0;
	const take = (from: KeyedRows<R>, index: number): void => {
		merged.rows.push(from.rows[index] as R);
		merged.keys.push(from.keys[index] as SortKey);
	};
	for (const [index, row] of shown.rows.entries()) {
		if (gone.has(row)) continue;
		const key = shown.keys[index] as SortKey;
		while (next < fresh.rows.length && isBefore(fresh.rows, fresh.keys, next, row, key, descending))
			take(fresh, next++);
		take(shown, index);
	}
	for (; next < fresh.rows.length; next++) take(fresh, next);
	return merged;
}
