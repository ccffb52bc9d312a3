import type { Clock } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import type { Dialled } from "../transport/transport.ts";
import type { PodTunnel } from "./pod-tunnel.ts";
import { openSocketLine, type SocketLine } from "./socket-line.ts";
import { openSpdyConnection, type SpdyConnection } from "./spdy-connection.ts";
import { createSpdySession } from "./spdy-session.ts";

/** Protocol of a WebSocket whose messages are the bytes of a SPDY connection. */
export const tunnelledProtocol = "SPDY/3.1+portforward.k8s.io";

/** Sooner than for a shell: whoever is connected through it is better served by a new one. */
const silentMs = 30_000;

/** A tunnel in which each connection has streams of its own. */
export function spdyTunnel(dialled: Dialled, clock: Clock, signal: AbortSignal | undefined): PodTunnel {
	const { promise: closed, resolve } = Promise.withResolvers<Failure | undefined>();
	const connections = new Set<SpdyConnection>();
	/** Those that hold all that they may. */
	const full = new Set<number>();
	let requests = 0;
	/** Why no more connections are taken. */
	let refusal: Failure | undefined;
	let isOver = false;

	const finish = (why: Failure | undefined, words: Failure): void => {
		if (isOver) return;
		isOver = true;
		refusal ??= words;
		for (const connection of connections) connection.lost(words);
		resolve(why);
	};
	const leave = (why: Failure): void => {
		finish(why, why);
		line.close();
	};
	const session = createSpdySession((bytes) => line.send(bytes), {
		broken: (why) => leave(failure("invalid", messages.streams.brokenFrames(why))),
		goAway() {
			refusal ??= failure("unreachable", messages.streams.goingAway);
			if (connections.size === 0) leave(refusal);
		},
	});
	const line: SocketLine = openSocketLine(
		dialled,
		// A WebSocket's own ping is answered by the API server; this one by the node.
		{ clock, silentMs, signal, ping: () => session.ping() },
		{
			message: (bytes) => session.receive(bytes),
			drain() {
				for (const connection of connections) connection.drain();
			},
			closed(why) {
				const words = why ?? failure("unreachable", messages.streams.brokeOff, { code: "ECONNRESET" });
				finish(words.kind === "cancelled" ? undefined : words, words);
			},
		},
	);
	line.resume();

	return {
		halfClose: true,
		get connections() {
			return connections.size;
		},
		get takesMore() {
			return refusal === undefined && full.size === 0;
		},
		connect(port) {
			const requestId = requests++;
			const connection = openSpdyConnection({
				session,
				clock,
				port,
				requestId,
				full(isFull) {
					if (isFull) full.add(requestId);
					else full.delete(requestId);
					if (full.size > 0) line.pause();
					else line.resume();
				},
				gone() {
					connections.delete(connection);
					if (refusal !== undefined && connections.size === 0 && !isOver) leave(refusal);
				},
			});
			connections.add(connection);
			if (refusal !== undefined) connection.lost(refusal);
			return connection;
		},
		closed,
		close() {
			session.goAway();
			line.close();
		},
	};
}
