import type { Clock, Timer } from "../base/clock.ts";

/** Something kept open for all who hold it. */
interface Pooled<T> {
	readonly item: T;
	holders: number;
	leaving: Timer | undefined;
}

/** How long something stays open after its last holder has left; going back and forth then costs nothing. */
const lingerMs = 60_000;

/** Opens things once a key, counts who holds them, and closes them a while after the last has left. */
export class TablePool<T extends AsyncDisposable> implements AsyncDisposable {
	readonly #clock: Clock;
	readonly #pooled = new Map<string, Pooled<T>>();
	readonly #closing = new Set<Promise<void>>();
	#isResting = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/**
	 * Hold the item of a key, opening it if need be. Disposing of the hold, once, lets it go.
	 *
	 * @param keep stays open until the pool is disposed of, once it has been held.
	 */
	hold(key: string, keep: boolean, open: () => T): { readonly item: T } & Disposable {
		let pooled = this.#pooled.get(key);
		if (pooled === undefined) {
			pooled = { item: open(), holders: 0, leaving: undefined };
			this.#pooled.set(key, pooled);
		}
		pooled.leaving?.cancel();
		pooled.holders++;
		const held = pooled;
		let left = false;
		return {
			item: held.item,
			[Symbol.dispose]: () => {
				if (left) return;
				left = true;
				held.holders--;
				if (held.holders > 0 || this.#pooled.get(key) !== held) return;
				if (this.#isResting) this.#close(key, held);
				else if (!keep) held.leaving = this.#clock.after(lingerMs, () => this.#close(key, held));
			},
		};
	}

	/** Nobody is about to come back: what nobody holds is closed now, all else as soon as its last holder has left. */
	rest(): void {
		this.#isResting = true;
		for (const [key, pooled] of this.#pooled) if (pooled.holders === 0) this.#close(key, pooled);
	}

	/** Resolves when everything is closed. */
	async [Symbol.asyncDispose](): Promise<void> {
		for (const [key, pooled] of this.#pooled) this.#close(key, pooled);
		await Promise.all(this.#closing);
	}

	#close(key: string, pooled: Pooled<T>): void {
		pooled.leaving?.cancel();
		this.#pooled.delete(key);
		const closing = Promise.resolve(pooled.item[Symbol.asyncDispose]()).finally(() => this.#closing.delete(closing));
		this.#closing.add(closing);
	}
}
