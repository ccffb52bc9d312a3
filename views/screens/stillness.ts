import type { Clock, Timer } from "../../src/base/clock.ts";

/** So long after a key nothing that the cluster does moves a row. */
export const STILL_MS = 1_000;

/** Holds something still from each key on until a while after the last. */
export class Stillness implements Disposable {
	readonly #clock: Clock;
	readonly #hold: () => Disposable;
	#held: Disposable | undefined;
	#timer: Timer | undefined;

	constructor(clock: Clock, hold: () => Disposable) {
		this.#clock = clock;
		this.#hold = hold;
	}

	/** A key was pressed. */
	touch(): void {
		this.#held ??= this.#hold();
		this.#timer?.cancel();
		this.#timer = this.#clock.after(STILL_MS, () => this.end());
	}

	/** Let go at once. */
	end(): void {
		this.#timer?.cancel();
		this.#timer = undefined;
		this.#held?.[Symbol.dispose]();
		this.#held = undefined;
	}

	[Symbol.dispose](): void {
		this.end();
	}
}
