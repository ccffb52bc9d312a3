import { dataFrame, goAwayFrame, pingFrame, resetFrame, resetStatus, synStreamFrame } from "./spdy-frames.ts";
import { createHeaderWriter } from "./spdy-header-block.ts";
import { createSpdyReader } from "./spdy-reader.ts";

/** Larger frames would make a ping, and the other streams, wait behind them. */
const longestDataBytes = 32 * 1024;

/** What one stream tells of. */
export interface SpdyStreamListener {
	/** The other side has agreed to it. */
	replied(): void;
	data(bytes: Uint8Array): void;
	/** The other side sends no more. */
	ended(): void;
	/** The other side has ended it in both directions; nothing more is told. */
	reset(): void;
}

/** Our side of a stream that we opened. */
interface SpdyStream {
	/** Send bytes; false when enough is waiting to be sent. */
	send(bytes: Uint8Array): boolean;
	/** We send no more. */
	end(): void;
	/** End it in both directions; nothing more is told of it. */
	reset(): void;
}

/** The client's side of a SPDY/3.1 connection, as Kubernetes speaks it: only the client opens streams. */
export interface SpdySession {
	/** Take bytes as they come, cut anywhere. */
	receive(bytes: Buffer): void;
	open(headers: Readonly<Record<string, string>>, listener: SpdyStreamListener): SpdyStream;
	/** Ask for a sign of life; any bytes that come are one. */
	ping(): void;
	/** Say good-bye. */
	goAway(): void;
}

/** A stream of which at least one direction is open. */
interface OpenStream {
	readonly listener: SpdyStreamListener;
	weEnded: boolean;
	theyEnded: boolean;
}

/**
 * Speak SPDY/3.1 over whatever `send` leads to, which says false when enough is waiting.
 *
 * @param told `broken`: what comes makes no sense, and the connection is of no more use; `goAway`: the other side
 *   takes no more streams, those that are open go on
 */
export function createSpdySession(
	send: (bytes: Uint8Array) => boolean,
	told: { readonly broken: (why: string) => void; readonly goAway: () => void },
): SpdySession {
	const streams = new Map<number, OpenStream>();
	const writeHeaders = createHeaderWriter();
	let nextStream = 1;
	let nextPing = 1;

	const theyEnded = (id: number): void => {
		const stream = streams.get(id);
		if (stream === undefined || stream.theyEnded) return;
		stream.theyEnded = true;
		if (stream.weEnded) streams.delete(id);
		stream.listener.ended();
	};
	const receive = createSpdyReader({
		data(id, bytes, ends) {
			const stream = streams.get(id);
			if (bytes.length > 0 && stream?.theyEnded === false) stream.listener.data(bytes);
			if (ends) theyEnded(id);
		},
		replied: (id) => streams.get(id)?.listener.replied(),
		ended: theyEnded,
		reset(id) {
			const stream = streams.get(id);
			streams.delete(id);
			stream?.listener.reset();
		},
		offered: (id) => void send(resetFrame(id, resetStatus.refusedStream)),
		// Ours are odd; what comes back of them is a sign of life like any other byte.
		ping: (id) => void (id % 2 === 0 && send(pingFrame(id))),
		goAway: told.goAway,
		broken: told.broken,
	});

	return {
		receive,
		open(headers, listener) {
			const id = nextStream;
			nextStream += 2;
			const stream: OpenStream = { listener, weEnded: false, theyEnded: false };
			streams.set(id, stream);
			send(synStreamFrame(id, writeHeaders(headers)));
			return {
				send(bytes) {
					let hasRoom = true;
					for (let at = 0; at < bytes.length; at += longestDataBytes) {
						hasRoom = send(dataFrame(id, bytes.subarray(at, at + longestDataBytes), false));
					}
					return hasRoom;
				},
				end() {
					stream.weEnded = true;
					if (stream.theyEnded) streams.delete(id);
					send(dataFrame(id, new Uint8Array(), true));
				},
				reset() {
					if (streams.delete(id)) send(resetFrame(id, resetStatus.cancel));
				},
			};
		},
		ping() {
			send(pingFrame(nextPing));
			nextPing = (nextPing + 2) % 0x8000_0000;
		},
		goAway: () => void send(goAwayFrame()),
	};
}
