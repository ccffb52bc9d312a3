import type { WireField } from "./field-table.ts";
import { Malformed } from "./malformed.ts";
import { emptyRecord, setEntry } from "./normal-form.ts";
import type { Leaf } from "./shape.ts";
import { type WireReader, wireType } from "./wire-reader.ts";

/** Reads one value, given the wire type that its tag stated. */
export type LeafReader = (reader: WireReader, type: number) => unknown;

/** Reads one occurrence of a field into the object that is being filled. */
export type FieldReader = (reader: WireReader, target: Record<string, unknown>, type: number) => void;

const readInt: LeafReader = (reader, type) => reader.int(type);
const readBool: LeafReader = (reader, type) => reader.int(type) !== 0;
const readText: LeafReader = (reader, type) => reader.text(type);

const readers: Readonly<Partial<Record<Leaf, Readonly<Record<string, LeafReader>>>>> = {
	string: { string: readText },
	optionalString: { string: readText },
	int: { int: readInt },
	optionalInt: { int: readInt },
	bool: { bool: readBool },
	optionalBool: { bool: readBool },
	time: {
		time: (reader, type) => readTime(reader, type, false),
		micro: (reader, type) => readTime(reader, type, true),
	},
	quantity: { quantity: readQuantity },
	intOrString: { intstr: readIntOrString },
};

/** The reader of a leaf from a field of the given type; undefined when the two do not fit. */
export function leafReader(leaf: Leaf, fieldType: string): LeafReader | undefined {
	return readers[leaf]?.[fieldType];
}

/** Counts elements or entries without building them. */
export function countReader(field: WireField, key: string): FieldReader {
	const isPackable = field.form === "repeated" && (field.type === "int" || field.type === "bool");
	return (reader, target, type) => {
		let count = target[key] as number;
		if (isPackable && type === wireType.bytes) {
			const outer = reader.enter(type);
			for (; reader.position < reader.limit; count++) reader.unsigned();
			reader.limit = outer;
		} else {
			reader.skip(type);
			count++;
		}
		target[key] = count;
	};
}

/** One entry of a map from string to string or quantity: a message of key (1) and value (2). */
export function mapReader(value: "string" | "quantity", key: string): FieldReader {
	const readValue = value === "string" ? (reader: WireReader, type: number) => reader.text(type) : readQuantity;
	return (reader, target, type) => {
		const outer = reader.enter(type);
		let name = "";
		let text = "";
		while (reader.position < reader.limit) {
			const tag = reader.tag();
			if (tag >>> 3 === 1) name = reader.text(tag & 7);
			else if (tag >>> 3 === 2) text = readValue(reader, tag & 7);
			else reader.skip(tag & 7);
		}
		reader.limit = outer;
		if (target[key] === emptyRecord) target[key] = {};
		setEntry(target[key] as Record<string, string>, name, text);
	};
}

/** `Quantity` is a message of one string, its canonical text. */
function readQuantity(reader: WireReader, type: number): string {
	const outer = reader.enter(type);
	let text = "";
	while (reader.position < reader.limit) {
		const tag = reader.tag();
		if (tag >>> 3 === 1) text = reader.text(tag & 7);
		else reader.skip(tag & 7);
	}
	reader.limit = outer;
	return text;
}

/** `IntOrString`: type (1; 1 = string), integer (2), string (3). */
function readIntOrString(reader: WireReader, type: number): string {
	const outer = reader.enter(type);
	let isText = false;
	let integer = 0;
	let text = "";
	while (reader.position < reader.limit) {
		const tag = reader.tag();
		if (tag >>> 3 === 1) isText = reader.int(tag & 7) === 1;
		else if (tag >>> 3 === 2) integer = reader.int(tag & 7);
		else if (tag >>> 3 === 3) text = reader.text(tag & 7);
		else reader.skip(tag & 7);
	}
	reader.limit = outer;
	return isText ? text : String(integer);
}

/**
 * `Timestamp`: seconds (1), nanoseconds (2). An empty message is Go's zero time, which is `null` in
 * JSON; `Time` has whole seconds in JSON, so its nanoseconds are ignored.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/time_proto.go
 */
function readTime(reader: WireReader, type: number, isMicro: boolean): number | undefined {
	const outer = reader.enter(type);
	let isZero = true;
	let seconds = 0;
	let nanoseconds = 0;
	while (reader.position < reader.limit) {
		const tag = reader.tag();
		isZero = false;
		if (tag >>> 3 === 1) seconds = reader.int(tag & 7);
		else if (tag >>> 3 === 2) nanoseconds = reader.int(tag & 7);
		else reader.skip(tag & 7);
	}
	reader.limit = outer;
	if (nanoseconds < 0 || nanoseconds >= 1e9) throw new Malformed("nanoseconds beyond a second");
	return isZero ? undefined : seconds * 1000 + (isMicro ? Math.floor(nanoseconds / 1e6) : 0);
}
