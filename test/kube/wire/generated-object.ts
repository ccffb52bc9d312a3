import protobuf from "protobufjs/light.js";
import { schemaRoot } from "../../../src/sim/protobuf/schema.ts";

/** Numbers in [0, 1), the same for the same seed. @see https://github.com/bryc/code (mulberry32) */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const meta = "k8s.io.apimachinery.pkg.apis.meta.v1";
const texts = [
	"",
	"a",
	"shop",
	"registry.local/cart:1.2",
	"x".repeat(300),
	"größe",
	"日本語",
	"🙂",
	'q"\\\n\t\u0000',
	"[{",
];
const keys = ["app", "app.kubernetes.io/name", "__proto__", "7", "größe", "constructor", "toString", ""];
const quantities = ["500m", "128Mi", "0", "1e3", "2"];
const integers = [0, 1, -1, 80, 65_535, -(2 ** 31), 2 ** 31 - 1];
const longs = [...integers, 2 ** 40, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
const times = ["2026-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2038-01-19T03:14:08Z"];

/**
 * An object of a message as the API server writes it in JSON, with any of its fields: what is no
 * pointer may be left out when it is zero, and a pointer to zero is written.
 */
export function generateObject(message: string, random: () => number): Record<string, unknown> {
	const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

	const scalar = (type: string): unknown => {
		if (type === "string") return pick(texts);
		if (type === "bool") return random() < 0.5;
		if (type === "bytes") return "AAEC";
		return pick(type === "int64" ? longs : integers);
	};

	const special: Readonly<Record<string, () => unknown>> = {
		[`${meta}.Time`]: () => pick(times),
		[`${meta}.MicroTime`]: () => pick(times).replace("Z", pick([".000000Z", ".000001Z", ".999999Z", ".123000Z"])),
		[`${meta}.Duration`]: () => pick(["0s", "15.021s", "1m0s"]),
		[`${meta}.FieldsV1`]: () => ({ "f:spec": { "f:a": {} } }),
		"k8s.io.apimachinery.pkg.runtime.RawExtension": () => ({ any: [1] }),
		"k8s.io.apimachinery.pkg.api.resource.Quantity": () => pick(quantities),
		"k8s.io.apimachinery.pkg.util.intstr.IntOrString": () => pick([0, 80, -1, "http", "25%", ""]),
	};

	const value = (of: protobuf.FieldBase, depth: number): unknown => {
		if (of.resolvedType === null) return scalar(of.type);
		const name = of.resolvedType.fullName.slice(1);
		return special[name]?.() ?? struct(of.resolvedType as protobuf.Type, depth);
	};

	const struct = (type: protobuf.Type, depth: number): Record<string, unknown> => {
		const object: Record<string, unknown> = {};
		for (const of of type.fieldsArray.map((one) => one.resolve())) {
			const name = typeof of.options?.["json"] === "string" ? of.options["json"] : of.name;
			const isPointer = of.options?.["always"] !== true;
			const isKept = random() < 0.9 / depth ** 0.7;
			if (of.options?.["inline"] === true) Object.assign(object, struct(of.resolvedType as protobuf.Type, depth));
			else if (of instanceof protobuf.MapField) {
				if (isKept) object[name] = Object.fromEntries(some(() => [pick(keys), value(of, depth + 1)]));
			} else if (of.repeated) {
				if (isKept) object[name] = some(() => value(of, depth + 1));
			} else if (isKept) object[name] = value(of, depth + 1);
			// Go's omitempty leaves out zero scalars, but not structs, and not numbers that are structs to Go.
			else if (!isPointer && of.resolvedType !== null) object[name] = zero(of);
		}
		return object;
	};

	const zero = (of: protobuf.FieldBase): unknown => {
		const name = of.resolvedType?.fullName.slice(1) ?? "";
		if (name.endsWith("Time")) return null;
		if (name.endsWith(".Duration")) return "0s";
		if (name.endsWith(".Quantity")) return "0";
		if (name.endsWith(".IntOrString")) return 0;
		return {};
	};

	const some = <T>(make: () => T): T[] => Array.from({ length: Math.floor(random() * 3) }, make);

	return struct(schemaRoot().lookupType(message), 1);
}
