import {
	Agent,
	type ClientRequest,
	type ClientRequestArgs,
	request as httpRequest,
	type IncomingMessage,
} from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Clock, Timer } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import type { Credential } from "../connection-target.ts";
import { failure } from "../failure.ts";
import { FailureError } from "./connection-failure.ts";
import type { Connector } from "./connector.ts";
import type { Incoming, Lines, Outgoing } from "./exchange.ts";

/** Free connections that are kept; a burst opens more and lets them go. */
const maxFreeSockets = 16;

interface LineArgs extends ClientRequestArgs {
	readonly connectSignal?: AbortSignal | undefined;
}

type OnSocket = (error: Error | null, socket: Duplex) => void;

/** Node's keep-alive pool, over connections that our connector opens. */
class LineAgent extends Agent {
	readonly #connect: (signal: AbortSignal | undefined) => Promise<Socket>;
	readonly open = new Set<Socket>();
	readonly idle = new Set<Duplex>();
	draining = false;

	constructor(connect: (signal: AbortSignal | undefined) => Promise<Socket>) {
		super({ keepAlive: true, maxFreeSockets, scheduling: "lifo" });
		this.#connect = connect;
	}

	override createConnection(options: ClientRequestArgs, callback?: OnSocket): undefined {
		const { connectSignal } = options as LineArgs;
		this.#connect(connectSignal).then(
			(socket) => {
				this.open.add(socket);
				socket.once("close", () => {
					this.open.delete(socket);
					this.idle.delete(socket);
				});
				callback?.(null, socket);
			},
			(error: Error) => callback?.(error, undefined as unknown as Duplex),
		);
	}

	override keepSocketAlive(socket: Duplex): boolean {
		if (this.draining) return false;
		this.idle.add(socket);
		(socket as Socket).unref();
		return true;
	}

	override reuseSocket(socket: Duplex, request: ClientRequest): void {
		this.idle.delete(socket);
		super.reuseSocket(socket, request);
	}
}

/** Connections that carry one request at a time (HTTP/1.1). */
export function createHttp1Lines(
	connector: Connector,
	credential: Credential,
	clock: Clock,
	connect: (signal: AbortSignal | undefined) => Promise<Socket> = (signal) =>
		connector.connect(credential, ["http/1.1"], signal),
): Lines {
	const agent = new LineAgent(connect);
	const attempt = (outgoing: Outgoing): Promise<Incoming> => send(agent, outgoing, connector.authority, clock);
	const dropIdle = (): void => {
		for (const socket of agent.idle) socket.destroy();
	};
	return {
		credential,
		get openCount() {
			return agent.open.size;
		},
		async exchange(outgoing) {
			try {
				return await attempt(outgoing);
			} catch (error) {
				// The server closed an idle connection just as we took it: nothing was answered, so a
				// request without effects may go out again (RFC 9110, section 9.2.2), on a new one.
				if (!(error instanceof StaleLine) || !["GET", "HEAD"].includes(outgoing.method)) throw original(error);
				dropIdle();
				return await attempt(outgoing).catch((again: unknown) => {
					throw original(again);
				});
			}
		},
		// Nothing can be asked on it; the kernel's keep-alive finds a dead peer within 30 s.
		ping: () => undefined,
		dropIdle,
		drain() {
			agent.draining = true;
			dropIdle();
		},
		destroy() {
			agent.draining = true;
			for (const socket of agent.open) socket.destroy();
			agent.destroy();
		},
	};
}

/** A kept connection turned out to be closed before it gave one byte of answer. */
class StaleLine extends Error {}

function original(error: unknown): unknown {
	return error instanceof StaleLine ? error.cause : error;
}

function send(agent: Agent, outgoing: Outgoing, authority: string, clock: Clock): Promise<Incoming> {
	const { method, path, headers, body, headersTimeoutMs, signal } = outgoing;
	return new Promise((resolve, reject) => {
		let timer: Timer | undefined;
		const args: LineArgs = {
			agent,
			method,
			path,
			headers: { ...headers } as ClientRequestArgs["headers"] & object,
			connectSignal: signal,
		};
		const request = httpRequest(args);
		const settled = (): void => {
			timer?.cancel();
			signal?.removeEventListener("abort", onAbort);
		};
		const onAbort = (): void => {
			request.destroy(signal?.reason as Error);
		};
		request.on("socket", () => {
			timer = clock.after(headersTimeoutMs, () => {
				const message = messages.transport.headTimeout(authority, headersTimeoutMs / 1000);
				request.destroy(new FailureError(failure("timeout", message, { code: "HEAD_TIMEOUT" })));
			});
		});
		// Stays for good: an error after the head belongs to the body's stream, which gets it too.
		request.on("error", (error: Error & { code?: string }) => {
			settled();
			const stale = request.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE") && !signal?.aborted;
			reject(stale ? new StaleLine(error.message, { cause: error }) : error);
		});
		request.on("response", (response) => {
			settled();
			resolve(incomingOf(response));
		});
		signal?.addEventListener("abort", onAbort, { once: true });
		if (signal?.aborted) onAbort();
		else request.end(body);
	});
}

/** The head of an answer, and its body to come. */
export function incomingOf(response: IncomingMessage): Incoming {
	const headers: Record<string, string | undefined> = {};
	for (const [name, value] of Object.entries(response.headers)) {
		headers[name] = Array.isArray(value) ? value.join(", ") : value;
	}
	return {
		status: response.statusCode ?? 0,
		headers,
		stream: response,
		isWhole: () => response.complete,
	};
}
