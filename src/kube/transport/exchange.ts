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
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** Must be read to the end or destroyed; ends with an error when the connection breaks. */
	readonly stream: Readable;
	/** After the stream's end: whether the body has come whole, or only ended because the connection did. */
	isWhole(): boolean;
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
	/**
	 * Ask for a sign of life on each connection that can be asked (HTTP/2). One that gives none in
	 * time is closed, and what it carries fails.
	 */
	ping(timeoutMs: number): void;
	/** Close what is idle now, and ask for a sign of life on the rest: no new request may wait on a dead connection. */
	dropIdle(): void;
	/** Close each connection as soon as it is idle; none is reused. */
	drain(): void;
	/** Close everything now. */
	destroy(): void;
}
