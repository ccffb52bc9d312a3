import type { Readable } from "../base/store.ts";
import type { Background } from "./background.ts";
import type { Borrower, TerminalLoan } from "./borrower.ts";
import type { ColorDepth } from "./color-depth.ts";
import type { InputEvent } from "./key.ts";

/** The screen in cells. */
export interface TerminalSize {
	readonly columns: number;
	readonly rows: number;
}

/** One whole screen. */
export interface Frame {
	/** A string a screen row from the top, text, SGR sequences and links of our own only; missing rows are blank, rows too many are cut. */
	readonly lines: readonly string[];
	/** Where the terminal's own cursor is shown (a text field); hidden when left out. Counts from 0. */
	readonly cursor?: { readonly column: number; readonly row: number };
}

/** What has gone to the terminal so far. */
export interface TerminalCounts {
	readonly bytes: number;
	/** Frames written. */
	readonly frames: number;
	/** Frames replaced by a newer one because the line was still busy. */
	readonly dropped: number;
	/** Input events told. */
	readonly inputs: number;
}

/** The one owner of the tty. Everything that is drawn goes through `draw`. */
export interface Terminal extends Disposable {
	readonly size: Readable<TerminalSize>;
	readonly colorDepth: ColorDepth;
	/** What it draws on, as far as that is known; dark when it is not. */
	readonly background: Readable<Background>;
	/** Becomes true, once, when the other side is gone (end of input, EIO, EPIPE). Nothing is written from then on. */
	readonly lost: Readable<boolean>;
	/** True while handed over: frames are kept, not written, and no input is told. */
	readonly suspended: Readable<boolean>;
	/** True while {@link lend} has it lent: it is suspended then, and yet raw and ours to put right, so no key makes a signal. */
	readonly lent: Readable<boolean>;
	/** Follow keys, pastes, mouse and focus. Returns the function that ends the subscription. */
	onInput(listener: (event: InputEvent) => void): () => void;
	/** Show this frame. While the line is busy only the newest frame is kept. */
	draw(frame: Frame): void;
	/** Forget what is on the screen and draw the last frame whole (`ctrl-l`, or after something else wrote). */
	redraw(): void;
	/**
	 * Put a text on the clipboard of the terminal's user; only ever because of a key press.
	 *
	 * @returns false when the text is too long, or the terminal is not ours now
	 */
	copy(text: string): boolean;
	/**
	 * Give the tty to something else: modes are reset, the main screen is back, input is no longer read. Done when
	 * it resolves: at once; when the frame on its way out has left, which a stalled line delays; or when the terminal
	 * has answered what it was asked just before.
	 */
	suspend(): Promise<void>;
	/** Take it back: modes are set again and the last frame is drawn whole. */
	resume(): void;
	/**
	 * Lend the tty to a stream of bytes, on the main screen; what has it then is told what is typed. A stop gives it to the
	 * shell meanwhile, and every ending puts it right.
	 *
	 * @returns undefined when it is not ours to lend
	 */
	lend(borrower: Borrower): Promise<TerminalLoan | undefined>;
	/**
	 * Put the terminal back as it was found, for good; done when it resolves. The screen goes at once, or when the frame
	 * on its way has left. As long as an answer of the terminal is on its way (neither is waited for for long) it is
	 * read: nobody else could make sense of it. No key is told meanwhile.
	 */
	leave(): Promise<void>;
	/**
	 * Put the terminal back as it was found, whatever is on its way. Synchronous, and works in an `exit` listener. Call it there again: what
	 * a stalled line still held may have come out since.
	 */
	close(): void;
	readonly counts: TerminalCounts;
}
