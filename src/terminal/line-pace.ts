import type { Clock, Timer } from "../base/clock.ts";
import { ANSWER_MS } from "./pending-answer.ts";

/**
 * Asks the terminal whether it is well; every one answers, when it has shown what came before.
 *
 * @see https://vt100.net/docs/vt510-rm/DSR.html
 */
export const askStatus = "\x1b[5n";

/** After so many bytes it is worth asking again. */
const ASK_AFTER = 1024;
/** Bytes that may be on their way unseen: at first, at least and at most. */
const windowBytes = { first: 4096, least: 1024, most: 65_536 };
/** An answer that comes this much later than the quickest one has waited behind our own bytes; one below has not. */
const queueMs = { long: 100, short: 50 };
/** A terminal that has left so many questions unanswered is asked no more. */
const MOST_UNANSWERED = 2;

/**
 * How much may be on its way to the terminal. What a tty takes at once may stand for many seconds in the buffers of a
 * slow line behind it (ssh, a serial console), and every frame in there is older than what is known by now. So the
 * terminal is asked now and then how far it is, and as few bytes are let go ahead of its answer as keep the line busy.
 * A terminal that does not answer is not waited for.
 */
export class LinePace {
	readonly #clock: Clock;
	readonly #onGiveUp: () => void;
	#sent = 0;
	/** Of what was sent, what is known to be on the screen. */
	#shown = 0;
	#question: { readonly sent: number; readonly atMs: number; readonly patience: Timer } | undefined;
	#hasAnswered = false;
	#unanswered = 0;
	#window = windowBytes.first;
	/** The way there and back of a line that carries nothing else. */
	#quickestMs = Number.POSITIVE_INFINITY;
	/** Something had to wait since the last answer. */
	#held = false;

	/** @param onGiveUp no answer is waited for any longer: more may be sent */
	constructor(clock: Clock, onGiveUp: () => void) {
		this.#clock = clock;
		this.#onGiveUp = onGiveUp;
	}

	/** Whether another frame may go out now. */
	maySend(): boolean {
		const isOpen = !this.#hasAnswered || this.#sent - this.#shown < this.#window;
		if (!isOpen) this.#held = true;
		return isOpen;
	}

	/**
	 * Bytes go out.
	 *
	 * @returns true when the question is to go out behind them
	 */
	sends(bytes: number): boolean {
		this.#sent += bytes;
		return this.#asks();
	}

	/**
	 * The terminal has answered.
	 *
	 * @returns true when it is to be asked again at once
	 */
	answered(): boolean {
		if (this.#question === undefined) return false;
		const { sent, atMs, patience } = this.#question;
		patience.cancel();
		this.#question = undefined;
		this.#hasAnswered = true;
		this.#unanswered = 0;
		this.#shown = sent;
		this.#adapt(this.#clock.monotonic() - atMs);
		return this.#asks();
	}

	/** The terminal was something else's meanwhile: what is on its way is not known. */
	reset(): void {
		this.#question?.patience.cancel();
		this.#question = undefined;
		this.#shown = this.#sent;
		this.#unanswered = 0;
	}

	#asks(): boolean {
		const unseen = this.#sent - this.#shown;
		if (this.#question !== undefined || unseen < ASK_AFTER || this.#unanswered >= MOST_UNANSWERED) return false;
		const atMs = this.#clock.monotonic();
		// On the slowest of lines a byte takes a millisecond.
		const patience = this.#clock.after(ANSWER_MS + unseen, () => this.#giveUp());
		this.#question = { sent: this.#sent, atMs, patience };
		return true;
	}

	#adapt(tookMs: number): void {
		this.#quickestMs = Math.min(this.#quickestMs, tookMs);
		const queuedMs = tookMs - this.#quickestMs;
		if (queuedMs > queueMs.long) this.#window = Math.max(windowBytes.least, this.#window / 2);
		else if (queuedMs < queueMs.short && this.#held) this.#window = Math.min(windowBytes.most, this.#window * 2);
		this.#held = false;
	}

	#giveUp(): void {
		this.#question = undefined;
		this.#hasAnswered = false;
		this.#unanswered++;
		this.#shown = this.#sent;
		this.#onGiveUp();
	}
}
