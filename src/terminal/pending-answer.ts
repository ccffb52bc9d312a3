import type { Clock, Timer } from "../base/clock.ts";

/** An answer that comes later than this is none. */
export const ANSWER_MS = 3_000;

/** Who ends waits so long for an answer that is still on its way: longer than to the far side of the world. */
const LAST_ANSWER_MS = 250;

/**
 * What the terminal was asked and has not answered yet. An answer that nobody waits for is typed to whoever reads the
 * tty next: the shell.
 */
export class PendingAnswer {
	readonly #clock: Clock;
	#questions = 0;
	#askedAtMs = Number.NEGATIVE_INFINITY;
	#patience: Timer | undefined;
	#wait: PromiseWithResolvers<void> | undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** The terminal was asked. */
	asked(): void {
		this.#questions++;
		this.#askedAtMs = this.#clock.monotonic();
	}

	/** It has answered. */
	answered(): void {
		this.#questions = Math.max(0, this.#questions - 1);
		if (!this.#isOpen) this.giveUp();
	}

	/** Done when all is answered, or it is no use to wait any longer; undefined when nothing is awaited. */
	rest(): Promise<void> | undefined {
		if (this.#wait !== undefined) return this.#wait.promise;
		if (!this.#isOpen) return undefined;
		this.#wait = Promise.withResolvers();
		this.#patience = this.#clock.after(LAST_ANSWER_MS, () => this.giveUp());
		return this.#wait.promise;
	}

	/** Wait no longer: nobody will read it. */
	giveUp(): void {
		this.#questions = 0;
		this.#patience?.cancel();
		this.#patience = undefined;
		this.#wait?.resolve();
		this.#wait = undefined;
	}

	get #isOpen(): boolean {
		return this.#questions > 0 && this.#clock.monotonic() - this.#askedAtMs < ANSWER_MS;
	}
}
