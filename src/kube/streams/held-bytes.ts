/** Bytes that have arrived and may not be passed on yet, in order. */
export class HeldBytes<From> {
	readonly #parts: { readonly bytes: Uint8Array; readonly from: From }[] = [];
	#bytes = 0;

	/** Bytes that are held. */
	get bytes(): number {
		return this.#bytes;
	}

	/** Keep a copy: what arrives is a view into memory that may be much larger. */
	push(bytes: Uint8Array, from: From): void {
		this.#parts.push({ bytes: Uint8Array.from(bytes), from });
		this.#bytes += bytes.length;
	}

	/** Give up the oldest part; undefined when nothing is held. */
	shift(): { readonly bytes: Uint8Array; readonly from: From } | undefined {
		const part = this.#parts.shift();
		if (part !== undefined) this.#bytes -= part.bytes.length;
		return part;
	}

	/** Forget everything. */
	clear(): void {
		this.#parts.length = 0;
		this.#bytes = 0;
	}
}
