import type { Readable } from "node:stream";
import type { Credential } from "../connection-target.ts";

/** One request, ready for the wire. */
export interface Outgoing {
	readonly method: string;
	/** Path and query with the server's own prefix. */
	readonly path: string;
	/** Lower-case names; an array is a header sent several times. */
	readonly headers: Readonly<Record<string, string | readonly string[]>>;
	readonly body: string | Uint8Array | undefined;
	readonly headersTimeoutMs: number;
	readonly signal: AbortSignal | undefined;
}

/** The head of an answer, and its body as it is on the wire. */
export interface Incoming {
	readonly status: number;
	readonly statusText: string;
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** Must be read to the end or destroyed; ends with an error when the connection breaks. */
	readonly stream: Readable;
}

/** The open connections of one credential. */
export interface Lines {
	readonly credential: Credential;
	/** Connections that are open now. */
	readonly openCount: number;
	/**
	 * Send a request and wait for the head of its answer. Rejects with an error whose
	 * `connectionFailure` says why; then nothing of this request is left open.
	 */
	exchange(outgoing: Outgoing): Promise<Incoming>;
	/** Close what is idle now: a new request gets a new connection. */
	dropIdle(): void;
	/** Close each connection as soon as it is idle; none is reused. */
	drain(): void;
	/** Close everything now. */
	destroy(): void;
}
