import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import type { Reply } from "../api/reply.ts";
import type { AnyResponse } from "./listener.ts";

/** Bodies above this are compressed for those who accept it. @see k8s.io/apiserver `responsewriters` */
const GZIP_THRESHOLD_BYTES = 128 * 1024;
const BATCH_BYTES = 64 * 1024;

/**
 * Send a reply that has an end. Its body is written to `out`, which is the response or something that leads
 * to it. Resolves when it is sent or the client has gone.
 */
export async function sendReply(
	response: AnyResponse,
	reply: Reply,
	acceptEncoding: string,
	out: Writable,
): Promise<void> {
	const parts = batches(reply.body)[Symbol.iterator]();
	const first: Uint8Array[] = [];
	let size = 0;
	let done = false;
	while (!done && size <= GZIP_THRESHOLD_BYTES) {
		const next = parts.next();
		done = next.done === true;
		if (next.done !== true) {
			first.push(next.value);
			size += next.value.length;
		}
	}
	setHead(response, reply.status, { "Content-Type": reply.contentType, ...reply.headers });
	if (done) {
		response.setHeader("Content-Length", size);
		out.end(Buffer.concat(first));
		return;
	}
	const body = Readable.from(joined(first, parts), { objectMode: false, highWaterMark: BATCH_BYTES });
	try {
		if (/\bgzip\b/.test(acceptEncoding)) {
			setHead(response, reply.status, { "Content-Encoding": "gzip", Vary: "Accept-Encoding" });
			await pipeline(body, createGzip({ level: constants.Z_BEST_SPEED }), out);
		} else {
			await pipeline(body, out);
		}
	} catch (error) {
		// A client that leaves in the middle of a body is no failure of ours.
		if (!response.destroyed) throw error;
	}
}

/** Say how a response begins; it is sent with its first byte. */
export function setHead(response: AnyResponse, status: number, headers: Readonly<Record<string, string>>): void {
	response.statusCode = status;
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Gather small parts, so that a list of many objects is not as many writes. */
function* batches(parts: Iterable<Uint8Array>): Iterable<Uint8Array> {
	let waiting: Uint8Array[] = [];
	let size = 0;
	for (const part of parts) {
		waiting.push(part);
		size += part.length;
		if (size < BATCH_BYTES) continue;
		yield Buffer.concat(waiting);
		waiting = [];
		size = 0;
	}
	if (size > 0) yield Buffer.concat(waiting);
}

function* joined(first: readonly Uint8Array[], rest: Iterator<Uint8Array>): Iterable<Uint8Array> {
	yield* first;
	for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
}
