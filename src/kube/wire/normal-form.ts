import { isOptional, type Shape } from "./shape.ts";

/** The absent list. Shared, so that an absent field costs nothing. */
export const emptyList: readonly never[] = Object.freeze([]);

/** The absent map. */
export const emptyRecord: Readonly<Record<string, never>> = Object.freeze({});

/** Every named field of a struct at its absent value; a fresh object to be filled. */
export function absentFields(shape: Readonly<Record<string, Shape>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(shape).map(([field, inner]) => [field, absent(inner)]));
}

/** The normal form of nothing, as the table in `shape.ts` has it. */
export function absent(shape: Shape): unknown {
	switch (shape) {
		case "string":
		case "quantity":
		case "intOrString":
			return "";
		case "int":
		case "count":
			return 0;
		case "bool":
			return false;
		case "time":
		case "optionalString":
		case "optionalInt":
		case "optionalBool":
			return undefined;
		case "stringMap":
		case "quantityMap":
			return emptyRecord;
	}
	if (isList(shape)) return emptyList;
	return isOptional(shape) ? undefined : Object.freeze(absentFields(shape));
}

/** Whether a shape is a list, i.e. `[element]`. */
export function isList(shape: Shape): shape is readonly [Shape] {
	return Array.isArray(shape);
}

/** Set an entry of a map from the cluster; `__proto__` is a key like any other. */
export function setEntry(record: Record<string, string>, key: string, value: string): void {
	if (key === "__proto__")
		Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
	else record[key] = value;
}
