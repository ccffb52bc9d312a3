import type { Borrower, TerminalLoan } from "./borrower.ts";
import { askStatus } from "./line-pace.ts";
import type { TerminalInput } from "./terminal-input.ts";
import { setBlocking, type TtyOutput, writeNow } from "./tty-output.ts";

/** More than this on its way to the terminal is a line that is full. */
const MOST_WAITING_BYTES = 64 * 1024;

/** What a loan is of, and who is told when it ends. */
export interface LoanOptions {
	readonly borrower: Borrower;
	readonly input: TerminalInput;
	readonly output: TtyOutput;
	/** Nothing can be written any more. */
	readonly isLost: () => boolean;
	readonly onLost: () => void;
	/** It has ended, and nothing of the borrower is left on the tty. */
	readonly onEnd: () => void;
}

/** The tty in somebody else's hands: bytes both ways, and nothing of them left when it ends. */
export class OpenLoan implements TerminalLoan {
	readonly #options: LoanOptions;
	#waitingBytes = 0;
	#isFull = false;
	#flushes: (() => void)[] = [];
	/** `parked`: in the hands of the shell, for a stop. */
	#state: "out" | "parked" | "over" = "out";
	#ended: Promise<void> | undefined;

	constructor(options: LoanOptions) {
		this.#options = options;
		this.#takeUp();
	}

	/** Bytes are on their way to the terminal. */
	get isWriting(): boolean {
		return this.#waitingBytes > 0;
	}

	/** Done when no bytes are on their way. */
	flushed(): Promise<void> {
		if (!this.isWriting) return Promise.resolve();
		return new Promise((resolve) => this.#flushes.push(resolve));
	}

	show(bytes: Uint8Array): boolean {
		if (this.#state !== "out" || bytes.length === 0) return true;
		this.#write(this.#options.borrower.ownLineEnds ? withoutReturns(bytes) : bytes);
		this.#isFull ||= this.#waitingBytes > MOST_WAITING_BYTES;
		return !this.#isFull;
	}

	hold(isHeld: boolean): void {
		if (this.#state === "out") this.#options.input.hold(isHeld);
	}

	end(): Promise<void> {
		this.#ended ??= this.#end();
		return this.#ended;
	}

	/** Give the tty to the shell for as long as the program is stopped. */
	park(): void {
		if (this.#state !== "out") return;
		this.#state = "parked";
		this.#writeLast(this.#options.borrower.modes.undo());
		this.#options.input.release();
	}

	/** The program goes on, after a stop that it saw coming or not. */
	unpark(): void {
		if (this.#state === "over") return;
		this.#options.input.release();
		this.#state = "out";
		this.#takeUp();
		this.#options.borrower.returned();
	}

	/** The program ends: undo at once what the borrower has done. Answers it may have asked for are read from now on by `input`. */
	giveBack(): void {
		const wasParked = this.#state === "parked";
		this.#state = "over";
		if (wasParked) return;
		this.#writeLast(this.#options.borrower.modes.undo() + askStatus);
		this.#options.input.asked();
		this.#options.input.takeBack();
	}

	/** What a stalled line still held may have come out since {@link giveBack}. */
	giveBackAgain(): void {
		if (this.isWriting) this.#writeLast(this.#options.borrower.modes.undo());
	}

	#takeUp(): void {
		const { input, output, borrower } = this.#options;
		setBlocking(output, false);
		input.lend((bytes) => borrower.typed(bytes));
		this.#write(Buffer.from(this.#options.borrower.modes.redo()));
	}

	/** What the terminal answers once it has shown all tells that nothing else is on its way: until then all that comes is read, and is nobody's. */
	async #end(): Promise<void> {
		const { input, isLost, onEnd } = this.#options;
		const isOut = this.#state === "out";
		this.#state = "over";
		if (isOut && !isLost()) {
			input.takeBack();
			this.#write(Buffer.from(this.#options.borrower.modes.undo() + askStatus));
			input.asked();
			await input.rest();
		}
		onEnd();
	}

	#write(bytes: Uint8Array): void {
		const { output, isLost, onLost, borrower } = this.#options;
		if (isLost()) return;
		this.#waitingBytes += bytes.length;
		output.write(bytes, (problem) => {
			this.#waitingBytes -= bytes.length;
			if (this.#waitingBytes === 0) for (const flushed of this.#flushes.splice(0)) flushed();
			if (problem) onLost();
			else if (this.#isFull && this.#waitingBytes === 0) {
				this.#isFull = false;
				if (this.#state !== "over") borrower.drained();
			}
		});
	}

	#writeLast(text: string): void {
		const { output, isLost } = this.#options;
		if (isLost()) return;
		setBlocking(output, true);
		writeNow(output, text);
	}
}

/**
 * A terminal far away ends its lines itself, and the tty here would do so again: it makes CR LF of a lone LF, which moves
 * down and nothing else. A vertical tab does the same on every terminal, and the tty leaves it alone. (Node's raw
 * mode leaves the output's line ends on, and has no way to put them off.)
 */
function withoutReturns(bytes: Uint8Array): Uint8Array {
	const LF = 0x0a;
	const VT = 0x0b;
	let at = bytes.indexOf(LF);
	if (at < 0) return bytes;
	const copy = Uint8Array.from(bytes);
	for (; at >= 0; at = copy.indexOf(LF, at)) copy[at] = VT;
	return copy;
}
