import type protobuf from "protobufjs/light.js";
import type { Json } from "./client.ts";

/** What an envelope holds. */
export interface Envelope {
	readonly typeMeta: { readonly apiVersion: string; readonly kind: string };
	readonly raw: Uint8Array;
}

/** Open an envelope: `k8s\0` and a `runtime.Unknown`. */
export function readEnvelope(root: protobuf.Root, bytes: Uint8Array): Envelope {
	const magic = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
	if (magic !== "k8s\0") throw new Error(`not an envelope: ${JSON.stringify(magic)}`);
	const type = root.lookupType("k8s.io.apimachinery.pkg.runtime.Unknown");
	return type.toObject(type.decode(bytes.subarray(4))) as Envelope;
}

/** The JSON form of a message, without what is empty, by protobufjs' own reflection. */
export function decodeObject(root: protobuf.Root, name: string, raw: Uint8Array): Readonly<Record<string, unknown>> {
	root.resolveAll();
	const type = root.lookupType(name);
	return dropEmpty(jsonOf(type, type.toObject(type.decode(raw), { longs: Number })));
}

const special: Readonly<Record<string, (value: Json) => unknown>> = {
	Time: ({ seconds = 0 }) => (seconds === 0 ? "" : new Date(seconds * 1000).toISOString().replace(".000Z", "Z")),
	MicroTime: ({ seconds = 0, nanos = 0 }) =>
		seconds === 0
			? ""
			: `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(nanos / 1000).padStart(6, "0")}Z`,
	Quantity: ({ string }) => string,
	IntOrString: ({ type, intVal, strVal }) => (type === 1 ? strVal : intVal),
	Duration: ({ duration = 0 }) => `${duration / 1e9}s`,
	FieldsV1: ({ Raw }) => JSON.parse(Buffer.from(Raw).toString()),
};

function jsonOf(type: protobuf.Type, message: Json): Json {
	const convert = special[type.name];
	if (convert !== undefined) return convert(message);
	const out: Record<string, unknown> = {};
	for (const field of type.fieldsArray) {
		const value = message[field.name];
		if (value === undefined) continue;
		const one = (item: Json): Json => {
			if (field.type === "bytes") return Buffer.from(item).toString("base64");
			return field.resolvedType === null ? item : jsonOf(field.resolvedType as protobuf.Type, item);
		};
		if (field.repeated) out[field.name] = value.map(one);
		else if (field.map)
			out[field.name] = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, one(item)]));
		else if (field.options?.["inline"] === true) Object.assign(out, one(value));
		else out[field.name] = one(value);
	}
	return out;
}

/** Leave out nulls, empty texts, zeros, falses, and what holds nothing else. */
export function dropEmpty(value: Json): Json {
	if (Array.isArray(value)) return value.map(dropEmpty);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.map(([key, field]) => [key, key === "fieldsV1" ? field : dropEmpty(field)] as const)
			.filter(([, field]) => !isEmpty(field)),
	);
}

function isEmpty(value: unknown): boolean {
	if (value === null || value === undefined || value === "" || value === 0 || value === false) return true;
	return typeof value === "object" && Object.keys(value).length === 0;
}
