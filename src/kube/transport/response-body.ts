import { pipeline, type Readable } from "node:stream";
import type { Clock, Timer } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import { failure } from "../failure.ts";
import { cancelled, connectionFailure, FailureError } from "./connection-failure.ts";
import type { Incoming } from "./exchange.ts";
import { closedEarly } from "./socket-event.ts";
import { BodyError } from "./transport.ts";

/** Fewer bytes than this within the longest silence are as good as none. */
const trickleBytes = 512;

/** How a body is read. */
export interface BodyReading {
	/** `host:port`, for messages. */
	readonly authority: string;
	/** Longest silence, or trickle, in milliseconds; 0 = no limit. */
	readonly idleTimeoutMs: number;
	readonly clock: Clock;
	readonly signal: AbortSignal | undefined;
	/** Called with the bytes of each chunk as they came over the wire. */
	readonly onReceived: (bytes: number) => void;
}

/**
 * The body of an answer, unpacked. Throws {@link BodyError} when it breaks off, is silent for too
 * long, or is cancelled. Leaving the loop early closes the connection.
 */
export function responseBody(incoming: Incoming, reading: BodyReading): AsyncIterable<Uint8Array> {
	const { stream } = incoming;
	const { signal } = reading;
	// From here on the stream may be destroyed with nobody reading it; that error has no other owner.
	stream.on("error", () => undefined);
	const onAbort = (): void => void stream.destroy(new FailureError(cancelled()));
	signal?.addEventListener("abort", onAbort, { once: true });
	stream.once("close", () => signal?.removeEventListener("abort", onAbort));
	if (signal?.aborted) onAbort();
	const raw = wireBytes(incoming, reading);
	return incoming.headers["content-encoding"] === "gzip" ? unpacked(raw, stream) : raw;
}

async function* wireBytes({ stream, isWhole }: Incoming, reading: BodyReading): AsyncGenerator<Uint8Array> {
	const { authority, clock, idleTimeoutMs } = reading;
	let waitedMs = 0;
	let bytes = 0;
	const watch = (): Timer | undefined => {
		if (idleTimeoutMs === 0) return undefined;
		return clock.after(idleTimeoutMs - waitedMs, () => {
			const message = messages.transport.idleTimeout(authority, idleTimeoutMs / 1000);
			stream.destroy(new FailureError(failure("timeout", message, { code: "BODY_TIMEOUT" })));
		});
	};
	let sinceMs = clock.monotonic();
	let timer = watch();
	try {
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			// No time runs while the reader is busy with a chunk: silence is the server's alone.
			timer?.cancel();
			reading.onReceived(chunk.length);
			waitedMs += clock.monotonic() - sinceMs;
			bytes += chunk.length;
			if (bytes >= trickleBytes) waitedMs = bytes = 0;
			yield chunk;
			sinceMs = clock.monotonic();
			timer = watch();
		}
		if (!isWhole()) throw closedEarly();
	} catch (error) {
		throw new BodyError(connectionFailure(error, authority));
	} finally {
		timer?.cancel();
		stream.destroy();
	}
}

async function* unpacked(raw: AsyncGenerator<Uint8Array>, wire: Readable): AsyncGenerator<Uint8Array> {
	const { createGunzip } = await import("node:zlib");
	const gunzip = createGunzip();
	// Errors of either side arrive through the loop below.
	pipeline(raw, gunzip, () => undefined);
	try {
		for await (const chunk of gunzip as AsyncIterable<Buffer>) yield chunk;
	} catch (error) {
		if (error instanceof BodyError) throw error;
		throw new BodyError(failure("invalid", messages.transport.brokenCompression));
	} finally {
		gunzip.destroy();
		// `raw` may be waiting for a chunk; only the end of the stream below wakes it.
		wire.destroy();
	}
}
