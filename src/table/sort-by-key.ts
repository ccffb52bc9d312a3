import type { KeyedRows } from "./keyed-rows.ts";
import { partitionPoint } from "./keyed-rows.ts";
import { compareKeysIn, type SortKey } from "./row-order.ts";

/** With more different texts than this (and than a quarter of the rows), grouping them saves nothing. */
const MANY_GROUPS = 1_024;

/**
 * Sort rows by key, keeping equal ones in the order in which they come (which is why rows are always
 * kept in the order of `compareRows` as well). Nothing is compared twice that need not be: numbers are
 * sorted natively in a packed array, and of texts that come again (states, nodes) only the
 * different ones are sorted.
 */
export function sortByKey<R>(
	rows: readonly R[],
	keyOf: (row: R) => SortKey,
	descending: boolean,
): KeyedRows<R, SortKey> {
	const keys = rows.map(keyOf);
	const places = keys.every((key) => typeof key === "number")
		? placesOfNumbers(keys, descending)
		: (placesOfGroups(keys, descending) ?? placesOfTexts(keys, descending));
	const sorted: KeyedRows<R, SortKey> = { rows: rows.slice(), keys: keys.slice() };
	for (let index = 0; index < rows.length; index++) {
		const place = places[index] as number;
		sorted.rows[place] = rows[index] as R;
		sorted.keys[place] = keys[index] as SortKey;
	}
	return sorted;
}

/** For each key the index at which it stands once sorted. */
type Places = Int32Array;

// Plain loops below: these run once a row, and `from` with a function costs several times as much.

function placesOfNumbers(keys: readonly number[], descending: boolean): Places {
	const signed = new Float64Array(keys.length);
	for (let index = 0; index < keys.length; index++) {
		const key = keys[index] as number;
		signed[index] = descending ? -key : key;
	}
	// A typed array sorts without a comparator, NaN last.
	const sorted = signed.slice().sort();
	const numbers = partitionPoint(sorted.length, (index) => !Number.isNaN(sorted[index]));
	const taken = new Int32Array(keys.length + 1);
	const places = new Int32Array(keys.length);
	for (let index = 0; index < keys.length; index++) {
		const key = signed[index] as number;
		const first = Number.isNaN(key) ? numbers : lowerBound(sorted, key, numbers);
		const before = taken[first] as number;
		taken[first] = before + 1;
		places[index] = first + before;
	}
	return places;
}

/** Index of the first of the sorted numbers that is not below `key`. */
function lowerBound(sorted: Float64Array, key: number, length: number): number {
	let low = 0;
	let high = length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((sorted[middle] as number) < key) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Undefined when there are too many different keys for this to pay. */
function placesOfGroups(keys: readonly SortKey[], descending: boolean): Places | undefined {
	const most = Math.max(MANY_GROUPS, keys.length / 4);
	const counts = new Map<SortKey, number>();
	for (const key of keys) {
		counts.set(key, (counts.get(key) ?? 0) + 1);
		if (counts.size > most) return undefined;
	}
	let next = 0;
	for (const key of [...counts.keys()].sort((a, b) => compareKeysIn(descending, a, b))) {
		const count = counts.get(key) ?? 0;
		counts.set(key, next);
		next += count;
	}
	const places = new Int32Array(keys.length);
	for (let index = 0; index < keys.length; index++) {
		const key = keys[index] as SortKey;
		const place = counts.get(key) ?? 0;
		counts.set(key, place + 1);
		places[index] = place;
	}
	return places;
}

function placesOfTexts(keys: readonly SortKey[], descending: boolean): Places {
	const order = Array.from(keys.keys());
	const texts = keys.every((key) => typeof key === "string") ? keys : undefined;
	order.sort(texts === undefined ? byAnyKey : byText(texts, descending));
	const places = new Int32Array(keys.length);
	for (let place = 0; place < order.length; place++) places[order[place] as number] = place;
	return places;

	function byAnyKey(a: number, b: number): number {
		return compareKeysIn(descending, keys[a] as SortKey, keys[b] as SortKey) || a - b;
	}
}

/** Compares indexes by their texts alone. */
function byText(texts: readonly string[], descending: boolean): (a: number, b: number) => number {
	const sign = descending ? -1 : 1;
	return (a, b) => {
		const one = texts[a] as string;
		const other = texts[b] as string;
		if (one === other) return a - b;
		return one < other ? -sign : sign;
	};
}
