import { ok } from "../../base/result.ts";
import type { ObjectCodec } from "./codec.ts";
import { internText } from "./intern.ts";
import { JsonLineReader } from "./json-lines.ts";
import { JsonListReader } from "./json-list.ts";
import { jsonError, readJsonEvent, readJsonItem } from "./json-object.ts";
import { pickJson } from "./json-picker.ts";
import { Malformed } from "./malformed.ts";
import { type MetadataRow, metadataRow, metadataShape } from "./metadata.ts";
import { headShape, type ObjectReader, type Projected } from "./object-reader.ts";
import { mediaType, mediaTypes, readList, readWatch } from "./read-body.ts";
import type { Picked } from "./shape.ts";

/** A column as the server defines it. */
export interface TableColumn {
	readonly name: string;
	/** OpenAPI type: `string`, `integer`, `number`, `boolean` or `date`. */
	readonly type: string;
	/** OpenAPI format; the column of `name` identifies the row. */
	readonly format: string;
	readonly description: string;
	/** 0 is always drawn, more only where there is room. */
	readonly priority: number;
}

/** A row of a kind that nobody declared: its metadata, and its cells as the server printed them. */
export interface TableRow extends MetadataRow {
	/** In the order of the columns. A `date` was printed when the row was made and does not age. */
	readonly cells: readonly string[];
}

const columnsShape = [
	{ name: "string", type: "string", format: "string", description: "string", priority: "int" },
] as const;
const rowShape = { object: { metadata: metadataShape } } as const;
const objectShape = { metadata: metadataShape } as const;

/** What a server without tables is given: the columns that it would print by default. */
const plainColumns: readonly TableColumn[] = [
	{ name: "Name", type: "string", format: "name", description: "", priority: 0 },
	{ name: "Created At", type: "date", format: "", description: "", priority: 0 },
];

/**
 * The codec of an undeclared kind: the server prints the columns (`includeObject=Metadata` is the
 * default and must stay). A server that knows no tables answers with the objects themselves; they are
 * shown by name and creation time.
 *
 * @param onColumns told the columns whenever they come: with each page of a list, and with the first
 *   event of a watch only. Always before the rows that they head.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
 */
export function tableCodec(onColumns: (columns: readonly TableColumn[]) => void): ObjectCodec<TableRow> {
	const reader = tableReader(onColumns);
	return {
		accept: `${mediaTypes.json};as=Table;v=v1;g=meta.k8s.io, ${mediaTypes.json};q=0.9`,
		list(response) {
			return readList(response.body, ({ add, tooLarge }) => {
				mediaType(response, [mediaTypes.json]);
				const object = (bytes: Buffer, field: string): void =>
					add(readJsonItem(bytes, field === "rows" ? { ...reader, object: (row) => ok(projectRow(row)) } : reader));
				const found = (_field: string, value: unknown): void => onColumns(pickColumns(value));
				return new JsonListReader(
					{ object, tooLarge },
					{ lists: ["rows", "items"], extra: ["columnDefinitions"], found },
				);
			});
		},
		watch(response) {
			return readWatch(response.body, ({ add, tooLarge }) => {
				mediaType(response, [mediaTypes.json]);
				return new JsonLineReader({ object: (line) => add(readJsonEvent(line, reader)), tooLarge });
			});
		},
	};
}

/** Reads the object of an event: a Table of one row, or a plain object. */
function tableReader(onColumns: (columns: readonly TableColumn[]) => void): ObjectReader<unknown, TableRow> {
	let isPlainTold = false;
	return {
		object(json) {
			const table = asTable(json);
			if (table === undefined) {
				if (!isPlainTold) onColumns(plainColumns);
				isPlainTold = true;
				return ok(projectPlain(json));
			}
			if (table.columnDefinitions.length > 0) onColumns(table.columnDefinitions);
			return ok(projectRow(table.row));
		},
		head(json) {
			const table = asTable(json);
			if (table === undefined) return ok(pickJson(headShape, json).metadata);
			const { metadata } = pickJson({ object: headShape }, table.row ?? {}).object;
			return ok({ ...metadata, resourceVersion: metadata.resourceVersion || table.resourceVersion });
		},
		error: jsonError,
	};
}

function asTable(json: unknown) {
	if (pickJson({ kind: "string" }, json).kind !== "Table") return undefined;
	const { metadata } = pickJson({ metadata: { resourceVersion: "string" } }, json);
	const { columnDefinitions, rows } = json as { columnDefinitions?: unknown; rows?: unknown };
	return {
		resourceVersion: metadata.resourceVersion,
		columnDefinitions: pickColumns(columnDefinitions),
		row: Array.isArray(rows) ? (rows[0] as unknown) : undefined,
	};
}

function pickColumns(columns: unknown): readonly TableColumn[] {
	return pickJson({ columns: columnsShape }, { columns }).columns;
}

function projectRow(row: unknown): Projected<TableRow> {
	const { metadata } = pickJson(rowShape, row).object;
	const { cells } = row as { readonly cells?: unknown };
	if (!Array.isArray(cells)) throw new Malformed("cells is not a list");
	return tableRow(metadata, cells.map(cellText));
}

function projectPlain(json: unknown): Projected<TableRow> {
	const { metadata } = pickJson(objectShape, json);
	const { creationTimestamp: createdAtMs } = metadata;
	const created = createdAtMs === undefined ? "" : `${new Date(createdAtMs).toISOString().slice(0, 19)}Z`;
	return tableRow(metadata, [metadata.name, created]);
}

/** Objects that are computed rather than stored (metrics) have no UID; their name has to do. */
function tableRow(metadata: Picked<typeof metadataShape>, cells: readonly string[]): Projected<TableRow> {
	const base = metadataRow(metadata);
	const row = { ...base, uid: base.uid || `${base.namespace}/${base.name}`, cells };
	return { row, resourceVersion: metadata.resourceVersion };
}

function cellText(cell: unknown): string {
	if (cell === null || cell === undefined) return "";
	return internText(typeof cell === "string" ? cell : JSON.stringify(cell));
}
