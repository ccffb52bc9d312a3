const nothing = Buffer.alloc(0);

/** A buffer that grew larger than this for one object is not kept for the next. */
const largestKeptBytes = 1024 * 1024;

/**
 * Bytes that have arrived and are not yet used. A chunk is used in place; only what crosses its border
 * (the head of an object whose tail is in the next chunk) is copied.
 */
export class ByteQueue {
	/** Left over from earlier chunks, in a buffer of our own. */
	#left: Buffer = nothing;
	#leftStart = 0;
	#leftEnd = 0;
	#chunk: Buffer = nothing;
	#chunkStart = 0;
	#toSkip = 0;

	/** Bytes that can be taken now. */
	get length(): number {
		return this.#leftLength + this.#chunk.length - this.#chunkStart;
	}

	/** Nothing is held and nothing still to come is to be skipped. */
	get isEmpty(): boolean {
		return this.length === 0 && this.#toSkip === 0;
	}

	/** Add a chunk, which must not change until the next `push`. */
	push(chunk: Uint8Array): void {
		this.#keep(this.#chunk.length - this.#chunkStart);
		const skipped = Math.min(this.#toSkip, chunk.length);
		this.#toSkip -= skipped;
		this.#chunk = Buffer.from(chunk.buffer, chunk.byteOffset + skipped, chunk.length - skipped);
		this.#chunkStart = 0;
	}

	/** The byte at an index from here; undefined until it has come. */
	at(index: number): number | undefined {
		const held = this.#leftLength;
		return index < held ? this.#left[this.#leftStart + index] : this.#chunk[this.#chunkStart + index - held];
	}

	/** The next `count` bytes, or undefined until that many have come. Valid until the queue is next used. */
	take(count: number): Buffer | undefined {
		if (this.length < count) return undefined;
		if (this.#leftLength === 0) {
			this.#chunkStart += count;
			return this.#chunk.subarray(this.#chunkStart - count, this.#chunkStart);
		}
		this.#keep(count - this.#leftLength);
		this.#leftStart += count;
		return this.#left.subarray(this.#leftStart - count, this.#leftStart);
	}

	/** Drop the next `count` bytes, whether they have come or not. */
	skip(count: number): void {
		const fromLeft = Math.min(count, this.#leftLength);
		this.#leftStart += fromLeft;
		const fromChunk = Math.min(count - fromLeft, this.#chunk.length - this.#chunkStart);
		this.#chunkStart += fromChunk;
		this.#toSkip += count - fromLeft - fromChunk;
	}

	get #leftLength(): number {
		return this.#leftEnd - this.#leftStart;
	}

	/** Move the next `count` bytes of the chunk to those that are left over. */
	#keep(count: number): void {
		if (count <= 0) return;
		const held = this.#leftLength;
		if (held === 0) {
			if (this.#left.length > largestKeptBytes) this.#left = nothing;
			this.#leftStart = 0;
			this.#leftEnd = 0;
		}
		if (this.#leftEnd + count > this.#left.length) {
			// Twice what is needed, so that a large object is not copied again for each chunk of it.
			const grown = Buffer.allocUnsafe(2 * (held + count));
			this.#left.copy(grown, 0, this.#leftStart, this.#leftEnd);
			this.#left = grown;
			this.#leftStart = 0;
			this.#leftEnd = held;
		}
		this.#chunk.copy(this.#left, this.#leftEnd, this.#chunkStart, this.#chunkStart + count);
		this.#chunkStart += count;
		this.#leftEnd += count;
	}
}
