/**
 * A shape names the fields of a Kubernetes object that a row needs, once. The protobuf decoder and
 * the JSON picker both fill exactly these fields, with the same normal form, so that one
 * `project(object) -> row` serves both; and because `Picked` is computed from the shape, a
 * `project` that reads a field the shape does not name is a compile error.
 *
 * Normal form (JSON omits what is empty, protobuf writes it; neither may show):
 *
 * | leaf | value | absent, null, or zero |
 * |---|---|---|
 * | `string` | string | `""` |
 * | `int` | number | `0` |
 * | `bool` | boolean | `false` |
 * | `optionalInt`, `optionalBool`, `optionalString` | for Go pointer fields | `undefined`; a zero that was sent stays |
 * | `time` | milliseconds since the epoch (Time and MicroTime) | `undefined` |
 * | `quantity` | the text form, e.g. `"500m"` | `""` |
 * | `intOrString` | string (`"80"`, `"http"`, `"25%"`) | `""` |
 * | `stringMap` | readonly record of strings | empty record |
 * | `quantityMap` | readonly record of quantity texts | empty record |
 * | `{...}` | an object with every named field | an object of absent fields |
 * | `optional({...})` | for Go pointers to structs | `undefined` |
 * | `[shape]` or `["string"]` | a readonly array | empty array |
 * | `count` | number of elements of a repeated field or entries of a map, without building them | `0` |
 */
export type Leaf =
	| "string"
	| "int"
	| "bool"
	| "optionalString"
	| "optionalInt"
	| "optionalBool"
	| "time"
	| "quantity"
	| "intOrString"
	| "stringMap"
	| "quantityMap"
	| "count";

/** An object of which only the named fields matter. */
export interface ObjectShape {
	readonly [field: string]: Shape;
}

/** See {@link Leaf} for the meaning of each form. */
export type Shape = Leaf | ObjectShape | OptionalShape | readonly [Shape];

declare const optionalMark: unique symbol;

/** A struct behind a Go pointer: absent is `undefined` instead of an object of empty fields. */
export interface OptionalShape<S extends ObjectShape = ObjectShape> {
	readonly [optionalMark]: true;
	readonly shape: S;
}

const optionalShapes = new WeakSet<object>();

/** Mark a struct as one behind a Go pointer. */
export function optional<const S extends ObjectShape>(shape: S): OptionalShape<S> {
	const marked = { shape } as OptionalShape<S>;
	optionalShapes.add(marked);
	return marked;
}

/** Whether a shape was made by {@link optional}. */
export function isOptional(shape: Shape): shape is OptionalShape {
	return typeof shape === "object" && optionalShapes.has(shape);
}

interface LeafValues {
	string: string;
	int: number;
	bool: boolean;
	optionalString: string | undefined;
	optionalInt: number | undefined;
	optionalBool: boolean | undefined;
	time: number | undefined;
	quantity: string;
	intOrString: string;
	stringMap: Readonly<Record<string, string>>;
	quantityMap: Readonly<Record<string, string>>;
	count: number;
}

/** The object that a decoder makes for a shape. */
export type Picked<S> = S extends Leaf
	? LeafValues[S]
	: S extends OptionalShape<infer Inner>
		? { readonly [Field in keyof Inner]: Picked<Inner[Field]> } | undefined
		: S extends readonly [infer Element]
			? readonly Picked<Element>[]
			: S extends ObjectShape
				? { readonly [Field in keyof S]: Picked<S[Field]> }
				: never;
