import { messageFields, type WireField } from "./field-table.ts";
import { Malformed } from "./malformed.ts";
import { absentFields, emptyList, isList } from "./normal-form.ts";
import { countReader, type FieldReader, leafReader, mapReader } from "./protobuf-leaf.ts";
import { isOptional, type ObjectShape, type Shape } from "./shape.ts";
import { type WireReader, wireType } from "./wire-reader.ts";

type Target = Record<string, unknown>;

/** What to do with the fields of a message. */
export interface MessagePlan {
	/** By field number; what has no reader is stepped over in the bytes. */
	readonly fields: readonly (FieldReader | undefined)[];
	/** Every field absent: the start of each object. */
	readonly template: Readonly<Target>;
}

/**
 * Work out once how a shape is read from the bytes of a message.
 *
 * @throws Error with the path when the shape names what the schema does not have: a bug in the shape.
 */
export function compilePlan(message: string, shape: ObjectShape, path = message): MessagePlan {
	const template = absentFields(shape);
	return { fields: compileFields(message, shape, path, template), template };
}

/** Read the message that ends at the reader's limit. */
export function readMessage(plan: MessagePlan, reader: WireReader, target: Target = { ...plan.template }): Target {
	readFields(plan.fields, reader, target);
	return target;
}

function readFields(fields: MessagePlan["fields"], reader: WireReader, target: Target): void {
	while (reader.position < reader.limit) {
		const tag = reader.tag();
		const field = fields[tag >>> 3];
		if (field === undefined) reader.skip(tag & 7);
		else field(reader, target, tag & 7);
	}
	if (reader.position !== reader.limit) throw new Malformed("message ends inside a field");
}

function compileFields(message: string, shape: ObjectShape, path: string, template: Target): MessagePlan["fields"] {
	const schema = messageFields(message);
	if (schema === undefined) throw new Error(`${path}: no message ${message} in the field tables`);
	const fields: (FieldReader | undefined)[] = [];
	const inlined = new Map<WireField, Record<string, Shape>>();
	for (const [key, inner] of Object.entries(shape)) {
		const field = schema.get(key);
		if (field !== undefined && field.form !== "inline") {
			fields[field.number] = compileField(field, inner, key, `${path}.${key}`, template[key]);
			continue;
		}
		const parent = [...schema.values()].find((one) => one.form === "inline" && messageFields(one.type)?.has(key));
		if (parent === undefined) throw new Error(`${path}.${key}: ${message} has no such field`);
		inlined.set(parent, { ...inlined.get(parent), [key]: inner });
	}
	for (const [parent, inner] of inlined) {
		const inside = compileFields(parent.type, inner, path, template);
		fields[parent.number] = (reader, target, type) => {
			const outer = reader.enter(type);
			readFields(inside, reader, target);
			reader.limit = outer;
		};
	}
	return Array.from(fields);
}

function compileField(field: WireField, shape: Shape, key: string, path: string, nothing: unknown): FieldReader {
	const { form, type: fieldType } = field;
	const isOne = form === "singular" || form === "pointer";
	const needsPointer = isOptional(shape) || (typeof shape === "string" && shape.startsWith("optional"));
	if (!needsPointer || form === "pointer") {
		if (shape === "count" && !isOne) return countReader(field, key);
		if (shape === "stringMap" && form === "map" && fieldType === "string") return mapReader("string", key);
		if (shape === "quantityMap" && form === "map" && fieldType === "quantity") return mapReader("quantity", key);
		if (isList(shape) && form === "repeated") return listReader(fieldType, shape[0], key, `${path}[]`);
		if (typeof shape === "string" && isOne) {
			const read = leafReader(shape, fieldType);
			if (read !== undefined) {
				return (reader, target, type) => {
					target[key] = read(reader, type);
				};
			}
		}
		if (typeof shape === "object" && !isList(shape) && isOne && messageFields(fieldType) !== undefined) {
			const inner = isOptional(shape) ? shape.shape : shape;
			return structReader(compilePlan(fieldType, inner, path), key, nothing);
		}
	}
	throw new Error(`${path}: ${shapeName(shape)} does not fit a ${form} field of ${fieldType}`);
}

/** A struct that comes in several pieces is merged, as protobuf has it. */
function structReader(plan: MessagePlan, key: string, nothing: unknown): FieldReader {
	return (reader, target, type) => {
		const outer = reader.enter(type);
		if (target[key] === nothing) target[key] = readMessage(plan, reader);
		else readMessage(plan, reader, target[key] as Target);
		reader.limit = outer;
	};
}

function listReader(fieldType: string, element: Shape, key: string, path: string): FieldReader {
	const append = (target: Target, value: unknown): void => {
		if (target[key] === emptyList) target[key] = [value];
		else (target[key] as unknown[]).push(value);
	};
	const readLeaf = typeof element === "string" ? leafReader(element, fieldType) : undefined;
	if (readLeaf !== undefined) {
		const isPackable = fieldType === "int" || fieldType === "bool";
		return (reader, target, type) => {
			if (!isPackable || type !== wireType.bytes) return append(target, readLeaf(reader, type));
			const outer = reader.enter(type);
			while (reader.position < reader.limit) append(target, readLeaf(reader, wireType.varint));
			reader.limit = outer;
		};
	}
	if (typeof element === "string" || isList(element) || isOptional(element) || messageFields(fieldType) === undefined)
		throw new Error(`${path}: ${shapeName(element)} does not fit elements of ${fieldType}`);
	const plan = compilePlan(fieldType, element, path);
	return (reader, target, type) => {
		const outer = reader.enter(type);
		append(target, readMessage(plan, reader));
		reader.limit = outer;
	};
}

function shapeName(shape: Shape): string {
	if (typeof shape === "string") return shape;
	return isList(shape) ? "a list" : isOptional(shape) ? "an optional object" : "an object";
}
