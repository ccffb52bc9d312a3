/** An object as a server sent it: JSON that nobody has vouched for. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A value with no more than so many values within one another; `instead` stands for what lies deeper. Where nothing
 * does, it is the same value.
 */
export function shallower(value: unknown, levels: number, instead: string): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (levels === 0) return instead;
	if (Array.isArray(value)) {
		const items = value.map((item) => shallower(item, levels - 1, instead));
		return items.some((item, place) => item !== value[place]) ? items : value;
	}
	const entries = Object.entries(value);
	const cut = entries.map(([key, inner]) => [key, shallower(inner, levels - 1, instead)] as const);
	return cut.some(([, inner], place) => inner !== entries[place]?.[1]) ? Object.fromEntries(cut) : value;
}

/** What stands at a path; undefined where the path ends before. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
	let at = value;
	for (const name of path) at = isObject(at) ? at[name] : undefined;
	return at;
}

/** A text, number or truth value at a path as text; empty for anything else. */
export function textAt(value: unknown, ...path: readonly string[]): string {
	const at = valueAt(value, ...path);
	return typeof at === "string" || typeof at === "number" || typeof at === "boolean" ? String(at) : "";
}

/** A list at a path; empty for anything else. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
	const at = valueAt(value, ...path);
	return Array.isArray(at) ? at : [];
}

/** Names and texts at a path, in their order; empty for anything else. */
export function mapAt(value: unknown, ...path: readonly string[]): readonly (readonly [string, string])[] {
	const at = valueAt(value, ...path);
	return isObject(at) ? Object.keys(at).map((key) => [key, textAt(at, key)] as const) : [];
}

/** Milliseconds since the epoch of an RFC 3339 time at a path. */
export function timeAt(value: unknown, ...path: readonly string[]): number | undefined {
	const at = Date.parse(textAt(value, ...path));
	return Number.isNaN(at) ? undefined : at;
}
