import protobuf from "protobufjs/light.js";
import { schemaRoot } from "./schema.ts";

type JsonObject = Record<string, unknown>;

const META = "k8s.io.apimachinery.pkg.apis.meta.v1.";

/** JSON forms of the messages that marshal themselves; the reverse of the writers in `special.ts`. */
const specialReaders: Readonly<Record<string, (value: JsonObject) => unknown>> = {
	[`${META}Time`]: (value) => timeOf(value, 0),
	[`${META}MicroTime`]: (value) => timeOf(value, 6),
	[`${META}FieldsV1`]: ({ Raw, raw }) => rawJson(Raw ?? raw),
	"k8s.io.apimachinery.pkg.runtime.RawExtension": ({ raw }) => rawJson(raw),
	"k8s.io.apimachinery.pkg.api.resource.Quantity": ({ string: text }) => text ?? "0",
	"k8s.io.apimachinery.pkg.util.intstr.IntOrString": ({ type, intVal, strVal }) =>
		Number(type) === 1 ? strVal : (intVal ?? 0),
};

/**
 * The JSON form of an object that a client sent as a protobuf message. Empty fields that Go writes
 * whether they are set or not are left out, as `omitempty` does.
 *
 * @throws Error when there is no such message or the bytes are none
 */
export function decodeMessage(name: string, bytes: Uint8Array): JsonObject {
	const type = schemaRoot().lookupType(name);
	return objectOf(type, type.toObject(type.decode(bytes), { longs: Number }));
}

function objectOf(type: protobuf.Type, message: JsonObject): JsonObject {
	const object: JsonObject = {};
	for (const field of type.fieldsArray) {
		const value = message[field.name];
		if (value === undefined) continue;
		const json = fieldOf(field, value);
		if (field.options?.["inline"] === true) Object.assign(object, json);
		else if (field.options?.["always"] !== true || !isEmpty(json)) {
			object[typeof field.options?.["json"] === "string" ? field.options["json"] : field.name] = json;
		}
	}
	return object;
}

function fieldOf(field: protobuf.Field, value: unknown): unknown {
	if (field instanceof protobuf.MapField) {
		return Object.fromEntries(Object.entries(value as JsonObject).map(([key, one]) => [key, valueOf(field, one)]));
	}
	return field.repeated ? (value as readonly unknown[]).map((one) => valueOf(field, one)) : valueOf(field, value);
}

function valueOf(field: protobuf.FieldBase, value: unknown): unknown {
	if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
	if (!(field.resolvedType instanceof protobuf.Type)) return value;
	const read = specialReaders[field.resolvedType.fullName.slice(1)];
	return read === undefined ? objectOf(field.resolvedType, value as JsonObject) : read(value as JsonObject);
}

function isEmpty(value: unknown): boolean {
	if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
	return value === "" || value === 0 || value === false || value === null;
}

function timeOf({ seconds, nanos }: JsonObject, digits: number): string | null {
	if (seconds === undefined) return null;
	const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
	const fraction = digits === 0 ? "" : `.${String(Math.floor(Number(nanos ?? 0) / 1000)).padStart(digits, "0")}`;
	return `${text}${fraction}Z`;
}

function rawJson(raw: unknown): unknown {
	return raw instanceof Uint8Array && raw.length > 0 ? JSON.parse(Buffer.from(raw).toString()) : undefined;
}
