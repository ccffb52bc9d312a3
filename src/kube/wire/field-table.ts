import { fieldTables } from "./fields.generated.ts";

/** How one field of a message stands in the bytes and in JSON. */
export interface WireField {
	readonly number: number;
	readonly form: "singular" | "pointer" | "repeated" | "map" | "inline";
	/** `string`, `bytes`, `bool`, `int`, `time`, `micro`, `quantity`, `intstr`, `opaque`, or a message in full. */
	readonly type: string;
}

const metaPackage = "k8s.io.apimachinery.pkg.apis.meta.v1";
const scalarTypes = new Set(["string", "bytes", "bool", "int", "time", "micro", "quantity", "intstr", "opaque"]);
const forms: Readonly<Record<string, WireField["form"]>> = {
	"": "singular",
	"*": "pointer",
	"+": "repeated",
	"%": "map",
	"<": "inline",
};
const parsed = new Map<string, ReadonlyMap<string, WireField>>();

/** The fields of a message by their name in JSON; undefined for a message that is not in the tables. */
export function messageFields(message: string): ReadonlyMap<string, WireField> | undefined {
	let fields = parsed.get(message);
	if (fields !== undefined) return fields;
	const dot = message.lastIndexOf(".");
	const packageName = message.slice(0, dot);
	const text = fieldTables[packageName]?.[message.slice(dot + 1)];
	if (typeof text !== "string") return undefined;
	fields = new Map(text.split(" ").map((entry) => parseField(entry, packageName)));
	parsed.set(message, fields);
	return fields;
}

function parseField(entry: string, packageName: string): [name: string, field: WireField] {
	const [, name = "", number = "", form = "", type = ""] = /^(\w+)=(\d+)([*+%<]?):(.+)$/.exec(entry) ?? [];
	return [name, { number: Number(number), form: forms[form] ?? "singular", type: fullType(type, packageName) }];
}

function fullType(type: string, packageName: string): string {
	if (scalarTypes.has(type) || type.includes(".")) return type;
	return type.startsWith("^") ? `${metaPackage}.${type.slice(1)}` : `${packageName}.${type}`;
}
