import type { TableColumn, TableRow } from "../kube/wire/table-codec.ts";
import type { Column, Tone } from "../table/column.ts";
import { parseDuration } from "../text/duration.ts";
import type { Live, Resource, ResourceIdentity } from "./resource.ts";
import { ageColumn, nameColumn, namespaceColumn } from "./standard-columns.ts";

/**
 * A view of a kind that has no file of its own, from the columns its server prints. The age is counted
 * from `creationTimestamp`; any other relative time in a cell is as old as the cell.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
 */
export function serverTableResource(kind: ResourceIdentity, columns: readonly TableColumn[]): Resource<TableRow> {
	const ids = uniqueIds(columns);
	const nameAt = columns.findIndex(({ name, format }) => format === "name" || name.toLowerCase() === "name");
	const ageAt = columns.findIndex(({ name }) => name.toLowerCase() === "age");
	const declared = columns.map((column, index): Column<TableRow, Live> => {
		if (index === nameAt) return nameColumn;
		if (index === ageAt) return ageColumn;
		return cellColumn(column, ids[index] ?? "", index);
	});
	return {
		...kind,
		message: undefined,
		shape: {},
		// The codec of tables makes the rows itself.
		project: (row) => row as TableRow,
		columns: [...(kind.namespaced ? [namespaceColumn] : []), ...(nameAt >= 0 ? [] : [nameColumn]), ...declared],
		health: serverHealth,
	};
}

function cellColumn(column: TableColumn, id: string, index: number): Column<TableRow, Live> {
	const numeric = column.type === "integer" || column.type === "number";
	return {
		id,
		title: column.name.toUpperCase(),
		// The server orders columns by importance; the name and the age come before them.
		priority: 2 + index,
		maxWidth: 60,
		text: (row) => row.cells[index] ?? "",
		...(numeric ? { align: "right", descending: true, unit: "count", order: (row) => numberOf(row.cells[index]) } : {}),
		...(column.type === "date" ? { unit: "milliseconds", order: (row) => durationOf(row.cells[index]) } : {}),
		...(column.priority > 0 ? { wide: true } : {}),
		...(column.name.toLowerCase() === "status" ? { sortKey: "S" } : {}),
	};
}

function numberOf(cell: string | undefined): number | undefined {
	return cell === undefined || cell.trim() === "" ? undefined : Number(cell);
}

/** The server prints a moment as the time that has passed since; anything else is a text. */
function durationOf(cell = ""): number | string {
	return parseDuration(cell) ?? cell;
}

/** Nothing is known of such a kind but that it is being deleted. */
function serverHealth({ deletedAtMs }: TableRow): Tone {
	return deletedAtMs === undefined ? "plain" : "attention";
}

/** Column ids out of the columns' names: `Last Schedule` is `last-schedule`; another one of a name gets a number. */
function uniqueIds(columns: readonly TableColumn[]): readonly string[] {
	const taken = new Set(["namespace"]);
	return columns.map((column) => {
		const base = column.name.toLowerCase().replaceAll(/\s+/g, "-");
		let id = base;
		for (let copy = 2; taken.has(id); copy++) id = `${base}-${copy}`;
		taken.add(id);
		return id;
	});
}
