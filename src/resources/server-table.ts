import { internText } from "../kube/wire/intern.ts";
import { type Metadata, metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import type { Column, Tone } from "../table/column.ts";
import type { Live, Resource, ResourceIdentity, ResourceRow } from "./resource.ts";
import { ageColumn, nameColumn, namespaceColumn } from "./standard-columns.ts";

/**
 * A column that the server defines for a kind (`meta.v1.TableColumnDefinition`).
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
 */
export interface ServerColumn {
	readonly name: string;
	/** OpenAPI type: `string`, `integer`, `number`, `boolean` or `date`. */
	readonly type: string;
	/** `name` marks the column that holds the object's name. */
	readonly format: string;
	/** 0 is always shown; anything higher only when the user asked for wide. */
	readonly priority: number;
}

/** One row of a Table (`meta.v1.TableRow`), asked for with `includeObject=Metadata`. */
export interface ServerTableEntry {
	/** Text, numbers, booleans or null, in the order of the columns. */
	readonly cells: readonly unknown[];
	readonly object: { readonly metadata: Metadata };
}

/** An object of a kind that nobody declared, with the cells its server prints. */
export interface ServerRow extends ResourceRow {
	readonly cells: readonly string[];
}

/**
 * A view of a kind that has no file of its own, from the columns its server prints. Its objects are
 * rows of a Table ({@link ServerTableEntry}). The age is counted from `creationTimestamp`; any other
 * relative time in a cell is as old as the cell.
 */
export function serverTableResource(kind: ResourceIdentity, columns: readonly ServerColumn[]): Resource<ServerRow> {
	const ids = uniqueIds(columns);
	const declared = columns.map((column, index): Column<ServerRow, Live> => {
		if (isName(column)) return nameColumn;
		if (isAge(column)) return ageColumn;
		return cellColumn(column, ids[index] ?? "", index);
	});
	return {
		...kind,
		message: undefined,
		shape: { metadata: metadataShape },
		project: (object) => serverRow(object as ServerTableEntry),
		columns: [
			...(kind.namespaced ? [namespaceColumn] : []),
			...(columns.some(isName) ? [] : [nameColumn]),
			...declared,
		],
		health: serverHealth,
	};
}

function cellColumn(column: ServerColumn, id: string, index: number): Column<ServerRow, Live> {
	const numeric = column.type === "integer" || column.type === "number";
	return {
		id,
		title: column.name.toUpperCase(),
		// The server orders columns by importance; the name and the age come before them.
		priority: 2 + index,
		maxWidth: 60,
		text: (row) => row.cells[index] ?? "",
		...(numeric ? { align: "right", descending: true, order: (row) => numberOf(row.cells[index]) } : {}),
		...(column.priority > 0 ? { wide: true } : {}),
		...(column.name.toLowerCase() === "status" ? { sortKey: "S" } : {}),
	};
}

function serverRow({ cells, object }: ServerTableEntry): ServerRow {
	return { ...metadataRow(object.metadata), cells: cells.map(cellText) };
}

function cellText(cell: unknown): string {
	if (cell === null || cell === undefined) return "";
	if (typeof cell === "object") return JSON.stringify(cell);
	return internText(String(cell));
}

function numberOf(cell: string | undefined): number | undefined {
	return cell === undefined || cell.trim() === "" ? undefined : Number(cell);
}

/** Nothing is known of such a kind but that it is being deleted. */
function serverHealth({ deletedAtMs }: ServerRow): Tone {
	return deletedAtMs === undefined ? "plain" : "attention";
}

function isName({ name, format }: ServerColumn): boolean {
	return format === "name" || name.toLowerCase() === "name";
}

function isAge({ name }: ServerColumn): boolean {
	return name.toLowerCase() === "age";
}

/** Column ids out of the columns' names: `Last Schedule` is `last-schedule`; a second one of a name gets a number. */
function uniqueIds(columns: readonly ServerColumn[]): readonly string[] {
	const taken = new Set(["namespace", "name", "age"]);
	return columns.map(({ name }) => {
		const base = name.toLowerCase().replaceAll(/\s+/g, "-");
		let id = base;
		for (let copy = 2; taken.has(id); copy++) id = `${base}-${copy}`;
		taken.add(id);
		return id;
	});
}
