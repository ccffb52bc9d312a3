import { constants, createDeflate, createInflate, type Deflate, type Inflate } from "node:zlib";
import { SPDY_DICTIONARY } from "./spdy-dictionary.ts";

/** Headers of a stream, by lower-case name. */
type SpdyHeaders = ReadonlyMap<string, string>;

/** What a SPDY session tells of. */
export interface SpdyListener {
	/** A stream was opened; its reply has been sent. */
	opened(stream: number, headers: SpdyHeaders): void;
	data(stream: number, bytes: Buffer): void;
	/** The other side sends no more on a stream, or has reset it. */
	ended(stream: number): void;
	/** What came in makes no sense: the connection is to be given up. */
	broken(): void;
}

/** The server's side of a SPDY/3.1 connection. */
export interface SpdySession {
	/** Take bytes as they come, cut anywhere. */
	receive(bytes: Buffer): void;
	/** Send on a stream; `ends` closes our side of it. */
	send(stream: number, bytes: Uint8Array, ends: boolean): void;
}

const SYN_STREAM = 1;
const SYN_REPLY = 2;
const RST_STREAM = 3;
const PING = 6;
const FLAG_FIN = 1;
const VERSION = 3;
const HEAD_BYTES = 8;

/**
 * Speak SPDY/3.1 as Kubernetes does: streams that the client opens, data both ways, pings; no priorities
 * and no windows, which its own implementation has neither.
 *
 * @see https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/
 */
export function openSpdy(write: (bytes: Buffer) => void, listener: SpdyListener): SpdySession {
	const headers = createHeaderCodec();
	let rest: Buffer = Buffer.alloc(0);
	// One frame after another: the compression of headers has a state.
	let queue = Promise.resolve();
	const handle = async (first: number, second: number, payload: Buffer): Promise<void> => {
		const flags = second >>> 24;
		const type = first >>> 31 === 1 ? first & 0xffff : undefined;
		const stream = type === undefined ? first : payload.length < 4 ? 0 : payload.readUInt32BE(0) & 0x7fffffff;
		if (type === undefined) listener.data(stream, payload);
		else if (type === SYN_STREAM) {
			const named = await headers.read(payload.subarray(10));
			write(controlFrame(SYN_REPLY, Buffer.concat([number(stream), await headers.write()])));
			listener.opened(stream, named);
		} else if (type === PING) write(controlFrame(PING, payload));
		if (type === RST_STREAM || ((type === undefined || type === SYN_STREAM) && (flags & FLAG_FIN) !== 0)) {
			listener.ended(stream);
		}
	};
	return {
		receive(bytes) {
			rest = Buffer.concat([rest, bytes]);
			while (rest.length >= HEAD_BYTES) {
				const [first, second] = [rest.readUInt32BE(0), rest.readUInt32BE(4)];
				const end = HEAD_BYTES + (second & 0xffffff);
				if (rest.length < end) return;
				const payload = rest.subarray(HEAD_BYTES, end);
				rest = rest.subarray(end);
				queue = queue.then(() => handle(first, second, payload)).catch(() => listener.broken());
			}
		},
		send(stream, bytes, ends) {
			const flags = ends ? FLAG_FIN : 0;
			write(Buffer.concat([number(stream), number(flags * 0x1000000 + bytes.length), bytes]));
		},
	};
}

function controlFrame(type: number, payload: Uint8Array): Buffer {
	return Buffer.concat([number(0x80000000 + VERSION * 0x10000 + type), number(payload.length), payload]);
}

function number(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

/** Header blocks: both directions are one compressed stream each, flushed after every block. */
function createHeaderCodec() {
	const inflate = createInflate({ dictionary: SPDY_DICTIONARY, finishFlush: constants.Z_SYNC_FLUSH });
	const deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
	return {
		read: async (block: Buffer): Promise<SpdyHeaders> => parseHeaders(await through(inflate, block)),
		/** A block without headers. */
		write: (): Promise<Buffer> => through(deflate, number(0)),
	};
}

function through(codec: Inflate | Deflate, bytes: Buffer): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		codec.once("error", reject);
		codec.write(bytes, () =>
			codec.flush(constants.Z_SYNC_FLUSH, () => {
				codec.off("error", reject);
				const parts: Buffer[] = [];
				for (let part = codec.read(); part !== null; part = codec.read()) parts.push(part as Buffer);
				resolve(Buffer.concat(parts));
			}),
		);
	});
}

function parseHeaders(block: Buffer): SpdyHeaders {
	const headers = new Map<string, string>();
	let at = 4;
	const text = (): string => {
		const length = block.readUInt32BE(at);
		at += 4 + length;
		return block.subarray(at - length, at).toString();
	};
	for (let left = block.readUInt32BE(0); left > 0; left--) {
		const name = text();
		headers.set(name.toLowerCase(), text());
	}
	return headers;
}
