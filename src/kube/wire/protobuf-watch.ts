import { ByteQueue } from "./byte-queue.ts";
import { BrokenOff, type EventReader, largestObjectBytes, type ObjectSink } from "./stream-reader.ts";
import { WireReader } from "./wire-reader.ts";

const lengthBytes = 4;

/**
 * Cuts a watch in protobuf into frames: a length in four bytes, big end first, and as many bytes.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/util/framer/framer.go
 */
export class ProtobufFrameReader implements EventReader {
	readonly #sink: ObjectSink;
	readonly #queue = new ByteQueue();
	#frameBytes: number | undefined;

	constructor(sink: ObjectSink) {
		this.#sink = sink;
	}

	push(slice: Uint8Array): void {
		this.#queue.push(slice);
		for (;;) {
			this.#frameBytes ??= this.#queue.take(lengthBytes)?.readUInt32BE();
			if (this.#frameBytes === undefined) return;
			if (this.#frameBytes > largestObjectBytes) {
				this.#queue.skip(this.#frameBytes);
				this.#sink.tooLarge();
			} else {
				const frame = this.#queue.take(this.#frameBytes);
				if (frame === undefined) return;
				this.#sink.object(frame, "");
			}
			this.#frameBytes = undefined;
		}
	}

	finish(): void {
		if (!this.#queue.isEmpty || this.#frameBytes !== undefined) throw new BrokenOff();
	}
}

/** A `meta.v1.WatchEvent`: type (1), object (2), a `RawExtension` whose raw (1) is an envelope. */
export interface WatchFrame {
	readonly type: string;
	/** Where the envelope begins and ends in the frame. */
	readonly start: number;
	readonly end: number;
}

/** @throws Malformed when the bytes are no watch event. */
export function readWatchFrame(frame: Buffer): WatchFrame {
	const reader = new WireReader(frame);
	let event: WatchFrame = { type: "", start: 0, end: 0 };
	while (reader.position < reader.limit) {
		const tag = reader.tag();
		if (tag >>> 3 === 1) event = { ...event, type: reader.text(tag & 7) };
		else if (tag >>> 3 === 2) {
			const outer = reader.enter(tag & 7);
			event = { ...event, ...readRaw(reader) };
			reader.limit = outer;
		} else reader.skip(tag & 7);
	}
	return event;
}

function readRaw(reader: WireReader): { readonly start: number; readonly end: number } {
	let raw = { start: reader.position, end: reader.position };
	while (reader.position < reader.limit) {
		const tag = reader.tag();
		if (tag >>> 3 !== 1) {
			reader.skip(tag & 7);
			continue;
		}
		const end = reader.open(tag & 7);
		raw = { start: reader.position, end };
		reader.position = end;
	}
	return raw;
}
