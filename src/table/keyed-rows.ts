/** Rows and what is known of each, index by index: two arrays, because an object a row would cost more. */
export interface KeyedRows<R, K> {
	readonly rows: R[];
	readonly keys: K[];
}

/** Take one row out. */
export function removeAt<R, K>({ rows, keys }: KeyedRows<R, K>, index: number): void {
	rows.splice(index, 1);
	keys.splice(index, 1);
}

/** Put one row in before `index`. */
export function insertAt<R, K>({ rows, keys }: KeyedRows<R, K>, index: number, row: R, key: K): void {
	rows.splice(index, 0, row);
	keys.splice(index, 0, key);
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

/**
 * Take many rows out and put many in, in one pass that only copies.
 *
 * @param removed - indexes to leave out
 * @param fresh - what to put in, in order
 * @param isBefore - whether the row at an index of `list` stands before the `fresh` one at another
 */
export function mergeInto<R, K>(
	list: KeyedRows<R, K>,
	removed: readonly number[],
	fresh: KeyedRows<R, K>,
	isBefore: (index: number, freshIndex: number) => boolean,
): KeyedRows<R, K> {
	const gone = Int32Array.from(removed).sort();
	const merged: KeyedRows<R, K> = { rows: [], keys: [] };
	let from = 0;
	let nextGone = 0;
	const copyTo = (to: number): void => {
		while (from < to) {
			if (gone[nextGone] === from) {
				nextGone++;
				from++;
				continue;
			}
			merged.rows.push(list.rows[from] as R);
			merged.keys.push(list.keys[from] as K);
			from++;
		}
	};
	for (let index = 0; index < fresh.rows.length; index++) {
		// What goes still stands in its place here, so that the list is in order for the search.
		copyTo(partitionPoint(list.rows.length, (at) => isBefore(at, index)));
		merged.rows.push(fresh.rows[index] as R);
		merged.keys.push(fresh.keys[index] as K);
	}
	copyTo(list.rows.length);
	return merged;
}
