import type { Row } from "../table/row-source.ts";

/** Rows by a derived key; kept current once built. Rows whose key is empty are left out. */
export class RowIndex<R extends Row> {
	readonly #keyOf: (row: R) => string;
	/** Most keys have one row (an owner with one pod), and then no set is made for it. */
	readonly #buckets = new Map<string, R | Set<R>>();

	constructor(keyOf: (row: R) => string, rows: Iterable<R>) {
		this.#keyOf = keyOf;
		for (const row of rows) this.add(row);
	}

	/** The rows of a key, in no particular order. */
	*rows(key: string): Iterable<R> {
		const bucket = this.#buckets.get(key);
		if (bucket instanceof Set) yield* bucket;
		else if (bucket !== undefined) yield bucket;
	}

	/** Take in a row. */
	add(row: R): void {
		const key = this.#keyOf(row);
		if (key === "") return;
		const bucket = this.#buckets.get(key);
		if (bucket === undefined) this.#buckets.set(key, row);
		else if (bucket instanceof Set) bucket.add(row);
		else this.#buckets.set(key, new Set([bucket, row]));
	}

	/** Let go of the very row that was taken in. */
	remove(row: R): void {
		const key = this.#keyOf(row);
		const bucket = this.#buckets.get(key);
		if (bucket === row) this.#buckets.delete(key);
		if (!(bucket instanceof Set)) return;
		bucket.delete(row);
		if (bucket.size === 0) this.#buckets.delete(key);
	}
}
