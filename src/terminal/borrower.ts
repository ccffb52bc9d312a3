import type { ForeignModes } from "./foreign-modes.ts";

/** Whoever has the terminal in place of the screen: it gets what is typed, and shows what it will. */
export interface Borrower {
	/** Its lines end as a terminal's do (CR LF), and a lone LF moves down only. */
	readonly ownLineEnds: boolean;
	/** What it has done to the terminal so far. It is told of bytes before they are shown. */
	readonly modes: Pick<ForeignModes, "undo" | "redo">;
	/** Bytes as the terminal sends them: keys, pastes, answers. */
	typed(bytes: Uint8Array): void;
	/** There is room again after a {@link TerminalLoan.show} that said false. */
	drained(): void;
	/** The program was stopped and goes on: something else has been on the screen. */
	returned(): void;
}

/** The terminal while it is lent. */
export interface TerminalLoan {
	/** Show bytes just as they are. @returns false when the line is full: go on when {@link Borrower.drained} is called */
	show(bytes: Uint8Array): boolean;
	/** Let what is typed wait, or read on. */
	hold(isHeld: boolean): void;
	/**
	 * Take the terminal back. Whatever the borrower did to it is undone, what it asked of it is read and dropped, and so is what
	 * was typed meanwhile; done when the screen is ours again.
	 */
	end(): Promise<void>;
}
