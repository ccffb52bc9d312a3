import { BodyError, type KubeResponse } from "../../../src/kube/transport/transport.ts";
import type { ListPart, WatchEvent } from "../../../src/kube/wire/codec.ts";
import { encodeMessage } from "../../../src/sim/protobuf/encode.ts";
import { envelope, watchFrame } from "../../../src/sim/protobuf/envelope.ts";

export const protobufType = "application/vnd.kubernetes.protobuf";
export const jsonType = "application/json";
export const podMessage = "k8s.io.api.core.v1.Pod";

/** A response whose body arrives in the given chunks. */
export function response(contentType: string, chunks: Iterable<Uint8Array>): KubeResponse {
	return { status: 200, headers: { "content-type": contentType }, body: eachChunk(chunks) };
}

async function* eachChunk(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	yield* chunks;
}

/** Cut bytes into chunks of one size; the last may be shorter. */
export function* chunksOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

/** Everything that a list gave, in one part. */
export async function gatherList<R>(parts: AsyncIterable<ListPart<R>>): Promise<ListPart<R> & { ends: number }> {
	const rows: R[] = [];
	let malformed = 0;
	let ends = 0;
	let end: ListPart<R>["end"];
	for await (const part of parts) {
		rows.push(...part.rows);
		malformed += part.malformed;
		if (part.end !== undefined) ends++;
		end = part.end ?? end;
	}
	return { rows, malformed, ends, ...(end === undefined ? {} : { end }) };
}

/** Every event that a watch gave, and how it ended. */
export async function gatherWatch<R>(batches: AsyncIterable<readonly WatchEvent<R>[]>) {
	const events: WatchEvent<R>[] = [];
	try {
		for await (const batch of batches) events.push(...batch);
	} catch (error) {
		if (error instanceof BodyError) return { events, failure: error.failure };
		throw error;
	}
	return { events, failure: undefined };
}

type Json = Readonly<Record<string, unknown>>;

/** Encode a length-delimited field. */
export function field(number: number, bytes: Uint8Array): Uint8Array {
	return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

export function varint(value: number): Uint8Array {
	const bytes: number[] = [];
	for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
	return Uint8Array.of(...bytes, value);
}

/** The body of a list of pods, with the list's metadata first or last. */
export function protobufList(items: readonly Uint8Array[], metadata: Json = {}, isMetadataLast = false): Uint8Array {
	const meta = field(1, encodeMessage("k8s.io.apimachinery.pkg.apis.meta.v1.ListMeta", metadata));
	const parts = [meta, ...items.map((item) => field(2, item))];
	if (isMetadataLast) parts.push(...parts.splice(0, 1));
	return envelope("v1", "PodList", Buffer.concat(parts));
}

export function jsonList(items: readonly unknown[], metadata: Json = {}): Uint8Array {
	return Buffer.from(JSON.stringify({ kind: "PodList", apiVersion: "v1", metadata, items }));
}

/** One event of a watch in protobuf; the message is taken from the object's kind. */
export function protobufEvent(type: string, object: Json): Uint8Array {
	const kind = typeof object["kind"] === "string" ? object["kind"] : "Pod";
	const message = kind === "Status" ? "k8s.io.apimachinery.pkg.apis.meta.v1.Status" : podMessage;
	return watchFrame(type, envelope("v1", kind, encodeMessage(message, object)));
}

export function jsonEvent(type: string, object: unknown): Uint8Array {
	return Buffer.from(`${JSON.stringify({ type, object })}\n`);
}
