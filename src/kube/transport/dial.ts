import type { IncomingMessage } from "node:http";
import type { WebSocket } from "ws";
import type { Clock } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import type { Credential } from "../connection-target.ts";
import { failure } from "../failure.ts";
import { FailureError } from "./connection-failure.ts";
import type { Connector } from "./connector.ts";
import type { Incoming } from "./exchange.ts";
import { incomingOf } from "./http1-lines.ts";
import type { RequestHeaders } from "./request-headers.ts";

/** Longer messages than this end the connection. */
const longestMessageBytes = 16 * 1024 * 1024;

/** A request to go on as a WebSocket, ready for the wire. */
export interface OutgoingDial {
	/** Path and query with the server's own prefix. */
	readonly path: string;
	readonly headers: RequestHeaders;
	/** Best first. */
	readonly protocols: readonly string[];
	readonly timeoutMs: number;
	readonly signal: AbortSignal;
}

/** The server has agreed to go on as a WebSocket. */
export interface Switched {
	readonly status: 101;
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** Paused: nothing is lost before somebody listens. */
	readonly socket: WebSocket;
	/** The one of the protocols that the server chose. */
	readonly protocol: string;
}

/**
 * Ask the server, over a connection of its own and HTTP/1.1, to go on as a WebSocket. What is answered instead is
 * given back as it is; rejects when there is no answer.
 */
export async function dial(
	connector: Connector,
	credential: Credential,
	clock: Clock,
	outgoing: OutgoingDial,
): Promise<Switched | Incoming> {
	const { path, protocols, timeoutMs, signal } = outgoing;
	const { WebSocket } = await import("ws");
	const connection = await connector.connect(credential, ["http/1.1"], signal);
	const { "accept-encoding": _unused, ...headers } = outgoing.headers;
	const socket = new WebSocket(`ws://${connector.authority}/`, {
		// The library refuses names with a slash, as SPDY's has, both ways: they are agreed on without it.
		headers: { ...headers, "sec-websocket-protocol": protocols.join(", ") } as Record<string, string>,
		createConnection: () => connection,
		finishRequest(request) {
			request.path = path;
			request.end();
		},
		perMessageDeflate: false,
		maxPayload: longestMessageBytes,
	});
	return new Promise((resolve, reject) => {
		let chosen: IncomingMessage["headers"] = {};
		const end = (reason: unknown): void => {
			settled();
			reject(reason);
			connection.destroy();
		};
		const onAbort = (): void => end(signal.reason);
		const timer = clock.after(timeoutMs, () => {
			const message = messages.transport.headTimeout(connector.authority, timeoutMs / 1000);
			end(new FailureError(failure("timeout", message, { code: "HEAD_TIMEOUT" })));
		});
		const settled = (): void => {
			timer.cancel();
			signal.removeEventListener("abort", onAbort);
		};
		signal.addEventListener("abort", onAbort, { once: true });
		socket.on("upgrade", (response) => {
			chosen = { ...response.headers };
			delete response.headers["sec-websocket-protocol"];
		});
		socket.on("unexpected-response", (_request, response) => {
			settled();
			response.once("close", () => connection.destroy());
			resolve(incomingOf(response));
		});
		// Stays for good: after the opening an error is followed by the close, which says enough.
		socket.on("error", end);
		socket.on("open", () => {
			settled();
			const protocol = chosen["sec-websocket-protocol"] ?? "";
			if (!protocols.includes(protocol)) {
				end(new FailureError(failure("invalid", messages.transport.otherProtocol(connector.authority, protocol))));
				return;
			}
			socket.pause();
			const onEnd = (): void => socket.terminate();
			signal.addEventListener("abort", onEnd, { once: true });
			socket.once("close", () => signal.removeEventListener("abort", onEnd));
			resolve({ status: 101, headers: incomingHeaders(chosen), socket, protocol });
		});
		if (signal.aborted) onAbort();
	});
}

function incomingHeaders(headers: IncomingMessage["headers"]): Readonly<Record<string, string | undefined>> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));
}
