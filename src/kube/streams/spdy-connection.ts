import type { Clock } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { cancelled } from "../transport/connection-failure.ts";
import { Inlet } from "./inlet.ts";
import { createListeners } from "./listeners.ts";
import { nodeCode, type TunnelConnection } from "./pod-tunnel.ts";
import type { SpdySession, SpdyStreamListener } from "./spdy-session.ts";

/** As kubectl waits for a stream's reply. */
const replyTimeoutMs = 30_000;
/** What is held for who takes nothing, before the whole tunnel has to wait. */
const heldLimitBytes = 128 * 1024;
/** More of an error's words is not kept. */
const longestErrorBytes = 4 * 1024;
/** What is taken for sending before the stream is open. */
const unsentLimitBytes = 64 * 1024;

/** One connection of a tunnel, as the tunnel sees it. */
export interface SpdyConnection extends TunnelConnection {
	/** There is room in the tunnel again. */
	drain(): void;
	/** The tunnel is no more. */
	lost(why: Failure): void;
}

/** Where a connection belongs. */
export interface SpdyConnectionOptions {
	readonly session: SpdySession;
	readonly clock: Clock;
	readonly port: number;
	/** Another for each connection of a tunnel. */
	readonly requestId: number;
	/** Whether it holds all that it may: the tunnel has to wait for it. */
	readonly full: (isFull: boolean) => void;
	/** It is closed. */
	readonly gone: () => void;
}

/**
 * Open a connection: a stream on which the other side says what went wrong, and one for the data, which name
 * their port and belong together by an id.
 *
 * @see https://github.com/kubernetes/client-go/blob/master/tools/portforward/portforward.go
 */
export function openSpdyConnection(options: SpdyConnectionOptions): SpdyConnection {
	const { session, clock, port, requestId } = options;
	const { promise: closed, resolve } = Promise.withResolvers<Failure | undefined>();
	const room = createListeners<[]>();
	const remoteEnd = createListeners<[]>();
	const unsent: Uint8Array[] = [];
	const errorWords: Uint8Array[] = [];
	let unsentBytes = 0;
	let errorBytes = 0;
	let isOpen = false;
	let isOver = false;
	let weEnded = false;
	const ended = { data: false, errors: false };

	const inlet = new Inlet({ limitBytes: heldLimitBytes, full: options.full, empty: () => settleWhenTaken() });
	const timer = clock.after(replyTimeoutMs, () =>
		finish(failure("timeout", messages.streams.noReply(port, replyTimeoutMs / 1000))),
	);
	const finish = (why: Failure | undefined): void => {
		if (isOver) return;
		isOver = true;
		timer.cancel();
		data.reset();
		errors.reset();
		inlet.clear();
		options.gone();
		resolve(why);
	};
	let endIsTold = false;
	/** The end of the data is told after the last of it; the connection's, when its errors have ended as well. */
	const settleWhenTaken = (): void => {
		if (isOver || !inlet.isEmpty) return;
		if (ended.data && !endIsTold) {
			endIsTold = true;
			remoteEnd.tell();
		}
		if (ended.data && ended.errors) finish(undefined);
	};
	const refused = (): void =>
		finish(failure("unreachable", (isOpen ? messages.streams.resetStream : messages.streams.refusedStream)(port)));

	const common: Pick<SpdyStreamListener, "replied" | "reset"> = { replied: () => undefined, reset: refused };
	const errors = session.open(headers("error", port, requestId), {
		...common,
		data(bytes) {
			if (errorBytes < longestErrorBytes) errorWords.push(Uint8Array.from(bytes.subarray(0, longestErrorBytes)));
			errorBytes += bytes.length;
		},
		ended() {
			ended.errors = true;
			if (errorBytes > 0) finish(saidByNode(errorWords));
			else settleWhenTaken();
		},
	});
	// We say nothing there.
	errors.end();
	const data = session.open(headers("data", port, requestId), {
		...common,
		replied() {
			if (isOpen || isOver) return;
			isOpen = true;
			timer.cancel();
			let hasRoom = true;
			for (const bytes of unsent) hasRoom = data.send(bytes);
			unsent.length = 0;
			if (weEnded) data.end();
			if (hasRoom && unsentBytes >= unsentLimitBytes) room.tell();
			unsentBytes = 0;
		},
		data: (bytes) => inlet.take(bytes, undefined),
		ended() {
			ended.data = true;
			settleWhenTaken();
		},
	});

	return {
		write(bytes) {
			if (isOver || weEnded) return true;
			if (isOpen) return data.send(bytes);
			unsent.push(Uint8Array.from(bytes));
			unsentBytes += bytes.length;
			return unsentBytes < unsentLimitBytes;
		},
		onDrain: (listener) => room.add(listener),
		end() {
			if (isOver || weEnded) return;
			weEnded = true;
			if (isOpen) data.end();
		},
		onData: (listener) => inlet.listen(listener),
		onEnd: (listener) => remoteEnd.add(listener),
		pause: () => inlet.pause(),
		resume: () => inlet.resume(),
		close: () => finish(cancelled()),
		closed,
		drain: () => room.tell(),
		lost: finish,
	};
}

/** What the node says of a connection, mostly that it could not be made. */
export function saidByNode(words: readonly Uint8Array[]): Failure {
	return failure("unreachable", Buffer.concat(words).toString("utf8"), { code: nodeCode });
}

function headers(streamType: "error" | "data", port: number, requestId: number): Readonly<Record<string, string>> {
	return { streamtype: streamType, port: String(port), requestid: String(requestId) };
}
