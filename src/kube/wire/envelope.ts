import { Malformed } from "./malformed.ts";
import { WireReader } from "./wire-reader.ts";

/**
 * What every protobuf answer starts with, before a `runtime.Unknown`.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 */
export const envelopeMagic = Buffer.from("k8s\0", "latin1");

/** Field numbers of `runtime.Unknown` and of the `TypeMeta` in it. */
export const unknownField = { typeMeta: 1, raw: 2 } as const;

/** An object in its envelope: its kind, and where its own bytes are. */
export interface Envelope {
	readonly kind: string;
	readonly start: number;
	readonly end: number;
}

/** Whether bytes are an object in an envelope. */
export function isEnveloped(bytes: Uint8Array, start = 0): boolean {
	return envelopeMagic.every((byte, index) => bytes[start + index] === byte);
}

/** @throws Malformed when the bytes are no envelope. */
export function openEnvelope(bytes: Uint8Array, start = 0, end = bytes.length): Envelope {
	if (end - start < envelopeMagic.length || !isEnveloped(bytes, start)) throw new Malformed("no envelope");
	const reader = new WireReader(bytes, start + envelopeMagic.length, end);
	let envelope: Envelope = { kind: "", start: end, end };
	while (reader.position < end) {
		const tag = reader.tag();
		if (tag >>> 3 === unknownField.typeMeta) {
			const outer = reader.enter(tag & 7);
			envelope = { ...envelope, kind: readKind(reader) };
			reader.limit = outer;
		} else if (tag >>> 3 === unknownField.raw) {
			const rawEnd = reader.open(tag & 7);
			envelope = { ...envelope, start: reader.position, end: rawEnd };
			reader.position = rawEnd;
		} else reader.skip(tag & 7);
	}
	return envelope;
}

/** Read `TypeMeta` up to the reader's limit: apiVersion (1), kind (2). */
export function readKind(reader: WireReader): string {
	let kind = "";
	while (reader.position < reader.limit) {
		const tag = reader.tag();
		if (tag >>> 3 === 2) kind = reader.text(tag & 7);
		else reader.skip(tag & 7);
	}
	return kind;
}
