import type { Column } from "../../src/table/column.ts";
import type { Row } from "../../src/table/row-source.ts";

/** A row with every sort of column a table can have. */
export interface ServerRow extends Row {
	readonly state: string;
	readonly restarts: number;
	/** Absent for some. */
	readonly startedAtMs: number | undefined;
	/** In canonical text. */
	readonly labels: string;
}

/** What is joined in: load by name, and the time. */
export interface Joined {
	readonly nowMs: number;
	readonly load: ReadonlyMap<string, number>;
}

export const columns: readonly Column<ServerRow, Joined>[] = [
	{ id: "namespace", title: "NAMESPACE", priority: 0, text: (row) => row.namespace },
	{ id: "name", title: "NAME", priority: 0, text: (row) => row.name },
	{ id: "state", title: "STATE", priority: 0, text: (row) => row.state },
	{
		id: "restarts",
		title: "RESTARTS",
		priority: 1,
		align: "right",
		unit: "count",
		text: (row) => String(row.restarts),
		order: (row) => row.restarts,
	},
	{
		id: "load",
		title: "LOAD",
		priority: 2,
		live: "usage",
		unit: "millicores",
		text: (row, { load }) => String(load.get(row.name) ?? "n/a"),
		order: (row, { load }) => load.get(row.name),
	},
	{
		id: "up",
		title: "UP",
		priority: 2,
		live: "time",
		unit: "milliseconds",
		value: ({ startedAtMs }, { nowMs }) => (startedAtMs === undefined ? undefined : nowMs - startedAtMs),
		text: (row, { nowMs }) => String(nowMs - (row.startedAtMs ?? nowMs)),
		order: (row) => row.startedAtMs,
	},
	{ id: "zone", title: "ZONE", priority: 3, wide: true, text: (row) => `zone-${row.uid.length % 3}` },
];

/** A row; whatever is not said has a default. */
export function server(uid: string, parts: Partial<ServerRow> = {}): ServerRow {
	return { uid, namespace: "shop", name: uid, state: "Up", restarts: 0, startedAtMs: undefined, labels: "", ...parts };
}
