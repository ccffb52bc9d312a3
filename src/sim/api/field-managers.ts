import { fieldsOf } from "../scenario/managed-fields.ts";
import { apiVersionOf, type Kind } from "../world/kinds.ts";
import { type KubeObject, timeText } from "../world/kube-object.ts";
import { applyConflict, type FieldConflict } from "./status.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Who writes a change, and how. */
export interface FieldWriter {
	readonly manager: string;
	readonly operation: "Apply" | "Update";
	/** Take fields over that others manage. */
	readonly force: boolean;
	readonly nowMs: number;
}

interface Entry {
	readonly manager: string;
	readonly operation: FieldWriter["operation"];
	readonly apiVersion: string;
	readonly fieldsV1: JsonObject;
}

/**
 * The fields that each manager has after a change. One who applies has what the configuration says, one who
 * updates has what came to be another; others lose what is another now.
 *
 * @throws StatusError 409 when an applied field would be another than its manager made it
 * @see k8s.io/apimachinery `pkg/util/managedfields`
 */
export function managedAfter(
	kind: Kind,
	before: KubeObject | undefined,
	after: JsonObject,
	written: JsonObject,
	writer: FieldWriter,
): readonly object[] {
	const { manager, operation, nowMs } = writer;
	const changed = new Set(
		[...leaves(fieldsOf(specific(after)))].filter((path) => textAt(before, path) !== textAt(after, path)),
	);
	const applies = operation === "Apply";
	const wanted = applies ? leaves(fieldsOf(specific(written))) : changed;
	const entries = (before?.metadata.managedFields ?? []) as readonly Entry[];
	const isOwn = (entry: Entry): boolean => entry.manager === manager && entry.operation === operation;
	const others = entries.filter((entry) => !isOwn(entry)).map((entry) => ({ entry, paths: leaves(entry.fieldsV1) }));
	if (applies && !writer.force) {
		const conflicts: readonly FieldConflict[] = others.flatMap(({ entry, paths }) =>
			[...paths]
				.filter((path) => wanted.has(path) && changed.has(path))
				.map((path) => ({ with: nameOf(entry), field: fieldName(path) })),
		);
		if (conflicts.length > 0) throw applyConflict(conflicts);
	}
	const kept = others.flatMap(({ entry, paths }) => {
		const left = [...paths].filter((path) => !changed.has(path));
		if (left.length === paths.size) return [entry];
		return left.length === 0 ? [] : [{ ...entry, fieldsV1: treeOf(left) }];
	});
	const earlier = applies ? [] : entries.filter(isOwn).flatMap(({ fieldsV1 }) => [...leaves(fieldsV1)]);
	const own = [...new Set([...earlier, ...wanted])];
	if (own.length === 0) return kept;
	const entry = { manager, operation, apiVersion: apiVersionOf(kind), time: timeText(nowMs) };
	return [...kept, { ...entry, fieldsType: "FieldsV1", fieldsV1: treeOf(own) }];
}

/** What managers may have: all but what makes an object that object, and its status. */
function specific({ metadata, status: _status, ...rest }: JsonObject): JsonObject {
	const { labels, annotations, finalizers } = (metadata ?? {}) as JsonObject;
	const named = Object.entries({ labels, annotations, finalizers }).filter(([, value]) => value !== undefined);
	return named.length === 0 ? rest : { ...rest, metadata: Object.fromEntries(named) };
}

/** Between the steps of a path: nothing that a step may hold. */
const JOINT = "\n";

/** The paths that end in a field of its own, each its steps in one text. */
function leaves(tree: JsonObject, at = ""): Set<string> {
	const paths = new Set<string>();
	for (const [step, below] of Object.entries(tree)) {
		if (step === ".") continue;
		const path = at === "" ? step : at + JOINT + step;
		const deeper = leaves(below as JsonObject, path);
		if (deeper.size === 0) paths.add(path);
		for (const one of deeper) paths.add(one);
	}
	return paths;
}

function treeOf(paths: readonly string[]): JsonObject {
	const tree: Record<string, unknown> = {};
	for (const path of paths) {
		let node = tree;
		for (const step of path.split(JOINT)) {
			node[step] ??= {};
			node = node[step] as Record<string, unknown>;
		}
	}
	return tree;
}

function textAt(object: JsonObject | undefined, path: string): string {
	let value: unknown = object;
	for (const step of path.split(JOINT)) {
		if (typeof value !== "object" || value === null) return "";
		value = step.startsWith("k:") ? elementOf(value, step) : (value as JsonObject)[step.slice(2)];
	}
	return JSON.stringify(value) ?? "";
}

function elementOf(list: object, step: string): unknown {
	const wanted = Object.entries(JSON.parse(step.slice(2)) as JsonObject);
	if (!Array.isArray(list)) return undefined;
	return list.find((element: JsonObject) => wanted.every(([key, value]) => element[key] === value));
}

/** `.spec.template.spec.containers[name="web"].image` */
function fieldName(path: string): string {
	const steps = path.split(JOINT).map((step) => {
		if (!step.startsWith("k:")) return `.${step.slice(2)}`;
		const keys = Object.entries(JSON.parse(step.slice(2)) as JsonObject);
		return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(",")}]`;
	});
	return steps.join("");
}

function nameOf({ manager, operation, apiVersion }: Entry): string {
	return operation === "Apply" ? JSON.stringify(manager) : `${JSON.stringify(manager)} using ${apiVersion}`;
}
