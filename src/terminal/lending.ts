import { createStore, type Readable } from "../base/store.ts";
import type { Borrower, TerminalLoan } from "./borrower.ts";
import { type LoanOptions, OpenLoan } from "./terminal-loan.ts";

/** Whom the tty is lent to: one at a time, or nobody. */
export class Lending {
	/** True until the tty is taken back, also while the program is stopped. */
	readonly lent: Readable<boolean>;
	readonly #lent = createStore(false);
	readonly #options: Omit<LoanOptions, "borrower">;
	#loan: OpenLoan | undefined;

	/** `onEnd` is told when the tty is to be taken back. */
	constructor(options: Omit<LoanOptions, "borrower">) {
		this.#options = options;
		this.lent = this.#lent;
	}

	/** Somebody has it. */
	get isOut(): boolean {
		return this.#loan !== undefined;
	}

	/** Bytes of the borrower are on their way to the terminal. */
	get isWriting(): boolean {
		return this.#loan?.isWriting === true;
	}

	/** Lend it; nobody else has it. */
	begin(borrower: Borrower): TerminalLoan {
		this.#lent.set(true);
		this.#loan = new OpenLoan({
			...this.#options,
			borrower,
			onEnd: () => {
				this.#loan = undefined;
				this.#options.onEnd();
				this.#lent.set(false);
			},
		});
		return this.#loan;
	}

	/** Done when no bytes of the borrower are on their way. */
	async flushed(): Promise<void> {
		await this.#loan?.flushed();
	}

	/** The shell has the tty as long as the program is stopped. */
	park(): void {
		this.#loan?.park();
	}

	/** The program goes on. @returns false when nobody has the tty */
	unpark(): boolean {
		this.#loan?.unpark();
		return this.isOut;
	}

	/** The program ends: what the borrower has done to the tty is undone. Call it again for what a stalled line held. */
	giveBack(isAgain: boolean): void {
		if (isAgain) this.#loan?.giveBackAgain();
		else this.#loan?.giveBack();
	}
}
