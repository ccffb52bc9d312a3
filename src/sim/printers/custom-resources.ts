import type { Kind, PrinterColumn } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import { humanDuration } from "./age.ts";
import type { ColumnDefinition, Printer } from "./printer.ts";

const NAME_COLUMN: ColumnDefinition = {
	name: "Name",
	type: "string",
	format: "name",
	description: "Name must be unique within a namespace.",
	priority: 0,
};

/**
 * How a custom resource is printed: the columns that its definition declares.
 *
 * @see k8s.io/apiextensions-apiserver `pkg/registry/customresource/tableconvertor`
 */
export function customResourcePrinter(kind: Kind): Printer {
	const columns = kind.printerColumns;
	return {
		columns: [
			NAME_COLUMN,
			...columns.map(({ name, type, description, priority }) => ({ name, type, format: "", description, priority })),
		],
		cells: (object, nowMs) => [object.metadata.name, ...columns.map((column) => cellOf(column, object, nowMs))],
	};
}

function cellOf(column: PrinterColumn, object: KubeObject, nowMs: number): unknown {
	const value = valueAt(object, column.jsonPath);
	if (value === undefined || value === null) return column.type === "string" ? "" : null;
	if (column.type === "date") return typeof value === "string" ? humanDuration(nowMs - Date.parse(value)) : null;
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
