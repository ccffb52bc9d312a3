/**
 * At most so many at once. Requests with an end take a slot, so that a burst of lists shares a few
 * connections; watches and followed logs do not, for they would hold theirs forever.
 */
export class Slots {
	#free: number;
	readonly #queue = new Set<(release: (() => void) | undefined) => void>();

	constructor(count: number) {
		this.#free = count;
	}

	/** Resolves with the function that gives the slot back, or with undefined when `signal` aborts first. */
	take(signal?: AbortSignal): Promise<(() => void) | undefined> {
		if (signal?.aborted) return Promise.resolve(undefined);
		if (this.#free > 0) {
			this.#free--;
			return Promise.resolve(this.#slot());
		}
		return new Promise((resolve) => {
			const onAbort = (): void => settle(undefined);
			const settle = (release: (() => void) | undefined): void => {
				signal?.removeEventListener("abort", onAbort);
				this.#queue.delete(settle);
				resolve(release);
			};
			signal?.addEventListener("abort", onAbort, { once: true });
			this.#queue.add(settle);
		});
	}

	/** Let nobody wait any longer. */
	end(): void {
		for (const settle of this.#queue) settle(undefined);
	}

	#slot(): () => void {
		let held = true;
		return () => {
			if (!held) return;
			held = false;
			const [next] = this.#queue;
			if (next === undefined) this.#free++;
			else next(this.#slot());
		};
	}
}
