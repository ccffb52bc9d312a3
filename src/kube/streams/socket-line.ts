import type { Clock, Timer } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { cancelled } from "../transport/connection-failure.ts";
import type { Dialled } from "../transport/transport.ts";

const pingEveryMs = 5_000;
/** A server that does not answer a good-bye is left without one. */
const goodbyeMs = 1_000;
/** More than this waiting to be sent is enough, and less than the lower one is room again. */
const fullBytes = 256 * 1024;
const roomBytes = 64 * 1024;
const normalClosure = 1000;
/** What the library says of a connection that ended without a good-bye. @see RFC 6455, section 7.4.1 */
const noGoodbye = 1006;

/** What an open WebSocket tells of. */
export interface LineListener {
	/** The bytes of one message, which may be none. */
	message(bytes: Buffer): void;
	/** There is room again after a `send` that said false. */
	drain(): void;
	/** Once, after the last message: why it is over; undefined when the server said good-bye as agreed. */
	closed(failure: Failure | undefined): void;
}

/** How a line is watched over. */
export interface LineOptions {
	readonly clock: Clock;
	/** With nothing heard for so long (neither bytes nor answers to our pings) the line is given up. */
	readonly silentMs: number;
	/** What gave the line its life; decides whether an end is `cancelled`. */
	readonly signal?: AbortSignal | undefined;
	/** Ask for a sign of life; a WebSocket's own ping when left out. */
	readonly ping?: () => void;
}

/** An open WebSocket that is known to live: pinged each 5 s, and given up when it goes silent. It begins paused. */
export interface SocketLine {
	/** Send a message; false when enough is waiting: go on after `drain`. */
	send(bytes: Uint8Array): boolean;
	/** Take no more messages. Until {@link resume} nobody asks whether the line lives: its answers would not be heard. */
	pause(): void;
	resume(): void;
	/** Say good-bye and leave; `closed` is told `cancelled` at once, and nothing after it. */
	close(): void;
}

/** Take over an open WebSocket. */
export function openSocketLine(
	{ socket }: Dialled,
	{ clock, silentMs, signal, ping = () => socket.ping() }: LineOptions,
	listener: LineListener,
): SocketLine {
	let heardAtMs = clock.monotonic();
	let paused = true;
	let over = false;
	let full = false;
	let watch: Timer | undefined;

	const end = (why: Failure | undefined): void => {
		if (over) return;
		over = true;
		watch?.cancel();
		listener.closed(why);
	};
	const lookAfter = (): void => {
		const silentForMs = clock.monotonic() - heardAtMs;
		if (silentForMs >= silentMs) {
			end(failure("timeout", messages.streams.silent(Math.round(silentMs / 1000)), { code: "SILENT" }));
			socket.terminate();
			return;
		}
		watch = clock.after(Math.min(pingEveryMs, silentMs - silentForMs), () => {
			if (socket.readyState === socket.OPEN) ping();
			lookAfter();
		});
	};
	const heard = (): void => {
		heardAtMs = clock.monotonic();
	};
	const sent = (): void => {
		if (!full || over || socket.bufferedAmount > roomBytes) return;
		full = false;
		listener.drain();
	};

	socket.on("message", (data) => {
		heard();
		if (!over) listener.message(data as Buffer);
	});
	socket.on("pong", heard);
	socket.on("ping", heard);
	let problem: Error | undefined;
	socket.on("error", (error) => {
		problem ??= error;
	});
	socket.on("close", (code, reason) => {
		if (signal?.aborted) end(cancelled());
		else if (isUnreadable(problem)) end(failure("invalid", messages.streams.unreadable(problem.message)));
		else if (code === normalClosure) end(undefined);
		else if (code === noGoodbye) end(failure("unreachable", messages.streams.brokeOff, { code: "ECONNRESET" }));
		else end(failure("server", messages.streams.closedByServer(code, reason.toString()), { code: String(code) }));
	});

	return {
		send(bytes) {
			if (over || socket.readyState !== socket.OPEN) return true;
			socket.send(bytes, sent);
			full ||= socket.bufferedAmount >= fullBytes;
			return !full;
		},
		pause() {
			if (paused || over) return;
			paused = true;
			watch?.cancel();
			socket.pause();
		},
		resume() {
			if (!paused || over) return;
			paused = false;
			heard();
			lookAfter();
			socket.resume();
		},
		close() {
			if (over) return;
			end(cancelled());
			socket.close(normalClosure);
			const timer = clock.after(goodbyeMs, () => socket.terminate());
			socket.once("close", () => timer.cancel());
			// The good-bye that answers ours is to be heard.
			socket.resume();
		},
	};
}

/** The library's own errors are about frames that no server may send; all others are about the connection. */
function isUnreadable(problem: Error | undefined): problem is Error {
	return problem !== undefined && "code" in problem && String(problem.code).startsWith("WS_ERR_");
}
