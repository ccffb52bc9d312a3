import type { Readable } from "../base/store.ts";
import type { Row, RowSource } from "./row-source.ts";

/** Rows made out of a list, all of them anew whenever it changes: for what is few and changes seldom. */
export function listedRows<R extends Row>(
	list: Pick<Readable<unknown>, "subscribe">,
	rowsNow: () => readonly R[],
): RowSource<R> {
	const read = (): ReadonlyMap<string, R> => new Map(rowsNow().map((row) => [row.uid, row]));
	let rows = read();
	return {
		get size() {
			return rows.size;
		},
		rows: () => rows.values(),
		byUid: (uid) => rows.get(uid),
		subscribe: (listener) =>
			list.subscribe(() => {
				rows = read();
				listener({ reset: true, added: [], updated: [], removed: [] });
			}),
	};
}
