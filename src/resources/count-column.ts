import type { Column } from "../table/column.ts";
import type { Live } from "./resource.ts";

/** A column of whole numbers, right-aligned, largest first when its sort key is pressed. */
export function countColumn<R>(
	id: string,
	title: string,
	priority: number,
	count: (row: R) => number,
	sortKey?: string,
): Column<R, Live> {
	return {
		id,
		title,
		align: "right",
		priority,
		descending: true,
		unit: "count",
		text: (row) => String(count(row)),
		order: count,
		...(sortKey === undefined ? {} : { sortKey }),
	};
}

/** READY as `1/2`; sorted so that what lacks most comes first. */
export function readyColumn<R extends { readonly ready: number; readonly desired: number }>(): Column<R, Live> {
	return {
		id: "ready",
		title: "READY",
		priority: 0,
		sortKey: "R",
		text: ({ ready, desired }) => `${ready}/${desired}`,
		// A workload scaled to nothing lacks nothing.
		order: ({ ready, desired }) => (desired === 0 ? 1 : ready / desired),
		tone: ({ ready, desired }) => (ready >= desired ? "plain" : ready === 0 ? "broken" : "attention"),
	};
}
