import { controlFrame, createFrameReader, dataFrame, SPDY, type SpdyFrame, uint32 } from "./spdy-frames.ts";
import { createHeaderCodec, type SpdyHeaders } from "./spdy-headers.ts";

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

/**
 * Speak SPDY/3.1 as Kubernetes does: streams that the client opens, data both ways, pings; no priorities
 * and no windows, which its own implementation has neither.
 *
 * @see https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/
 */
export function openSpdy(write: (bytes: Buffer) => void, listener: SpdyListener): SpdySession {
	const headers = createHeaderCodec();
	const read = createFrameReader();
	// One frame after another: the compression of headers has a state.
	let queue = Promise.resolve();
	const handle = async ({ type, stream, ends, payload }: SpdyFrame): Promise<void> => {
		if (type === undefined) listener.data(stream, payload);
		else if (type === SPDY.synStream) {
			const named = await headers.read(payload.subarray(10));
			const reply = Buffer.concat([uint32(stream), await headers.write(new Map())]);
			write(controlFrame(SPDY.synReply, reply));
			listener.opened(stream, named);
		} else if (type === SPDY.ping) write(controlFrame(SPDY.ping, payload));
		if (ends || type === SPDY.rstStream) listener.ended(stream);
	};
	return {
		receive(bytes) {
			for (const frame of read(bytes)) {
				queue = queue.then(() => handle(frame)).catch(() => listener.broken());
			}
		},
		send: (stream, bytes, ends) => write(dataFrame(stream, bytes, ends)),
	};
}
