/** Types of control frames. */
export const SPDY = { synStream: 1, synReply: 2, rstStream: 3, settings: 4, ping: 6, goAway: 7 } as const;

/** A frame as it is on the wire, its headers still compressed. */
export interface SpdyFrame {
	/** One of {@link SPDY}; undefined for data. */
	readonly type: number | undefined;
	/** 0 for frames of the whole connection. */
	readonly stream: number;
	/** The sender sends no more on the stream. */
	readonly ends: boolean;
	readonly payload: Buffer;
	/** All of it, head included. */
	readonly bytes: Buffer;
}

const FLAG_FIN = 1;
const VERSION = 3;
const HEAD_BYTES = 8;
const OF_A_STREAM: ReadonlySet<number> = new Set([SPDY.synStream, SPDY.synReply, SPDY.rstStream]);
const MAY_END: ReadonlySet<number | undefined> = new Set([undefined, SPDY.synStream, SPDY.synReply]);

/** Cut a connection's bytes, which come cut anywhere, into frames. */
export function createFrameReader(): (bytes: Uint8Array) => readonly SpdyFrame[] {
	let rest: Buffer = Buffer.alloc(0);
	return (bytes) => {
		rest = Buffer.concat([rest, bytes]);
		const frames: SpdyFrame[] = [];
		while (rest.length >= HEAD_BYTES) {
			const end = HEAD_BYTES + rest.readUIntBE(5, 3);
			if (rest.length < end) break;
			frames.push(frameOf(rest.subarray(0, end)));
			rest = rest.subarray(end);
		}
		return frames;
	};
}

function frameOf(bytes: Buffer): SpdyFrame {
	const first = bytes.readUInt32BE(0);
	const payload = bytes.subarray(HEAD_BYTES);
	const type = first >>> 31 === 1 ? first & 0xffff : undefined;
	const named = type !== undefined && OF_A_STREAM.has(type) && payload.length >= 4;
	const stream = type === undefined ? first : named ? payload.readUInt32BE(0) & 0x7fffffff : 0;
	return { type, stream, ends: MAY_END.has(type) && ((bytes[4] ?? 0) & FLAG_FIN) !== 0, payload, bytes };
}

/** A frame that is no data, of one of the types in {@link SPDY}. */
export function controlFrame(type: number, payload: Uint8Array): Buffer {
	return Buffer.concat([uint32(0x80000000 + VERSION * 0x10000 + type), uint32(payload.length), payload]);
}

/** Data of a stream; `ends` says that no more follows. */
export function dataFrame(stream: number, bytes: Uint8Array, ends: boolean): Buffer {
	return Buffer.concat([uint32(stream), uint32((ends ? FLAG_FIN : 0) * 0x1000000 + bytes.length), bytes]);
}

/** A number in four bytes, big end first. */
export function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
