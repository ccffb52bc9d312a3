import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import type { Clock, Timer } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import { failure } from "../failure.ts";
import { FailureError } from "./connection-failure.ts";
import type { Incoming, Outgoing } from "./exchange.ts";
import { closedEarly } from "./socket-event.ts";

/** Bytes of one body that may be on their way unread; Node's own 64 KB halves the speed of a long list. */
const streamWindowBytes = 2 ** 20;
const sessionWindowBytes = 16 * 2 ** 20;
/** Streams at once until the server has said how many it wants. */
const assumedStreams = 100;

/** One connection that carries many requests at a time (HTTP/2). */
export class Http2Session {
	readonly #session: ClientHttp2Session;
	readonly #authority: string;
	readonly #clock: Clock;
	#streams = 0;
	#maxStreams = assumedStreams;
	#pinging: Timer | undefined;

	/** @param socket connected, and agreed on `h2` */
	constructor(socket: Socket, authority: string, clock: Clock, onClose: () => void) {
		this.#authority = authority;
		this.#clock = clock;
		this.#session = connect(`https://${authority}`, {
			createConnection: () => socket,
			settings: { enablePush: false, initialWindowSize: streamWindowBytes },
			maxSessionMemory: 64,
		});
		this.#session.once("connect", () => this.#session.setLocalWindowSize(sessionWindowBytes));
		this.#session.on("remoteSettings", ({ maxConcurrentStreams }) => {
			if (maxConcurrentStreams !== undefined) this.#maxStreams = maxConcurrentStreams;
		});
		// What ends the session ends its streams too, and they tell whoever waits.
		this.#session.on("error", () => undefined);
		this.#session.on("close", () => {
			this.#pinging?.cancel();
			onClose();
		});
	}

	/** Whether another request may be sent on it. */
	get isUsable(): boolean {
		return !this.#session.closed && !this.#session.destroyed && this.#streams < this.#maxStreams;
	}

	get isIdle(): boolean {
		return this.#streams === 0;
	}

	/** Send a request and wait for the head of its answer. Rejects when the stream ends before. */
	exchange({ method, path, headers, body, headersTimeoutMs, signal }: Outgoing): Promise<Incoming> {
		const { host, ...others } = headers;
		const stream = this.#session.request(
			{ ":method": method, ":path": path, ":authority": String(host), ...(others as IncomingHttpHeaders) },
			{ endStream: body === undefined },
		);
		this.#streams++;
		stream.once("close", () => this.#streams--);
		return new Promise((resolve, reject) => {
			const settled = (): void => {
				timer.cancel();
				signal?.removeEventListener("abort", onAbort);
			};
			const onAbort = (): void => {
				stream.close(constants.NGHTTP2_CANCEL);
				stream.destroy(signal?.reason as Error);
			};
			const timer = this.#clock.after(headersTimeoutMs, () => {
				const message = messages.transport.headTimeout(this.#authority, headersTimeoutMs / 1000);
				stream.destroy(new FailureError(failure("timeout", message, { code: "HEAD_TIMEOUT" })));
			});
			stream.on("error", (error) => {
				settled();
				reject(error);
			});
			stream.on("close", () => {
				settled();
				reject(signal?.aborted ? (signal.reason as Error) : closedEarly());
			});
			stream.on("response", (head) => {
				settled();
				// A stream that Node closes because its connection broke ends without an error, but with a code.
				const isWhole = (): boolean => stream.rstCode === constants.NGHTTP2_NO_ERROR;
				resolve({ status: head[":status"] ?? 0, headers: plainHeaders(head), stream, isWhole });
			});
			signal?.addEventListener("abort", onAbort, { once: true });
			if (signal?.aborted) onAbort();
			else if (body !== undefined) stream.end(body);
		});
	}

	/** Ask the server, on this very connection, for a sign of life; without one in time its streams fail. */
	ping(timeoutMs: number): void {
		if (this.#pinging !== undefined || this.#session.destroyed) return;
		this.#pinging = this.#clock.after(timeoutMs, () => {
			const message = messages.transport.lost(this.#authority);
			this.#session.destroy(new FailureError(failure("unreachable", message, { code: "PING_TIMEOUT" })));
		});
		this.#session.ping(() => {
			this.#pinging?.cancel();
			this.#pinging = undefined;
		});
	}

	/** Take no further request; close when those under way have ended. */
	retire(): void {
		this.#session.close();
	}

	/** Close now. */
	destroy(): void {
		this.#session.destroy();
	}
}

function plainHeaders(head: IncomingHttpHeaders): Incoming["headers"] {
	const headers: Record<string, string | undefined> = {};
	for (const [name, value] of Object.entries(head)) {
		if (!name.startsWith(":")) headers[name] = Array.isArray(value) ? value.join(", ") : value;
	}
	return headers;
}
