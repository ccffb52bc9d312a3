import type { Clock } from "../base/clock.ts";
import { askBackground, type Background } from "./background.ts";
import { type Environment } from "./color-depth.ts";
import type { InputEvent } from "./key.ts";
import { escapeDelayMs, KeyDecoder } from "./key-decoder.ts";
import { readLateAnswers } from "./late-answer.ts";
import { ANSWER_MS, PendingAnswer } from "./pending-answer.ts";

/** What is needed of `process.stdin` (a `tty.ReadStream`). */
export interface TtyInput {
	readonly fd?: number;
	setRawMode?(raw: boolean): unknown;
	on(event: "data", listener: (bytes: Uint8Array) => void): unknown;
	on(event: "end" | "close", listener: () => void): unknown;
	on(event: "error", listener: (problem: Error) => void): unknown;
	off(event: "data", listener: (bytes: Uint8Array) => void): unknown;
	off(event: "end" | "close", listener: () => void): unknown;
	off(event: "error", listener: (problem: Error) => void): unknown;
	pause(): unknown;
	resume(): unknown;
}

/** What is read, and who is told of it. */
export interface TerminalInputOptions {
	readonly input: TtyInput;
	readonly clock: Clock;
	readonly env: Environment;
	/** A key, a paste, mouse or focus. */
	readonly onEvent: (event: InputEvent) => void;
	readonly onBackground: (background: Background) => void;
	/** The terminal has shown all it was sent before it was asked for its status. */
	readonly onStatus: () => void;
	/** The other side is gone. */
	readonly onLost: () => void;
	/** Goes around everything that a read sets off. */
	readonly begin: () => Disposable | undefined;
}

/** The tty as it is read: raw while it is ours, and then until it has answered. */
export class TerminalInput {
	readonly #options: TerminalInputOptions;
	readonly #decoder: KeyDecoder;
	readonly #answer: PendingAnswer;
	#reading = false;
	/** Hears what is typed as it comes, in place of the decoder. */
	#borrower: ((bytes: Uint8Array) => void) | undefined;

	constructor(options: TerminalInputOptions) {
		const { input, clock, env, onEvent, onBackground, onStatus, onLost } = options;
		this.#options = options;
		this.#answer = new PendingAnswer(clock);
		this.#decoder = new KeyDecoder({
			clock,
			escapeDelayMs: escapeDelayMs(env),
			emit: onEvent,
			onBackground: (background) => {
				this.#answer.answered();
				onBackground(background);
			},
			onStatus: () => {
				this.#answer.answered();
				onStatus();
			},
		});
		input.on("error", onLost);
	}

	/** Read from now on. */
	take(): void {
		const { input, onLost } = this.#options;
		this.#reading = true;
		this.#decoder.reset();
		input.setRawMode?.(true);
		input.on("data", this.#onData);
		input.on("end", onLost);
		input.on("close", onLost);
		input.resume();
	}

	/** Read for somebody else from now on: the bytes as they come, those of answers among them. */
	lend(borrower: (bytes: Uint8Array) => void): void {
		this.#borrower = borrower;
		this.take();
	}

	/** Read on for ourselves: what was meant for the borrower and comes late is read as keys and answers. */
	takeBack(): void {
		this.#borrower = undefined;
		this.#decoder.reset();
		if (this.#reading) this.#options.input.resume();
	}

	/** Let what is typed wait, or read on. */
	hold(isHeld: boolean): void {
		const { input } = this.#options;
		if (!this.#reading) return;
		if (isHeld) input.pause();
		else input.resume();
	}

	/** Expect an answer about the background. @returns the question */
	awaitBackground(): string {
		this.#decoder.awaitBackground(ANSWER_MS);
		this.#answer.asked();
		return askBackground;
	}

	/** The terminal is asked something, and will answer. */
	asked(): void {
		this.#answer.asked();
	}

	/** Done when the terminal has answered, or is not waited for any longer; undefined when nothing is awaited. */
	rest(): Promise<void> | undefined {
		return this.#reading ? this.#answer.rest() : undefined;
	}

	/** Read what is still on its way, now: the process ends. */
	readLate(): void {
		const { count } = this.#answer;
		if (this.#reading && this.#options.input.fd !== undefined && count > 0) readLateAnswers(count);
	}

	/** Nobody answers any more. */
	giveUp(): void {
		this.#answer.giveUp();
	}

	/** Read no more. What the terminal was asked it may still answer when it is read again. @returns whether it was read */
	release(): boolean {
		this.#answer.endWait();
		if (!this.#reading) return false;
		const { input, onLost } = this.#options;
		this.#reading = false;
		this.#decoder.reset();
		input.off("data", this.#onData);
		input.off("end", onLost);
		input.off("close", onLost);
		input.pause();
		try {
			input.setRawMode?.(false);
		} catch {
			// The tty is gone; there is nothing to restore.
		}
		return true;
	}

	readonly #onData = (bytes: Uint8Array): void => {
		if (this.#borrower !== undefined) {
			this.#borrower(bytes);
			return;
		}
		const work = this.#options.begin();
		try {
			this.#decoder.feed(bytes);
		} finally {
			work?.[Symbol.dispose]();
		}
	};
}
