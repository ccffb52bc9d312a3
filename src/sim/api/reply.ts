import type { Form } from "./negotiate.ts";
import { PROTOBUF } from "./negotiate.ts";

/** A response with an end. */
export interface Reply {
	readonly status: number;
	readonly contentType: string;
	/** Parts of the body in order; made as they are read, so that a large list is never one buffer. */
	readonly body: Iterable<Uint8Array>;
	readonly headers?: Readonly<Record<string, string>>;
}

/** Where a watch writes. */
export interface StreamSink {
	/** Write these parts after all before them; each is made when its turn has come. */
	write(parts: Iterable<Uint8Array>): void;
	/** End the response properly. */
	end(): void;
}

/** A response that goes on until its time is over. */
export interface StreamReply {
	readonly contentType: string;
	/** Called once the head is sent; the result is called when the client has gone or {@link StreamSink.end} was. */
	readonly start: (sink: StreamSink) => () => void;
}

/** A JSON body of anything. */
export function jsonReply(value: unknown, status = 200, contentType = "application/json"): Reply {
	return { status, contentType, body: [Buffer.from(`${JSON.stringify(value)}\n`)] };
}

/** A body that is already bytes. */
export function bytesReply(bytes: Uint8Array, format: Form["format"], status = 200): Reply {
	return { status, contentType: format === "protobuf" ? PROTOBUF : "application/json", body: [bytes] };
}

/** A plain text body, as health checks send. */
export function textReply(text: string, status = 200): Reply {
	return { status, contentType: "text/plain; charset=utf-8", body: [Buffer.from(text)] };
}
