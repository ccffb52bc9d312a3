import type { Column } from "./column.ts";
import type { Row } from "./row-source.ts";

/** A sort key as it is kept beside a row; NaN stands for "absent" and sorts last in both directions. */
export type SortKey = number | string;

/** The key of a row in a column. */
export function sortKey<R, L>(column: Column<R, L>, row: R, live: L): SortKey {
	if (column.order === undefined) return column.text(row, live);
	return column.order(row, live) ?? Number.NaN;
}

/** Ascending order of keys: numbers, then texts by code unit, then what is absent. */
export function compareKeys(a: SortKey, b: SortKey): number {
	if (a === b) return 0;
	if (typeof a === "number" && typeof b === "number") {
		if (a < b) return -1;
		if (a > b) return 1;
		return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
	}
	if (typeof a === "string" && typeof b === "string") return a < b ? -1 : 1;
	if (typeof a === "number") return Number.isNaN(a) ? 1 : -1;
	return Number.isNaN(b) ? -1 : 1;
}

/** As {@link compareKeys}, or the other way round; what is absent stays last. */
export function compareKeysIn(descending: boolean, a: SortKey, b: SortKey): number {
	const absent = Number(a !== a) - Number(b !== b);
	return absent !== 0 || !descending ? compareKeys(a, b) : compareKeys(b, a);
}

/** The order in which equal rows stand: namespace, name, UID. Total, so that no row ever jumps. */
export function compareRows(a: Row, b: Row): number {
	if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
	if (a.name !== b.name) return a.name < b.name ? -1 : 1;
	if (a.uid !== b.uid) return a.uid < b.uid ? -1 : 1;
	return 0;
}

/** Rows in display order with the key by which each was placed, index by index. */
export interface KeyedRows<R> {
	readonly rows: R[];
	readonly keys: SortKey[];
}

/**
 * Sort by key rows that already stand in the order of {@link compareRows}, which decides between equal
 * keys. Only distinct keys are compared (numbers natively, in a packed array); the rows are then dealt
 * into place, so that a column with few different values costs hardly more than a copy.
 */
export function sortByKey<R>(rows: readonly R[], keyOf: (row: R) => SortKey, descending: boolean): KeyedRows<R> {
	const keys = rows.map(keyOf);
	const counts = new Map<SortKey, number>();
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);

	let next = 0;
	for (const key of inOrder([...counts.keys()], descending)) {
		const count = counts.get(key) ?? 0;
		counts.set(key, next);
		next += count;
	}

	const places = keys.map((key) => {
		const place = counts.get(key) ?? 0;
		counts.set(key, place + 1);
		return place;
	});
	const sorted: KeyedRows<R> = { rows: rows.slice(), keys: keys.slice() };
	for (let index = 0; index < rows.length; index++) {
		const place = places[index] as number;
		sorted.rows[place] = rows[index] as R;
		sorted.keys[place] = keys[index] as SortKey;
	}
	return sorted;
}

/** Distinct keys in display order; a NaN stays at the end. */
function inOrder(distinct: SortKey[], descending: boolean): Iterable<SortKey> {
	if (!distinct.every((key) => typeof key === "number")) {
		return distinct.sort((a, b) => compareKeysIn(descending, a, b));
	}
	// A typed array sorts without a comparator, NaN last.
	const packed = Float64Array.from(distinct).sort();
	if (!descending) return packed;
	const absent = packed.length > 0 && Number.isNaN(packed[packed.length - 1]) ? 1 : 0;
	packed.subarray(0, packed.length - absent).reverse();
	return packed;
}

/** The first index from which on `isBefore` is false, in a list where it is true up to some point. */
export function partitionPoint(length: number, isBefore: (index: number) => boolean): number {
	let low = 0;
	let high = length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (isBefore(middle)) low = middle + 1;
		else high = middle;
	}
	return low;
}
