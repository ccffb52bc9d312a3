import { messages } from "../../text/messages/messages.ts";
import { Malformed } from "./malformed.ts";
import { BrokenOff, type EventReader, largestObjectBytes, type ObjectSink } from "./stream-reader.ts";

const newline = 0x0a;

/** Cuts a watch in JSON into lines; empty ones are keep-alives. */
export class JsonLineReader implements EventReader {
	readonly #sink: ObjectSink;
	#pieces: Buffer[] = [];
	#heldBytes = 0;
	#isTooLarge = false;

	constructor(sink: ObjectSink) {
		this.#sink = sink;
	}

	push(slice: Uint8Array): void {
		const bytes = Buffer.from(slice.buffer, slice.byteOffset, slice.length);
		let start = 0;
		for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, start)) {
			this.#hold(bytes.subarray(start, at));
			this.#emit();
			start = at + 1;
		}
		// A copy, lest the few bytes of a part of a line keep the whole chunk alive.
		this.#hold(Buffer.from(bytes.subarray(start)));
	}

	/** The last line needs no newline if it is whole. */
	finish(): void {
		if (this.#isTooLarge) throw new BrokenOff();
		if (this.#heldBytes === 0) return;
		try {
			JSON.parse(Buffer.concat(this.#pieces).toString());
		} catch {
			throw new BrokenOff();
		}
		this.#emit();
	}

	#hold(bytes: Buffer): void {
		this.#heldBytes += bytes.length;
		if (this.#heldBytes > largestObjectBytes) {
			this.#isTooLarge = true;
			this.#pieces = [];
		} else if (bytes.length > 0) this.#pieces.push(bytes);
	}

	#emit(): void {
		const [only] = this.#pieces;
		if (this.#isTooLarge) this.#sink.tooLarge();
		else if (only !== undefined) this.#sink.object(this.#pieces.length === 1 ? only : Buffer.concat(this.#pieces), "");
		this.#pieces = [];
		this.#heldBytes = 0;
		this.#isTooLarge = false;
	}
}

/** @throws Malformed when the bytes are not one JSON value. */
export function parseJson(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString("utf8"));
	} catch {
		throw new Malformed(messages.wire.notJson);
	}
}
