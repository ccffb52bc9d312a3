/** Types of control frames. @see https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/ (section 2.6) */
export const frameType = {
	synStream: 1,
	synReply: 2,
	rstStream: 3,
	settings: 4,
	ping: 6,
	goAway: 7,
	headers: 8,
	windowUpdate: 9,
} as const;

/** Why a stream is reset. */
export const resetStatus = { refusedStream: 3, cancel: 5 } as const;

const controlBit = 0x8000_0000;
const streamBits = 0x7fff_ffff;
const spdyVersion = 3;
const headBytes = 8;
const finFlag = 1;

/** The head that every frame begins with. */
export type FrameHead =
	| { readonly kind: "data"; readonly stream: number; readonly ends: boolean; readonly length: number }
	| {
			readonly kind: "control";
			readonly version: number;
			readonly type: number;
			readonly ends: boolean;
			readonly length: number;
	  };

/** Read the eight bytes of a head. */
export function readHead(bytes: Buffer): FrameHead {
	const word = bytes.readUInt32BE(0);
	const ends = ((bytes[4] ?? 0) & finFlag) !== 0;
	const length = bytes.readUIntBE(5, 3);
	if (word < controlBit) return { kind: "data", stream: word, ends, length };
	return { kind: "control", version: (word >>> 16) & 0x7fff, type: word & 0xffff, ends, length };
}

/** Bytes of a head. */
export const frameHeadBytes = headBytes;

/** The stream that the payload of a control frame is about. */
export function streamOf(payload: Buffer): number {
	return payload.readUInt32BE(0) & streamBits;
}

/** Data of a stream; `ends` says that we send no more of it. */
export function dataFrame(stream: number, bytes: Uint8Array, ends: boolean): Buffer {
	const frame = Buffer.allocUnsafe(headBytes + bytes.length);
	frame.writeUInt32BE(stream, 0);
	frame.writeUInt8(ends ? finFlag : 0, 4);
	frame.writeUIntBE(bytes.length, 5, 3);
	frame.set(bytes, headBytes);
	return frame;
}

/** Open a stream, with its headers as a {@link https://www.rfc-editor.org/rfc/rfc1950 | zlib} block. */
export function synStreamFrame(stream: number, headerBlock: Uint8Array): Buffer {
	// No stream that it belongs to, the highest priority, no slot of a client certificate.
	const payload = Buffer.alloc(10 + headerBlock.length);
	payload.writeUInt32BE(stream, 0);
	payload.set(headerBlock, 10);
	return controlFrame(frameType.synStream, payload);
}

/** End a stream at once, in both directions. */
export function resetFrame(stream: number, status: number): Buffer {
	return controlFrame(frameType.rstStream, words(stream, status));
}

/** Ask for a sign of life, or give one that was asked for. */
export function pingFrame(id: number): Buffer {
	return controlFrame(frameType.ping, words(id));
}

/** Say that all is over, and well. */
export function goAwayFrame(): Buffer {
	return controlFrame(frameType.goAway, words(0, 0));
}

function controlFrame(type: number, payload: Uint8Array): Buffer {
	const frame = Buffer.allocUnsafe(headBytes + payload.length);
	frame.writeUInt32BE(controlBit + spdyVersion * 0x1_0000 + type, 0);
	frame.writeUInt32BE(payload.length, 4);
	frame.set(payload, headBytes);
	return frame;
}

function words(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(4 * values.length);
	for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
	return bytes;
}
