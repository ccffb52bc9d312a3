import type { Kind, PrinterColumn } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import { partialMetadata, typed } from "./represent.ts";

interface ColumnDefinition {
	readonly name: string;
	readonly type: string;
	readonly format: string;
	readonly description: string;
	readonly priority: number;
}

const NAME_COLUMN: ColumnDefinition = {
	name: "Name",
	type: "string",
	format: "name",
	description: "Name must be unique within a namespace.",
	priority: 0,
};

const AGE_COLUMN: PrinterColumn = {
	name: "Age",
	type: "date",
	description: "CreationTimestamp is a timestamp representing the server time when this object was created.",
	priority: 0,
	jsonPath: ".metadata.creationTimestamp",
};

function columnsOf(kind: Kind): readonly PrinterColumn[] {
	return kind.printerColumns.length > 0 ? kind.printerColumns : [AGE_COLUMN];
}

/** What a table is asked to be. */
export interface TableRequest {
	readonly metaVersion: string;
	/** What each row carries of its object. */
	readonly include: "None" | "Metadata" | "Object";
	/** Columns are told once in a watch. */
	readonly withColumns: boolean;
	readonly nowMs: number;
}

/**
 * A server-side table: cells as the API server prints them, with the objects' metadata beside.
 *
 * @see k8s.io/apiextensions-apiserver `pkg/registry/customresource/tableconvertor`
 */
export function tableOf(
	kind: Kind,
	objects: readonly KubeObject[],
	metadata: Readonly<Record<string, unknown>>,
	request: TableRequest,
): Readonly<Record<string, unknown>> {
	const columns = columnsOf(kind);
	const definitions: ColumnDefinition[] = [
		NAME_COLUMN,
		...columns.map(({ name, type, description, priority }) => ({ name, type, format: "", description, priority })),
	];
	return {
		kind: "Table",
		apiVersion: `meta.k8s.io/${request.metaVersion}`,
		metadata,
		columnDefinitions: request.withColumns ? definitions : null,
		rows: objects.map((object) => ({
			cells: [object.metadata.name, ...columns.map((column) => cellOf(column, object, request.nowMs))],
			...(request.include === "None"
				? {}
				: {
						object: request.include === "Object" ? typed(kind, object) : partialMetadata(object, request.metaVersion),
					}),
		})),
	};
}

function cellOf(column: PrinterColumn, object: KubeObject, nowMs: number): unknown {
	const value = valueAt(object, column.jsonPath);
	if (value === undefined || value === null) return column.type === "string" ? "" : null;
	if (column.type === "date") return typeof value === "string" ? age(nowMs - Date.parse(value)) : null;
	return column.type === "string" && typeof value !== "string" ? JSON.stringify(value) : value;
}

/** The part of JSONPath that printer columns use: dotted names and one equality filter on a list. */
function valueAt(object: unknown, path: string): unknown {
	let value = object;
	for (const [, name, filterKey, filterValue] of path.matchAll(/\.(\w+)|\[\?\(@\.(\w+)\s*==\s*"([^"]*)"\)\]/g)) {
		if (name !== undefined) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
		else if (Array.isArray(value)) {
			value = value.find((entry: Readonly<Record<string, unknown>>) => entry[filterKey ?? ""] === filterValue);
		} else return undefined;
	}
	return value;
}

/** @see k8s.io/apimachinery `pkg/util/duration` `HumanDuration` */
function age(ms: number): string {
	const seconds = Math.floor(ms / 1000);
	if (seconds < -1) return "<invalid>";
	if (seconds < 120) return `${Math.max(0, seconds)}s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 10) return two(minutes, "m", seconds % 60, "s");
	if (minutes < 180) return `${minutes}m`;
	const hours = Math.floor(minutes / 60);
	if (hours < 8) return two(hours, "h", minutes % 60, "m");
	if (hours < 48) return `${hours}h`;
	const days = Math.floor(hours / 24);
	if (hours < 192) return two(days, "d", hours % 24, "h");
	if (days < 730) return `${days}d`;
	const years = Math.floor(days / 365);
	return days < 365 * 8 ? two(years, "y", days % 365, "d") : `${years}y`;
}

function two(big: number, bigUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`;
}
