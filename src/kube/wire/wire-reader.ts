import { Malformed } from "./malformed.ts";
import { readText } from "./text-reader.ts";

/** Wire types of protobuf. @see https://protobuf.dev/programming-guides/encoding/#structure */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

const twoTo28 = 2 ** 28;
const twoTo32 = 2 ** 32;
const deepestGroup = 100;

/**
 * A cursor over protobuf bytes. `limit` is the end of the message being read; nothing is read beyond
 * it, and every violation of the format is thrown as {@link Malformed}.
 */
export class WireReader {
	readonly bytes: Buffer;
	position: number;
	limit: number;

	constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
		this.bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.position = start;
		this.limit = end;
	}

	/** The next tag: field number in the upper bits, wire type in the lowest three. */
	tag(): number {
		const first = this.bytes[this.position] as number;
		if (first < 0x80 && first > 7) {
			this.position++;
			return first;
		}
		const tag = this.unsigned();
		if (tag < 8 || tag >= twoTo32) throw new Malformed("impossible field number");
		return tag;
	}

	/** A varint as a number. Beyond 2^53 it is rounded just as `JSON.parse` rounds. */
	unsigned(): number {
		let low = 0;
		for (let shift = 0; shift < 28; shift += 7) {
			const byte = this.#byte();
			low += (byte & 0x7f) << shift;
			if (byte < 0x80) return low;
		}
		let high = 0;
		for (let shift = 0; shift < 42; shift += 7) {
			const byte = this.#byte();
			high += (byte & 0x7f) * 2 ** shift;
			if (byte >= 0x80) continue;
			// The tenth byte holds only the 64th bit.
			if (shift === 35 && byte > 1) throw new Malformed("varint of more than 64 bits");
			return high * twoTo28 + low;
		}
		throw new Malformed("varint of more than 10 bytes");
	}

	/** A varint as a signed 64-bit integer in two's complement. */
	signed(): number {
		const start = this.position;
		const value = this.unsigned();
		const isNegative = this.position - start === 10 && this.bytes[start + 9] === 1;
		return isNegative ? negative(this.bytes, start) : value;
	}

	/** The length of a length-delimited field, checked against the enclosing message. Returns its end. */
	open(type: number): number {
		if (type !== wireType.bytes) throw new Malformed(`wire type ${type} in place of ${wireType.bytes}`);
		const end = this.unsigned() + this.position;
		if (end > this.limit) throw new Malformed("field reaches beyond its message");
		return end;
	}

	/**
	 * Make the length-delimited field that starts here the message being read. Returns the limit to
	 * set again when its end was reached.
	 */
	enter(type: number): number {
		const outer = this.limit;
		this.limit = this.open(type);
		return outer;
	}

	/** A string field. */
	text(type: number): string {
		const end = this.open(type);
		const text = readText(this.bytes, this.position, end);
		this.position = end;
		return text;
	}

	/** An integer field. */
	int(type: number): number {
		if (type !== wireType.varint) throw new Malformed(`wire type ${type} in place of ${wireType.varint}`);
		return this.signed();
	}

	/** Step over a field of any wire type. */
	skip(type: number): void {
		for (let depth = 0; ; type = this.tag() & 7) {
			if (type === wireType.varint) this.unsigned();
			else if (type === wireType.bytes) this.position = this.open(type);
			else if (type === wireType.fixed64) this.#advance(8);
			else if (type === wireType.fixed32) this.#advance(4);
			else if (type === wireType.startGroup && depth < deepestGroup) depth++;
			else if (type === wireType.endGroup && depth > 0) depth--;
			else throw new Malformed(`unexpected wire type ${type}`);
			if (depth === 0) return;
			if (this.position >= this.limit) throw new Malformed("group without an end");
		}
	}

	#advance(count: number): void {
		if (this.position + count > this.limit) throw new Malformed("field reaches beyond its message");
		this.position += count;
	}

	#byte(): number {
		if (this.position >= this.limit) throw new Malformed("message ends inside a field");
		return this.bytes[this.position++] as number;
	}
}

/** The negative number in the ten bytes at `start`; negated last, so that rounding stays symmetric. */
function negative(bytes: Buffer, start: number): number {
	let low = 0;
	let high = 0;
	for (let index = 3; index >= 0; index--) low = low * 128 + ((bytes[start + index] as number) & 0x7f);
	for (let index = 9; index >= 4; index--) high = high * 128 + ((bytes[start + index] as number) & 0x7f);
	return -((2 ** 36 - 1 - high) * twoTo28 + (twoTo28 - low));
}
