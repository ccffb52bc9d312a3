import { internText } from "./intern.ts";
import { Malformed } from "./malformed.ts";
import { absent, absentFields, emptyRecord, isList } from "./normal-form.ts";
import { isOptional, type Leaf, type ObjectShape, type Picked, type Shape } from "./shape.ts";

/** Picks one value; it is never given null or undefined. */
type Picker = (json: unknown) => unknown;

/** Longer texts seldom come again. */
const longestKept = 128;
/** Go's zero time, which stands for none: 0001-01-01T00:00:00Z. */
const GO_ZERO_TIME_MS = -62_135_596_800_000;
const pickers = new WeakMap<ObjectShape, Picker>();

/**
 * Fill a shape from parsed JSON, in the normal form that the protobuf decoder also makes.
 *
 * @throws Malformed with the path where the JSON has another type than the shape.
 */
export function pickJson<const S extends ObjectShape>(shape: S, json: unknown): Picked<S> {
	let picker = pickers.get(shape);
	if (picker === undefined) {
		picker = objectPicker(shape, "");
		pickers.set(shape, picker);
	}
	return picker(json) as Picked<S>;
}

function objectPicker(shape: ObjectShape, path: string): Picker {
	const template = absentFields(shape);
	const fields = Object.entries(shape).map(([key, inner]) => ({ key, pick: picker(inner, `${path}.${key}`) }));
	return (json) => {
		const source = record(json, path);
		const target: Record<string, unknown> = { ...template };
		for (const { key, pick } of fields) {
			const value = Object.hasOwn(source, key) ? source[key] : undefined;
			if (value !== undefined && value !== null) target[key] = pick(value);
		}
		return target;
	};
}

function picker(shape: Shape, path: string): Picker {
	if (typeof shape === "string") return (json) => leaf(shape, json, path);
	if (isList(shape)) {
		const nothing = absent(shape[0]);
		const pick = picker(shape[0], `${path}[]`);
		return (json) => {
			if (!Array.isArray(json)) throw unfit(path, "a list");
			return json.length === 0 ? absent(shape) : json.map((value) => (value === null ? nothing : pick(value)));
		};
	}
	return objectPicker(isOptional(shape) ? shape.shape : shape, path);
}

function leaf(kind: Leaf, json: unknown, path: string): unknown {
	switch (kind) {
		case "string":
		case "optionalString":
			return text(json, path);
		case "int":
		case "optionalInt":
			if (typeof json !== "number") throw unfit(path, "a number");
			return json;
		case "bool":
		case "optionalBool":
			if (typeof json !== "boolean") throw unfit(path, "true or false");
			return json;
		case "time":
			return time(text(json, path), path);
		case "quantity":
		case "intOrString":
			return typeof json === "number" ? String(json) : text(json, path);
		case "count":
			return Array.isArray(json) ? json.length : Object.keys(record(json, path)).length;
		case "stringMap":
		case "quantityMap":
			return map(record(json, path), kind, path);
	}
}

function map(json: Record<string, unknown>, kind: "stringMap" | "quantityMap", path: string): unknown {
	const entries = Object.entries(json);
	if (entries.length === 0) return emptyRecord;
	const value = kind === "stringMap" ? "string" : "quantity";
	return Object.fromEntries(entries.map(([key, inner]) => [key, inner === null ? "" : leaf(value, inner, path)]));
}

function record(json: unknown, path: string): Record<string, unknown> {
	if (typeof json !== "object" || json === null || Array.isArray(json)) throw unfit(path, "an object");
	return json as Record<string, unknown>;
}

function text(json: unknown, path: string): string {
	if (typeof json !== "string") throw unfit(path, "a string");
	return json.length > longestKept ? json : internText(json);
}

function time(json: string, path: string): number | undefined {
	if (json === "") return undefined;
	const ms = Date.parse(json);
	if (Number.isNaN(ms)) throw unfit(path, "a time");
	return ms === GO_ZERO_TIME_MS ? undefined : ms;
}

function unfit(path: string, wanted: string): Malformed {
	return new Malformed(`${path.slice(1) || "object"} is not ${wanted}`);
}
