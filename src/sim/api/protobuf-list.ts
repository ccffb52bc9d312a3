import { encodeMessage } from "../protobuf/encode.ts";
import { ENVELOPE_TAIL, envelopeHead } from "../protobuf/envelope.ts";
import { metaMessageName } from "../protobuf/schema.ts";
import { PROTOBUF } from "./negotiate.ts";
import type { Reply } from "./reply.ts";

/** What a list is, before its items. */
export interface ListHead {
	readonly apiVersion: string;
	/** E.g. `PodList`. */
	readonly kind: string;
	readonly metadata: object;
}

/** A list in protobuf of items that are bare messages already. */
export function protobufList(head: ListHead, items: readonly Uint8Array[]): Reply {
	return { status: 200, contentType: PROTOBUF, body: listBytes(head, items) };
}

/** Field 2 (`items`) of every list message, length-delimited. */
const ITEMS_TAG = 18;

function* listBytes({ apiVersion, kind, metadata }: ListHead, items: readonly Uint8Array[]): Iterable<Uint8Array> {
	const meta = delimited(10, encodeMessage(metaMessageName("ListMeta"), { ...metadata }));
	// The envelope states its length before its content, so everything is encoded before anything is sent.
	let length = meta.length;
	for (const item of items) length += 1 + varintLength(item.length) + item.length;
	yield envelopeHead(apiVersion, kind, length);
	yield meta;
	for (const item of items) yield delimited(ITEMS_TAG, item);
	yield ENVELOPE_TAIL;
}

function delimited(tag: number, bytes: Uint8Array): Uint8Array {
	const size = varintLength(bytes.length);
	const out = Buffer.allocUnsafe(1 + size + bytes.length);
	out[0] = tag;
	let rest = bytes.length;
	for (let index = 1; index <= size; index++) {
		out[index] = (rest & 0x7f) | (index < size ? 0x80 : 0);
		rest >>>= 7;
	}
	out.set(bytes, 1 + size);
	return out;
}

function varintLength(value: number): number {
	let length = 1;
	for (let rest = value >>> 7; rest > 0; rest >>>= 7) length++;
	return length;
}
