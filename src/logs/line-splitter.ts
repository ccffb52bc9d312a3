/** A line without its end. The bytes are only lent: they may be written over when the call is over. */
export type OnLine = (bytes: Uint8Array, from: number, to: number, cutBytes: number) => void;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const nothing = new Uint8Array(0);

/**
 * Cuts a stream of bytes into lines, wherever its chunks begin and end. A line beyond `longestBytes` is cut there, and
 * what is left out is counted. An end of `\r\n` is one end; a `\r` anywhere else belongs to the line.
 */
export class LineSplitter {
	readonly #longestBytes: number;
	readonly #onLine: OnLine;
	/** The beginning of a line whose end has not come. */
	#begun: Uint8Array = nothing;
	#begunLength = 0;
	/** So many more bytes of it have come than are kept. */
	#cutBytes = 0;
	#lastByte = 0;

	constructor(longestBytes: number, onLine: OnLine) {
		this.#longestBytes = longestBytes;
		this.#onLine = onLine;
	}

	/** Bytes of a line whose end has not come. */
	get begunBytes(): number {
		return this.#begunLength + this.#cutBytes;
	}

	push(chunk: Uint8Array): void {
		let from = 0;
		for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
			if (this.begunBytes === 0) this.#tell(chunk, from, end);
			else {
				this.#begin(chunk, from, end);
				this.#tellBegun();
			}
			from = end + 1;
		}
		if (from < chunk.length) this.#begin(chunk, from, chunk.length);
	}

	/** The stream has ended well: what has begun is a line too. */
	end(): void {
		if (this.begunBytes > 0) this.#tellBegun();
	}

	/** The stream broke off: what has begun is not known to be a whole line. */
	forget(): void {
		this.#begunLength = 0;
		this.#cutBytes = 0;
	}

	#tell(chunk: Uint8Array, from: number, end: number): void {
		const to = end > from && chunk[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
		const kept = Math.min(to, from + this.#longestBytes);
		this.#onLine(chunk, from, kept, to - kept);
	}

	#tellBegun(): void {
		const length = this.begunBytes - (this.#lastByte === CARRIAGE_RETURN ? 1 : 0);
		const kept = Math.min(length, this.#begunLength);
		this.forget();
		this.#onLine(this.#begun, 0, kept, length - kept);
	}

	#begin(chunk: Uint8Array, from: number, to: number): void {
		if (from === to) return;
		this.#lastByte = chunk[to - 1] as number;
		const kept = Math.min(to - from, this.#longestBytes - this.#begunLength);
		const needed = this.#begunLength + kept;
		if (needed > this.#begun.length) {
			const larger = new Uint8Array(Math.max(needed, 2 * this.#begun.length));
			larger.set(this.#begun.subarray(0, this.#begunLength));
			this.#begun = larger;
		}
		this.#begun.set(chunk.subarray(from, from + kept), this.#begunLength);
		this.#begunLength = needed;
		this.#cutBytes += to - from - kept;
	}
}
