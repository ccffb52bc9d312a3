import protobuf from "protobufjs/light.js";
import { schemaRoot } from "./schema.ts";
import { specialWriters } from "./special.ts";

type Writer = protobuf.Writer;
type WriteValue = (writer: Writer, value: unknown) => void;
type JsonObject = Readonly<Record<string, unknown>>;

/** Writes one field of a message, tag and all, given the JSON object that holds it. */
type WriteField = (writer: Writer, object: JsonObject) => void;

const messages = new Map<string, readonly WriteField[]>();
const sharedBytes = new WeakMap<object, { bytes?: Uint8Array }>();

/**
 * Promise that `value` is never changed and is part of many objects (a container spec, managed
 * fields), so that its encoded form is kept and copied instead of being made again.
 */
export function share<T extends object>(value: T): T {
	sharedBytes.set(value, {});
	return value;
}

/**
 * Encode a Kubernetes object as its protobuf message, from its JSON form: fields in ascending
 * order, and non-pointer fields written even when empty, as Go's generated encoder does. Fields
 * that the message lacks are left out (`kind` and `apiVersion` travel in the envelope).
 *
 * @throws Error when no such message is in the schema.
 */
export function encodeMessage(name: string, object: JsonObject): Uint8Array {
	const writer = protobuf.Writer.create();
	for (const write of fieldsOf(name)) write(writer, object);
	return writer.finish();
}

function fieldsOf(name: string): readonly WriteField[] {
	let fields = messages.get(name);
	if (fields === undefined) {
		const built: WriteField[] = [];
		fields = built;
		// Set before it is filled, for messages may contain themselves.
		messages.set(name, built);
		const type = schemaRoot().lookupType(name);
		for (const field of [...type.fieldsArray].sort((a, b) => a.id - b.id)) built.push(fieldWriter(field));
	}
	return fields;
}

function fieldWriter(field: protobuf.Field): WriteField {
	const key = typeof field.options?.["json"] === "string" ? field.options["json"] : field.name;
	if (field instanceof protobuf.MapField) return mapWriter(field, key);
	const { wire, write, empty } = valueWriter(field);
	const tag = (field.id << 3) | wire;
	if (field.repeated) {
		return (writer, object) => {
			const list = object[key];
			if (Array.isArray(list)) for (const value of list) write(writer.uint32(tag), value);
		};
	}
	// An inlined struct's fields are found in the object around it.
	if (field.options?.["inline"] === true) return (writer, object) => write(writer.uint32(tag), object);
	const always = field.options?.["always"] === true;
	return (writer, object) => {
		const value = object[key] ?? (always ? empty : undefined);
		if (value !== undefined) write(writer.uint32(tag), value);
	};
}

function mapWriter(field: protobuf.MapField, key: string): WriteField {
	const { wire, write } = valueWriter(field);
	const tag = (field.id << 3) | 2;
	const valueTag = (2 << 3) | wire;
	return (writer, object) => {
		const entries = object[key];
		if (typeof entries !== "object" || entries === null) return;
		for (const [name, value] of Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1))) {
			writer.uint32(tag).fork().uint32(10).string(name).uint32(valueTag);
			write(writer, value);
			writer.ldelim();
		}
	};
}

const VARINT = 0;
const DELIMITED = 2;
const NOTHING: JsonObject = Object.freeze({});

const scalars: Readonly<Record<string, { wire: number; empty: unknown; write: WriteValue }>> = {
	string: { wire: DELIMITED, empty: "", write: (writer, value) => void writer.string(String(value)) },
	int32: { wire: VARINT, empty: 0, write: (writer, value) => void writer.int32(Number(value)) },
	int64: { wire: VARINT, empty: 0, write: (writer, value) => void writer.int64(Number(value)) },
	bool: { wire: VARINT, empty: false, write: (writer, value) => void writer.bool(value === true) },
	bytes: {
		wire: DELIMITED,
		empty: undefined,
		write: (writer, value) =>
			void writer.bytes(value instanceof Uint8Array ? value : Buffer.from(String(value), "base64")),
	},
};

function valueWriter(field: protobuf.FieldBase): { wire: number; empty: unknown; write: WriteValue } {
	if (field.resolvedType === null) {
		const scalar = scalars[field.type];
		if (scalar === undefined) throw new Error(`no writer for ${field.fullName}, a ${field.type}`);
		return scalar;
	}
	const name = field.resolvedType.fullName.slice(1);
	const special = specialWriters[name];
	if (special !== undefined) {
		return { wire: DELIMITED, empty: special.empty, write: delimited(special) };
	}
	let fields: readonly WriteField[] | undefined;
	const write = delimited((writer, value) => {
		fields ??= fieldsOf(name);
		for (const writeField of fields) writeField(writer, value as JsonObject);
	});
	return { wire: DELIMITED, empty: NOTHING, write };
}

/** A length-delimited value; of a shared one the bytes are kept. */
function delimited(write: WriteValue): WriteValue {
	return (writer, value) => {
		const shared = typeof value === "object" && value !== null ? sharedBytes.get(value) : undefined;
		if (shared !== undefined) {
			if (shared.bytes === undefined) {
				const own = protobuf.Writer.create();
				write(own, value);
				shared.bytes = own.finish();
			}
			writer.bytes(shared.bytes);
			return;
		}
		write(writer.fork(), value);
		writer.ldelim();
	};
}
