import type { ObjectName } from "../kube/wire/codec.ts";
import type { ResourceRow } from "../resources/resource.ts";
import { sameContent } from "./same-content.ts";
import { TableStore } from "./table-store.ts";

/** Takes in the rows of one list, which may yet break off. */
export interface Intake<R> {
	/** Rows taken in so far. */
	readonly received: number;
	put(rows: readonly R[]): void;
	/** A streaming list may tell of a deletion before its end. */
	remove(row: ObjectName): void;
	/** The list is whole: from here on the store holds what it held. */
	finish(): void;
}

/** The first list of a table: rows show as they come. Rows of an earlier attempt that did not come again go at the end. */
export function firstIntake<R extends ResourceRow>(store: TableStore<R>): Intake<R> {
	const earlier = new Set<string>();
	for (const row of store.rows()) earlier.add(row.uid);
	let received = 0;
	return {
		get received() {
			return received;
		},
		put(rows) {
			received += rows.length;
			store.apply((draft) => {
				for (const row of rows) {
					draft.put(row);
					if (earlier.size > 0) earlier.delete(row.uid);
				}
			});
		},
		remove: (row) => store.apply((draft) => draft.remove(row)),
		finish() {
			if (earlier.size === 0) return;
			store.apply((draft) => {
				for (const row of store.rows()) if (earlier.has(row.uid)) draft.remove(row);
			});
		},
	};
}

/**
 * A later list: gathered aside and swapped in by difference at the end, so that nothing flickers.
 * Rows are compared as they come, so that the swap is no long stop: what is gathered of the rows
 * that did not change are our own objects.
 */
export function laterIntake<R extends ResourceRow>(store: TableStore<R>): Intake<R> {
	const aside = new TableStore<R>();
	let received = 0;
	return {
		get received() {
			return received;
		},
		put(rows) {
			received += rows.length;
			aside.apply((draft) => {
				for (const row of rows) {
					const known = store.byName(row.namespace, row.name);
					draft.put(known !== undefined && sameContent(known, row) ? known : row);
				}
			});
		},
		remove: (row) => aside.apply((draft) => draft.remove(row)),
		finish: () => store.replace(aside),
	};
}
