import protobuf from "protobufjs/light.js";

const MAGIC = Uint8Array.of(0x6b, 0x38, 0x73, 0x00);

/**
 * The envelope of a message: `k8s\0`, then a `runtime.Unknown` of type, raw bytes, and two empty
 * strings.
 *
 * @see k8s.io/apimachinery `pkg/runtime/serializer/protobuf`
 */
export function envelope(apiVersion: string, kind: string, raw: Uint8Array): Uint8Array {
	return Buffer.concat([envelopeHead(apiVersion, kind, raw.length), raw, ENVELOPE_TAIL]);
}

/** What comes before the raw bytes of an envelope, for those who stream them. */
export function envelopeHead(apiVersion: string, kind: string, rawLength: number): Uint8Array {
	const typeMeta = protobuf.Writer.create().uint32(10).string(apiVersion).uint32(18).string(kind).finish();
	const head = protobuf.Writer.create().uint32(10).bytes(typeMeta).uint32(18).uint32(rawLength).finish();
	return Buffer.concat([MAGIC, head]);
}

/** What comes after the raw bytes: `contentEncoding` and `contentType`, both empty. */
export const ENVELOPE_TAIL: Uint8Array = Uint8Array.of(26, 0, 34, 0);

/** One frame of a watch: its length in four bytes, big end first, and a bare `WatchEvent` round an envelope. */
export function watchFrame(type: string, enveloped: Uint8Array): Uint8Array {
	// The heads alone are made by a writer: the object, which is all the rest, is copied once.
	const objectHead = protobuf.Writer.create().uint32(10).uint32(enveloped.length).finish();
	const objectLength = objectHead.length + enveloped.length;
	const eventHead = protobuf.Writer.create().uint32(10).string(type).uint32(18).uint32(objectLength).finish();
	const frameHead = Buffer.allocUnsafe(4);
	frameHead.writeUInt32BE(eventHead.length + objectLength);
	return Buffer.concat([frameHead, eventHead, objectHead, enveloped]);
}
