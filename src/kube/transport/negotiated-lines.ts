import type { Socket } from "node:net";
import type { Clock } from "../../base/clock.ts";
import { singleFlight } from "../auth/single-flight.ts";
import type { Credential } from "../connection-target.ts";
import type { Connector } from "./connector.ts";
import type { Incoming, Lines, Outgoing } from "./exchange.ts";
import { createHttp1Lines } from "./http1-lines.ts";
import type { Http2Session } from "./http2-session.ts";

const pingTimeoutMs = 15_000;

type Opened = { readonly session: Http2Session } | "http/1.1" | { readonly error: unknown };

/**
 * Connections over TLS, where the server says in the handshake which protocol it wants: one HTTP/2
 * connection for everything, or HTTP/1.1 with a pool. Nobody else connects before the first has
 * found out.
 */
export function createNegotiatedLines(connector: Connector, credential: Credential, clock: Clock): Lines {
	const sessions = new Set<Http2Session>();
	const spare: Socket[] = [];
	let protocol: "h2" | "http/1.1" | undefined;
	let ended = false;
	const http1 = createHttp1Lines(connector, credential, clock, async (signal) => {
		const socket = spare.pop();
		return socket !== undefined && !socket.destroyed ? socket : connector.connect(credential, ["http/1.1"], signal);
	});

	const open = singleFlight(async (signal): Promise<Opened> => {
		try {
			const socket = await connector.connect(credential, ["h2", "http/1.1"], signal);
			if (ended) socket.destroy();
			protocol = "alpnProtocol" in socket && socket.alpnProtocol === "h2" ? "h2" : "http/1.1";
			if (protocol === "http/1.1") {
				spare.push(socket);
				return protocol;
			}
			const { Http2Session } = await import("./http2-session.ts");
			const session = new Http2Session(socket, connector.authority, clock, () => sessions.delete(session));
			sessions.add(session);
			return { session };
		} catch (error) {
			return { error };
		}
	});

	const attempt = async (outgoing: Outgoing): Promise<{ incoming: Incoming } | { error: unknown; reused: boolean }> => {
		let session = [...sessions].find((one) => one.isUsable);
		const reused = session !== undefined;
		while (session === undefined) {
			if (protocol === "http/1.1") return { incoming: await http1.exchange(outgoing) };
			const opened = await open(outgoing.signal);
			if (opened === undefined) return { error: outgoing.signal?.reason, reused };
			if (opened === "http/1.1") continue;
			if ("error" in opened) return { error: opened.error, reused };
			// Of very many who waited for it, some may find it full.
			session = opened.session.isUsable ? opened.session : [...sessions].find((one) => one.isUsable);
		}
		try {
			return { incoming: await session.exchange(outgoing) };
		} catch (error) {
			return { error, reused };
		}
	};

	return {
		credential,
		get openCount() {
			return sessions.size + spare.length + http1.openCount;
		},
		async exchange(outgoing) {
			const first = await attempt(outgoing);
			if ("incoming" in first) return first.incoming;
			// As with HTTP/1.1: a kept connection that turns out to be going away, and a request
			// without effects, may be tried once more.
			const mayRepeat = first.reused && ["GET", "HEAD"].includes(outgoing.method) && isClosing(first.error);
			if (!mayRepeat || outgoing.signal?.aborted) throw first.error;
			const second = await attempt(outgoing);
			if ("incoming" in second) return second.incoming;
			throw second.error;
		},
		ping(timeoutMs) {
			for (const session of sessions) session.ping(timeoutMs);
		},
		dropIdle() {
			http1.dropIdle();
			for (const session of sessions) {
				if (session.isIdle) session.destroy();
				else session.ping(pingTimeoutMs);
			}
		},
		drain() {
			http1.drain();
			for (const session of sessions) session.retire();
			for (const socket of spare) socket.destroy();
		},
		destroy() {
			ended = true;
			http1.destroy();
			for (const session of sessions) session.destroy();
			for (const socket of spare) socket.destroy();
		},
	};
}

/** The connection, not the request, was at fault. */
function isClosing(error: unknown): boolean {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	return ["ECONNRESET", "EPIPE"].includes(code) || code.startsWith("ERR_HTTP2_");
}
