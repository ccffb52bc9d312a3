import type { Row, RowChanges, RowSource } from "../../src/table/row-source.ts";

/** A source that the test changes by hand; it tells its listeners after each change, as a store does. */
export class ListSource<R extends Row> implements RowSource<R> {
	readonly #rows = new Map<string, R>();
	readonly #listeners = new Set<(changes: RowChanges<R>) => void>();

	constructor(rows: Iterable<R> = []) {
		for (const row of rows) this.#rows.set(row.uid, row);
	}

	get size(): number {
		return this.#rows.size;
	}

	get listeners(): number {
		return this.#listeners.size;
	}

	rows(): Iterable<R> {
		return this.#rows.values();
	}

	byUid(uid: string): R | undefined {
		return this.#rows.get(uid);
	}

	subscribe(listener: (changes: RowChanges<R>) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Add rows, or change those that are there. */
	put(...rows: readonly R[]): void {
		const added: R[] = [];
		const updated: { before: R; after: R }[] = [];
		for (const row of rows) {
			const before = this.#rows.get(row.uid);
			if (before === undefined) added.push(row);
			else updated.push({ before, after: row });
			this.#rows.set(row.uid, row);
		}
		this.#tell({ reset: false, added, updated, removed: [] });
	}

	remove(...uids: readonly string[]): void {
		const removed = uids.flatMap((uid) => this.#rows.get(uid) ?? []);
		for (const { uid } of removed) this.#rows.delete(uid);
		this.#tell({ reset: false, added: [], updated: [], removed });
	}

	/** Replace everything, as after a relist. */
	reset(rows: Iterable<R>): void {
		this.#rows.clear();
		for (const row of rows) this.#rows.set(row.uid, row);
		this.#tell({ reset: true, added: [], updated: [], removed: [] });
	}

	#tell(changes: RowChanges<R>): void {
		for (const listener of this.#listeners) listener(changes);
	}
}
