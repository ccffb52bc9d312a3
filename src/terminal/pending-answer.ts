import type { Clock, Timer } from "../base/clock.ts";

/** An answer that comes later than this is none. */
export const ANSWER_MS = 3_000;

/**
 * Who ends waits so long for an answer that is still on its way: longer than to the far side of the world; over a slow
 * line, longer than the last one took; and no longer than is bearable.
 */
const lastAnswerMs = (tookMs: number): number => Math.min(1_000, Math.max(250, 1.5 * tookMs + 100));

/**
 * What the terminal was asked and has not answered yet. An answer that nobody waits for is typed to whoever reads the
 * tty next: the shell.
 */
export class PendingAnswer {
	readonly #clock: Clock;
	/** When the questions were asked that are not answered yet. */
	#askedAtMs: number[] = [];
	/** What the last answer took. */
	#tookMs = 0;
	#patience: Timer | undefined;
	#wait: PromiseWithResolvers<void> | undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** The terminal was asked. */
	asked(): void {
		this.#forget();
		this.#askedAtMs.push(this.#clock.monotonic());
	}

	/** It has answered. */
	answered(): void {
		this.#forget();
		const askedAtMs = this.#askedAtMs.shift();
		if (askedAtMs !== undefined) this.#tookMs = this.#clock.monotonic() - askedAtMs;
		if (!this.#isOpen) this.endWait();
	}

	/** Answers that are still on their way. */
	get count(): number {
		return this.#isOpen ? this.#askedAtMs.length : 0;
	}

	/** Done when all is answered, or it is no use to wait any longer; undefined when nothing is awaited. */
	rest(): Promise<void> | undefined {
		if (this.#wait !== undefined) return this.#wait.promise;
		if (!this.#isOpen) return undefined;
		this.#wait = Promise.withResolvers();
		this.#patience = this.#clock.after(lastAnswerMs(this.#tookMs), () => this.endWait());
		return this.#wait.promise;
	}

	/** Nobody will read it. */
	giveUp(): void {
		this.#askedAtMs = [];
		this.endWait();
	}

	/** Wait no longer; what has not come yet may still come. */
	endWait(): void {
		this.#patience?.cancel();
		this.#patience = undefined;
		this.#wait?.resolve();
		this.#wait = undefined;
	}

	/** What was not answered in time never will be: the next answer is to another question. */
	#forget(): void {
		const nowMs = this.#clock.monotonic();
		this.#askedAtMs = this.#askedAtMs.filter((askedAtMs) => nowMs - askedAtMs < ANSWER_MS);
	}

	get #isOpen(): boolean {
		const last = this.#askedAtMs.at(-1);
		return last !== undefined && this.#clock.monotonic() - last < ANSWER_MS;
	}
}
