const nothing = Buffer.alloc(0);

/**
 * Bytes that have arrived and are not yet used, in one piece. A chunk is used in place; only what is
 * left of it when the next one comes is copied.
 */
export class ByteQueue {
	#bytes: Buffer = nothing;
	#start = 0;
	#end = 0;
	/** Whether `#bytes` is ours to append to. */
	#isOwn = false;
	#toSkip = 0;

	/** Bytes that can be taken now. */
	get length(): number {
		return this.#end - this.#start;
	}

	/** Nothing is held and nothing still to come is to be skipped. */
	get isEmpty(): boolean {
		return this.length === 0 && this.#toSkip === 0;
	}

	push(chunk: Uint8Array): void {
		const skipped = Math.min(this.#toSkip, chunk.length);
		this.#toSkip -= skipped;
		const added = Buffer.from(chunk.buffer, chunk.byteOffset + skipped, chunk.length - skipped);
		const held = this.length;
		if (held === 0) {
			this.#bytes = added;
			this.#start = 0;
			this.#end = added.length;
			this.#isOwn = false;
			return;
		}
		if (!this.#isOwn || this.#end + added.length > this.#bytes.length) {
			// Twice what is needed, so that a large object is not copied again for each chunk of it.
			const grown = Buffer.allocUnsafe(2 * (held + added.length));
			this.#bytes.copy(grown, 0, this.#start, this.#end);
			this.#bytes = grown;
			this.#start = 0;
			this.#end = held;
			this.#isOwn = true;
		}
		added.copy(this.#bytes, this.#end);
		this.#end += added.length;
	}

	/** The first bytes that are held, `most` at most. Valid until the next `push`. */
	peek(most: number): Buffer {
		return this.#bytes.subarray(this.#start, Math.min(this.#end, this.#start + most));
	}

	/** The next `count` bytes, or undefined until that many have come. Valid until the next `push`. */
	take(count: number): Buffer | undefined {
		if (this.length < count) return undefined;
		const taken = this.peek(count);
		this.#start += count;
		return taken;
	}

	/** Drop the next `count` bytes, whether they have come or not. */
	skip(count: number): void {
		const held = Math.min(count, this.length);
		this.#start += held;
		this.#toSkip += count - held;
	}
}
