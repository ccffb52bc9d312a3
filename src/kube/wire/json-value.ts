import { largestObjectBytes } from "./stream-reader.ts";

const quote = 0x22;
const backslash = 0x5c;

/** What a byte outside strings does: a quote begins a string, brackets change the depth. */
const quoteMark = 2;
const marks = new Int8Array(256);
marks[quote] = quoteMark;
for (const opening of [0x5b, 0x7b]) marks[opening] = 1;
for (const closing of [0x5d, 0x7d]) marks[closing] = -1;

/** Follows one JSON value across slices to its last byte, by quotes and brackets alone. */
export class JsonValueScanner {
	#isWanted = false;
	#isScalar = false;
	#isInString = false;
	#isEscaped = false;
	#depth = 0;
	#pieces: Buffer[] = [];
	#heldBytes = 0;
	#isWhole = false;

	/** Begin a value whose first byte is `first`; one that is not wanted is not held. */
	begin(first: number, isWanted: boolean): void {
		this.#isWanted = isWanted;
		this.#isScalar = first !== quote && marks[first] !== 1;
		this.#isInString = false;
		this.#isEscaped = false;
		this.#depth = 0;
		this.#pieces = [];
		this.#heldBytes = 0;
		this.#isWhole = false;
	}

	/** The last byte was seen. */
	get isWhole(): boolean {
		return this.#isWhole;
	}

	/** The value is larger than may be held. */
	get isTooLarge(): boolean {
		return this.#heldBytes > largestObjectBytes;
	}

	/** Go on from `start`. Returns where the value, or the slice, ends. */
	scan(slice: Buffer, start: number): number {
		const at = this.#isScalar ? this.#scanScalar(slice, start) : this.#scanNested(slice, start);
		if (this.#isWanted) this.#hold(slice.subarray(start, at));
		return at;
	}

	/** The bytes of a whole value that was wanted and is not too large. */
	bytes(): Buffer {
		const [only] = this.#pieces;
		return only !== undefined && this.#pieces.length === 1 ? only : Buffer.concat(this.#pieces);
	}

	#scanScalar(slice: Buffer, start: number): number {
		let at = start;
		while (at < slice.length && !isDelimiter(slice[at] as number)) at++;
		this.#isWhole = at < slice.length;
		return at;
	}

	/** The hot loop of JSON: every byte of every object passes here, so it works on locals alone. */
	#scanNested(slice: Buffer, start: number): number {
		const end = slice.length;
		let depth = this.#depth;
		let isInString = this.#isInString;
		let at = start;
		if (this.#isEscaped && at < end) {
			this.#isEscaped = false;
			at++;
		}
		while (at < end) {
			const byte = slice[at++] as number;
			if (isInString) {
				if (byte === backslash && ++at > end) this.#isEscaped = true;
				if (byte !== quote) continue;
				isInString = false;
			} else {
				const mark = marks[byte] as number;
				if (mark === 0) continue;
				if (mark === quoteMark) isInString = true;
				else depth += mark;
			}
			if (depth > 0 || isInString) continue;
			this.#isWhole = true;
			break;
		}
		this.#depth = depth;
		this.#isInString = isInString;
		return Math.min(at, end);
	}

	#hold(piece: Buffer): void {
		this.#heldBytes += piece.length;
		if (this.isTooLarge) this.#pieces = [];
		// What is not whole outlives the slice, and a view would keep the whole chunk alive.
		else if (piece.length > 0) this.#pieces.push(this.#isWhole ? piece : Buffer.from(piece));
	}
}

/** What ends a number or a word: white space, a comma, a closing bracket. */
function isDelimiter(byte: number): boolean {
	return byte <= 0x20 || byte === 0x2c || marks[byte] === -1;
}
