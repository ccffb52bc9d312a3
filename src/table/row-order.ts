import type { Column } from "./column.ts";
import type { Row } from "./row-source.ts";

/** Which column a table is sorted by; equal rows stand by namespace, name, UID. */
export interface Sort {
	readonly columnId: string;
	readonly descending: boolean;
}

/** A sort key as it is kept beside a row; NaN stands for "absent" and sorts last in both directions. */
export type SortKey = number | string;

/** The key of a row in a column. */
export function sortKey<R, L>(column: Column<R, L>, row: R, live: L): SortKey {
	if (column.order === undefined) return column.text(row, live);
	return column.order(row, live) ?? Number.NaN;
}

/** Ascending order of keys: numbers, then texts by code unit, then what is absent. */
function compareKeys(a: SortKey, b: SortKey): number {
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
	if (!descending) return compareKeys(a, b);
	const absent = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
	return absent === 0 ? compareKeys(b, a) : absent;
}

/** The order in which equal rows stand: namespace, name, UID. Total, so that no row ever jumps. */
export function compareRows(a: Row, b: Row): number {
	if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
	if (a.name !== b.name) return a.name < b.name ? -1 : 1;
	if (a.uid !== b.uid) return a.uid < b.uid ? -1 : 1;
	return 0;
}
