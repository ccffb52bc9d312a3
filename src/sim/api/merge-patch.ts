type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Merge a patch into a value: null deletes, objects merge, everything else replaces.
 *
 * With `strategic`, lists of named elements (containers, volumes, environment) merge by name, and the
 * patch's own directives (`$setElementOrder/...`) are left out. That is the part of strategic merge
 * that clients of this server use; the real one knows a merge key for every list.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7386
 */
export function mergePatch(target: unknown, patch: unknown, strategic = false): unknown {
	if (strategic && isNamedList(target) && isNamedList(patch)) return mergeByName(target, patch);
	if (!isObject(patch)) return patch;
	const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
	for (const [key, value] of Object.entries(patch)) {
		if (strategic && key.startsWith("$")) continue;
		if (value === null) delete merged[key];
		else merged[key] = mergePatch(merged[key], value, strategic);
	}
	return merged;
}

function mergeByName(target: readonly JsonObject[], patch: readonly JsonObject[]): readonly unknown[] {
	const patches = new Map(patch.map((element) => [element["name"], element]));
	const merged = target.map((element) => {
		const change = patches.get(element["name"]);
		patches.delete(element["name"]);
		return change === undefined ? element : mergePatch(element, change, true);
	});
	return [...merged, ...patches.values()];
}

function isNamedList(value: unknown): value is readonly JsonObject[] {
	return Array.isArray(value) && value.every((element) => isObject(element) && typeof element["name"] === "string");
}

function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
