import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import { askStatus, LinePace } from "./line-pace.ts";
import { endLink } from "./link.ts";
import { abortFrame, leaveModes } from "./modes.ts";
import { paint } from "./painter.ts";
import { type Screen, ScreenReader } from "./screen.ts";
import type { Frame, TerminalCounts, TerminalSize } from "./terminal.ts";
import { setBlocking, type TtyOutput, writeNow } from "./tty-output.ts";

/** What frames are written to, and when they may be. */
export interface FrameWriterOptions {
	readonly output: TtyOutput;
	readonly clock: Clock;
	readonly ascii: boolean;
	/** The terminal bears links. */
	readonly linked: boolean;
	/** Told of every frame that is due or on its way out. */
	readonly activity: Activity | undefined;
	readonly size: () => TerminalSize;
	/** Whether the screen is ours. */
	readonly isOurs: () => boolean;
	/** Whether the other side is gone. */
	readonly isLost: () => boolean;
	readonly onLost: () => void;
	/** The terminal is asked something, and will answer. */
	readonly onAsk: () => void;
}

/** Writes frames, one after the other: as long as one is on its way only the newest is kept. */
export class FrameWriter {
	readonly #options: FrameWriterOptions;
	readonly #reader: ScreenReader;
	readonly #pace: LinePace;
	/** What is on the screen; undefined when unknown. */
	#screen: Screen | undefined;
	#frame: Frame | undefined;
	/** A frame has come and not been written. */
	#due = false;
	#work: Disposable | undefined;
	/** A flush will run at the end of this turn of the event loop. */
	#scheduled = false;
	/** A frame is on its way out. */
	#writing = false;
	/** Gives the screen back once the frame on its way has left. */
	#leave: (() => void) | undefined;
	#bytes = 0;
	#frames = 0;
	#dropped = 0;

	constructor(options: FrameWriterOptions) {
		this.#options = options;
		this.#reader = new ScreenReader(options);
		this.#pace = new LinePace(options.clock, () => this.#schedule());
	}

	get counts(): Omit<TerminalCounts, "inputs"> {
		return { bytes: this.#bytes, frames: this.#frames, dropped: this.#dropped };
	}

	/** A frame is on its way out. */
	get isWriting(): boolean {
		return this.#writing;
	}

	/** The screen is given back as soon as the frame on its way has left. */
	get isLeaving(): boolean {
		return this.#leave !== undefined;
	}

	draw(frame: Frame): void {
		if (this.#due) this.#dropped++;
		this.#frame = frame;
		this.#due = true;
		this.#schedule();
	}

	/** Draw the last frame whole: what is on the screen is not known. */
	redraw(): void {
		this.#screen = undefined;
		this.#due = this.#frame !== undefined;
		this.#schedule();
	}

	/** The terminal has shown what it was sent before it was asked. */
	answered(): void {
		if (this.#pace.answered()) this.#ask();
		this.#schedule();
	}

	/** Write what is no frame. */
	write(text: string, written?: () => void): void {
		const { output, isLost, onLost } = this.#options;
		if (isLost()) return;
		this.#bytes += Buffer.byteLength(text);
		output.write(text, (problem) => {
			if (problem) onLost();
			else written?.();
		});
	}

	/** The screen is ours again; what is left of giving it back is done at once. */
	takeScreen(): void {
		this.#leave?.();
		this.#pace.reset();
	}

	/** The main screen and all modes, once the frame on its way out has left. */
	leaveScreen(): Promise<void> {
		const { output } = this.#options;
		this.#screen = undefined;
		this.#pace.reset();
		// A frame that is held waits for nothing any more.
		this.#schedule();
		if (!this.#writing) {
			setBlocking(output, true);
			writeNow(output, leaveModes);
			return Promise.resolve();
		}
		// What is in the stream's queue would come out after what is written past it.
		return new Promise((resolve) => {
			this.#leave = () => {
				this.#leave = undefined;
				writeNow(output, leaveModes);
				resolve();
			};
		});
	}

	/** The main screen and all modes, at once and for good. */
	leaveScreenNow(): void {
		const { output, linked } = this.#options;
		const abort = `${abortFrame}${linked ? endLink : ""}${leaveModes}`;
		writeNow(output, this.#writing ? abort : leaveModes);
		// What is left of the frame comes after that, should the line move again.
		this.#leave = this.#writing ? () => writeNow(output, abort) : undefined;
		this.#pace.reset();
	}

	/** One frame a turn of the event loop at most: all keys that were read together make one. */
	#schedule(): void {
		if (this.#scheduled || !this.#due) return;
		this.#scheduled = true;
		this.#work ??= this.#options.activity?.begin();
		setImmediate(() => {
			this.#scheduled = false;
			const isHeld = this.#flush();
			if (!isHeld) this.#rest();
		});
	}

	#rest(): void {
		if (this.#scheduled || this.#writing) return;
		this.#work?.[Symbol.dispose]();
		this.#work = undefined;
	}

	/** @returns true when the frame that is due has to wait for the terminal */
	#flush(): boolean {
		const { size, isOurs } = this.#options;
		if (!this.#due || this.#frame === undefined || this.#writing || !isOurs()) return false;
		if (!this.#pace.maySend()) return true;
		this.#due = false;
		const screen = this.#reader.read(this.#frame, size());
		const bytes = paint(this.#screen, screen);
		this.#screen = screen;
		if (bytes === "") return false;
		this.#frames++;
		this.#writing = true;
		this.write(bytes, () => {
			this.#writing = false;
			this.#leave?.();
			this.#schedule();
			this.#rest();
		});
		if (this.#pace.sends(Buffer.byteLength(bytes))) this.#ask();
		return false;
	}

	#ask(): void {
		this.#options.onAsk();
		this.write(askStatus);
	}
}
