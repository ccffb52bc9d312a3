import { createListeners, type Listeners } from "./listeners.ts";

/** Where what arrives on a stream is heard. */
export interface InletOptions {
	/** So much is held for who is paused; then the sender has to wait. */
	readonly limitBytes: number;
	/** It has become full (true), or empty again after that (false). */
	readonly full: (isFull: boolean) => void;
	/** All that was held has been passed on. */
	readonly empty: () => void;
}

/** What a held part costs beside its bytes: many tiny ones are bounded, too. */
const partBytes = 128;

/** What arrives on a stream: passed on at once, or held while whoever takes it is paused. It begins paused. */
export class Inlet<From = undefined> {
	readonly #listeners: Listeners<[bytes: Uint8Array, from: From]> = createListeners();
	readonly #parts: { readonly bytes: Uint8Array; readonly from: From }[] = [];
	readonly #options: InletOptions;
	#heldBytes = 0;
	#isPaused = true;
	#isFull = false;

	constructor(options: InletOptions) {
		this.#options = options;
	}

	/** Nothing is held. */
	get isEmpty(): boolean {
		return this.#parts.length === 0;
	}

	/** Call `listener` with what arrives. Returns the way to stop. */
	listen(listener: (bytes: Uint8Array, from: From) => void): () => void {
		return this.#listeners.add(listener);
	}

	/** Something has arrived. */
	take(bytes: Uint8Array, from: From): void {
		if (bytes.length === 0) return;
		if (!this.#isPaused) {
			this.#listeners.tell(bytes, from);
			return;
		}
		// What arrives is a view into memory that may be much larger: then a copy is kept.
		const isMost = bytes.buffer.byteLength <= 2 * bytes.length;
		this.#parts.push({ bytes: isMost ? bytes : Uint8Array.from(bytes), from });
		this.#heldBytes += bytes.length + partBytes;
		if (this.#isFull || this.#heldBytes < this.#options.limitBytes) return;
		this.#isFull = true;
		this.#options.full(true);
	}

	/** Hold what arrives from now on. */
	pause(): void {
		this.#isPaused = true;
	}

	/** Pass on what is held, then what arrives. */
	resume(): void {
		if (!this.#isPaused) return;
		this.#isPaused = false;
		for (let part = this.#next(); part !== undefined; part = this.#next()) this.#listeners.tell(part.bytes, part.from);
		if (this.isEmpty) this.#emptied();
	}

	/** Forget what is held. */
	clear(): void {
		this.#parts.length = 0;
		this.#heldBytes = 0;
		this.#emptied();
	}

	/** A listener may have paused it while it was told. */
	#next() {
		const part = this.#isPaused ? undefined : this.#parts.shift();
		if (part !== undefined) this.#heldBytes -= part.bytes.length + partBytes;
		return part;
	}

	#emptied(): void {
		if (this.#isFull) {
			this.#isFull = false;
			this.#options.full(false);
		}
		this.#options.empty();
	}
}
