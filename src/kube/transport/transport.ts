import type { WebSocket } from "ws";
import type { Result } from "../../base/result.ts";
import type { Readable } from "../../base/store.ts";
import type { Failure } from "../failure.ts";

/** A request to the API server of one context. */
export interface KubeRequest {
	readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
	/** Absolute path below the server's base, e.g. `/api/v1/pods`; segments already encoded. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
	/** `Accept`; JSON when left out. */
	readonly accept?: string;
	readonly contentType?: string;
	readonly body?: string | Uint8Array;
	/** Ends the request and its body; the result is then a `cancelled` failure. */
	readonly signal?: AbortSignal;
	/** From the request being sent to the response's head. Default 30,000. */
	readonly headersTimeoutMs?: number;
	/** Longest silence in the body, for which a trickle counts too (under 512 bytes in that time); 0 = none (a watch). Default 30,000. */
	readonly idleTimeoutMs?: number;
	/** What counters file this under: `pods`, `discovery`, `metrics` ... */
	readonly purpose: string;
}

/** A response whose head has arrived with a 2xx status; anything else is a {@link Failure}. */
export interface KubeResponse {
	readonly status: number;
	/** Header values by lower-case name. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	/**
	 * The body as it arrives, decompressed. Must be read to the end or cancelled by the signal.
	 * A connection that breaks (or an idle time-out) throws {@link BodyError}.
	 */
	readonly body: AsyncIterable<Uint8Array>;
}

/** How a body ends when it does not end well. */
export class BodyError extends Error {
	readonly failure: Failure;
	constructor(failure: Failure) {
		super(failure.message);
		this.name = "BodyError";
		this.failure = failure;
	}
}

/** A request to go on as a WebSocket: exec, attach, port-forward. */
export interface DialRequest {
	/** As in {@link KubeRequest}. */
	readonly path: string;
	/** Of a list each value is sent by itself: `command=ls&command=-l`. */
	readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
	/** What is to be spoken, best first, e.g. `v5.channel.k8s.io`. */
	readonly protocols: readonly string[];
	/** Ends the connection, open or not. */
	readonly signal?: AbortSignal;
	readonly purpose: string;
}

/** An open WebSocket. It is paused: whoever takes it listens, then calls its `resume`. */
export interface Dialled {
	readonly socket: WebSocket;
	/** The one of the protocols that the server chose. */
	readonly protocol: string;
}

/** Requests and bytes since the start, by purpose. */
export interface TrafficCount {
	readonly requests: number;
	readonly receivedBytes: number;
	readonly sentBytes: number;
}

/** What is known of the connection as a whole. */
export interface ConnectionState {
	/** `down` from the first failed connection until the probe succeeds. */
	readonly state: "unknown" | "up" | "down";
	/** Wall-clock milliseconds since when. */
	readonly sinceMs: number;
	readonly failure?: Failure;
}

/** The one way to an API server: pooled connections, time-outs, authentication, guard, counters. */
export interface Transport extends AsyncDisposable {
	/** Send a request. Retries nothing but a 401 (once, after one refresh shared by all callers). */
	request(request: KubeRequest): Promise<Result<KubeResponse, Failure>>;
	/**
	 * Ask the server to go on as a WebSocket, on a connection of its own. Refused before anything is sent where only
	 * reading is allowed: what it leads to runs or reaches something, whatever the method is.
	 */
	dial(request: DialRequest): Promise<Result<Dialled, Failure>>;
	/**
	 * Ask for a sign of life: one small GET on a connection of its own, never queued behind the rate
	 * cap and never retried. Any HTTP answer at all that comes to its end, be it 401 or 500, is a success; else
	 * `unreachable`, or `timeout` after `timeoutMs`. Sets {@link connection}. The caller sees to it
	 * that only one is in flight.
	 */
	probe(options: { readonly timeoutMs: number; readonly signal?: AbortSignal }): Promise<Result<void, Failure>>;
	readonly connection: Readable<ConnectionState>;
	/** Server clock minus ours, in milliseconds, learned from `Date` headers; 0 until known. */
	readonly clockSkewMs: Readable<number>;
	traffic(): ReadonlyMap<string, TrafficCount>;
}
