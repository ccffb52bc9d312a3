import { constants, createDeflate, createInflate, type Deflate, type Inflate } from "node:zlib";
import { SPDY_DICTIONARY } from "./spdy-dictionary.ts";
import { uint32 } from "./spdy-frames.ts";

/** Headers of a stream, by lower-case name. */
export type SpdyHeaders = ReadonlyMap<string, string>;

/**
 * The header blocks of one side of a connection. Each direction is one compressed stream, flushed after
 * every block: blocks have to be read in the order in which they were written.
 */
export function createHeaderCodec() {
	const inflate = createInflate({ dictionary: SPDY_DICTIONARY, finishFlush: constants.Z_SYNC_FLUSH });
	const deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
	return {
		read: async (block: Buffer): Promise<SpdyHeaders> => parseHeaders(await through(inflate, block)),
		write: (headers: SpdyHeaders): Promise<Buffer> => through(deflate, formatHeaders(headers)),
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

function formatHeaders(headers: SpdyHeaders): Buffer {
	const text = (value: string): Buffer[] => [uint32(Buffer.byteLength(value)), Buffer.from(value)];
	return Buffer.concat([uint32(headers.size), ...[...headers].flat().flatMap(text)]);
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
