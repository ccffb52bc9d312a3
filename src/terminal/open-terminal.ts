import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import { createStore, type Readable, type Store } from "../base/store.ts";
import { askBackground, type Background, backgroundOf } from "./background.ts";
import { copySequence } from "./clipboard.ts";
import { type ColorDepth, colorDepth, type Environment } from "./color-depth.ts";
import type { InputEvent } from "./key.ts";
import { escapeDelayMs, KeyDecoder } from "./key-decoder.ts";
import { abortFrame, enterModes, leaveModes } from "./modes.ts";
import { paint } from "./painter.ts";
import { ANSWER_MS, PendingAnswer } from "./pending-answer.ts";
import { type Screen, ScreenReader } from "./screen.ts";
import type { Frame, Terminal, TerminalCounts, TerminalSize } from "./terminal.ts";
import { setBlocking, type TtyOutput, writeNow } from "./tty-output.ts";

/** What is needed of `process.stdin` (a `tty.ReadStream`). */
interface TtyInput {
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

export interface TerminalOptions {
	readonly input: TtyInput;
	readonly output: TtyOutput;
	readonly clock: Clock;
	readonly env: Environment;
	/** Told of every frame that is due or on its way out. */
	readonly activity?: Activity;
	/** Report button and wheel; on when left out. (The terminal's own selection then needs shift.) */
	readonly mouse?: boolean;
	/** What the terminal draws on. Left out, it is asked where colours are chosen by it, and what it says later counts. */
	readonly background?: Background;
	/** Draw nothing but ASCII. */
	readonly ascii?: boolean;
	/** Begin suspended: `resume` takes the tty, once all is there that gives it back. */
	readonly suspended?: boolean;
}

/** Take the tty: raw mode, alternate screen, reports on. The screen is blank until the first `draw`. */
export function openTerminal(options: TerminalOptions): Terminal {
	return new OpenTerminal(options);
}

const fallbackSize: TerminalSize = { columns: 80, rows: 24 };

class OpenTerminal implements Terminal {
	readonly size: Readable<TerminalSize>;
	readonly lost: Readable<boolean>;
	readonly suspended: Readable<boolean>;
	readonly colorDepth: ColorDepth;
	readonly background: Readable<Background>;
	readonly #background: Store<Background>;
	readonly #asksBackground: boolean;
	readonly #size = createStore(fallbackSize);
	readonly #lost = createStore(false);
	readonly #suspended: Store<boolean>;
	readonly #input: TtyInput;
	readonly #output: TtyOutput;
	readonly #mouse: boolean;
	readonly #activity: Activity | undefined;
	readonly #decoder: KeyDecoder;
	readonly #answer: PendingAnswer;
	readonly #reader: ScreenReader;
	readonly #listeners = new Set<(event: InputEvent) => void>();
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
	#closed = false;
	/** The tty is raw and read: while it is ours, and then until it has answered. */
	#reading = false;
	#bytes = 0;
	#frames = 0;
	#dropped = 0;
	#inputs = 0;

	constructor(options: TerminalOptions) {
		const { input, output, clock, env, activity, mouse = true, background, ascii, suspended = false } = options;
		this.#suspended = createStore(suspended);
		this.#answer = new PendingAnswer(clock);
		this.size = this.#size;
		this.lost = this.#lost;
		this.suspended = this.#suspended;
		this.colorDepth = colorDepth(env);
		this.#background = createStore(background ?? backgroundOf(env) ?? "dark");
		this.background = this.#background;
		// With 16 colours or none the terminal's own palette fits whatever it draws on.
		this.#asksBackground = background === undefined && (this.colorDepth === "256" || this.colorDepth === "true");
		this.#reader = new ScreenReader({ ascii: ascii === true });
		this.#input = input;
		this.#output = output;
		this.#mouse = mouse;
		this.#activity = activity;
		this.#decoder = new KeyDecoder({
			clock,
			escapeDelayMs: escapeDelayMs(env),
			emit: (event) => this.#tell(event),
			onBackground: (seen) => {
				this.#answer.answered();
				if (!this.#closed) this.#background.set(seen);
			},
		});
		this.#onResize();
		output.on("resize", this.#onResize);
		output.on("error", this.#onLost);
		output.on("close", this.#onLost);
		input.on("error", this.#onLost);
		if (!suspended) this.#take();
	}

	get counts(): TerminalCounts {
		return { bytes: this.#bytes, frames: this.#frames, dropped: this.#dropped, inputs: this.#inputs };
	}

	onInput(listener: (event: InputEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	draw(frame: Frame): void {
		if (this.#due) this.#dropped++;
		this.#frame = frame;
		this.#due = true;
		this.#schedule();
	}

	redraw(): void {
		this.#screen = undefined;
		this.#due = this.#frame !== undefined;
		this.#schedule();
	}

	copy(text: string): boolean {
		const sequence = copySequence(text);
		if (sequence === undefined || this.#closed || this.#suspended.get()) return false;
		this.#write(sequence);
		return true;
	}

	async suspend(): Promise<void> {
		if (this.#closed || this.#suspended.get()) return;
		this.#suspended.set(true);
		const read = this.#endInput();
		await this.#leaveScreen();
		await read;
	}

	resume(): void {
		if (this.#closed || this.#lost.get()) return;
		// Also when not suspended: after a stop that we did not see coming the tty may be in any mode.
		this.#release();
		this.#leave?.();
		this.#take();
		this.#suspended.set(false);
		this.redraw();
	}

	leave(): Promise<void> {
		this.#giveBack();
		return this.#endInput();
	}

	close(): void {
		this.#giveBack();
		this.#release();
	}

	[Symbol.dispose](): void {
		this.close();
	}

	#take(): void {
		this.#reading = true;
		this.#decoder.reset();
		this.#input.setRawMode?.(true);
		this.#input.on("data", this.#onData);
		this.#input.on("end", this.#onLost);
		this.#input.on("close", this.#onLost);
		this.#input.resume();
		setBlocking(this.#output, false);
		this.#write(enterModes(this.#mouse));
		if (!this.#asksBackground) return;
		this.#decoder.awaitBackground(ANSWER_MS);
		this.#answer.asked();
		this.#write(askBackground);
	}

	/** The main screen and all modes, once the frame on its way out has left. */
	#leaveScreen(): Promise<void> {
		this.#screen = undefined;
		if (!this.#writing) {
			setBlocking(this.#output, true);
			writeNow(this.#output, leaveModes);
			return Promise.resolve();
		}
		// What is in the stream's queue would come out after what is written past it.
		return new Promise((resolve) => {
			this.#leave = () => {
				this.#leave = undefined;
				writeNow(this.#output, leaveModes);
				resolve();
			};
		});
	}

	/** The main screen and all modes, at once and for good. */
	#giveBack(): void {
		const isDone = this.#closed ? !this.#writing : this.#suspended.get() && this.#leave === undefined;
		if (!this.#closed) {
			this.#closed = true;
			this.#output.off("resize", this.#onResize);
			setBlocking(this.#output, true);
		}
		if (!isDone) writeNow(this.#output, this.#writing ? abortFrame + leaveModes : leaveModes);
		this.#leave = undefined;
	}

	/** Read no more, once the terminal has answered. */
	#endInput(): Promise<void> {
		const answered = this.#reading && !this.#lost.get() ? this.#answer.rest() : undefined;
		if (answered !== undefined)
			return answered.then(() => {
				// It may have been taken again by now.
				if (this.#closed || this.#suspended.get()) this.#release();
			});
		this.#release();
		return Promise.resolve();
	}

	#release(): void {
		this.#answer.giveUp();
		if (!this.#reading) return;
		this.#reading = false;
		this.#decoder.reset();
		this.#input.off("data", this.#onData);
		this.#input.off("end", this.#onLost);
		this.#input.off("close", this.#onLost);
		this.#input.pause();
		setBlocking(this.#output, true);
		try {
			this.#input.setRawMode?.(false);
		} catch {
			// The tty is gone; there is nothing to restore.
		}
	}

	readonly #onData = (bytes: Uint8Array): void => {
		const work = this.#activity?.begin();
		try {
			this.#decoder.feed(bytes);
		} finally {
			work?.[Symbol.dispose]();
		}
	};

	readonly #onLost = (): void => {
		this.#answer.giveUp();
		if (!this.#closed) this.#lost.set(true);
	};

	readonly #onResize = (): void => {
		const { columns, rows } = this.#output;
		const next = columns && rows ? { columns, rows } : fallbackSize;
		const size = this.#size.get();
		if (next.columns !== size.columns || next.rows !== size.rows) this.#size.set(next);
	};

	#tell(event: InputEvent): void {
		if (this.#closed || this.#suspended.get()) return;
		this.#inputs++;
		// A key is work, also where it changes nothing that is drawn.
		const work = this.#activity?.begin();
		for (const listener of Array.from(this.#listeners)) listener(event);
		work?.[Symbol.dispose]();
	}

	/** One frame a turn of the event loop at most: all keys that were read together make one. */
	#schedule(): void {
		if (this.#scheduled || !this.#due) return;
		this.#scheduled = true;
		this.#work ??= this.#activity?.begin();
		setImmediate(() => {
			this.#scheduled = false;
			this.#flush();
			this.#rest();
		});
	}

	#rest(): void {
		if (this.#scheduled || this.#writing) return;
		this.#work?.[Symbol.dispose]();
		this.#work = undefined;
	}

	#flush(): void {
		if (!this.#due || this.#frame === undefined || this.#writing) return;
		if (this.#closed || this.#suspended.get() || this.#lost.get()) return;
		this.#due = false;
		const screen = this.#reader.read(this.#frame, this.#size.get());
		const bytes = paint(this.#screen, screen);
		this.#screen = screen;
		if (bytes === "") return;
		this.#frames++;
		this.#writing = true;
		this.#write(bytes, () => {
			this.#writing = false;
			this.#leave?.();
			this.#schedule();
			this.#rest();
		});
	}

	#write(text: string, written?: () => void): void {
		if (this.#lost.get()) return;
		this.#bytes += Buffer.byteLength(text);
		this.#output.write(text, (problem) => {
			if (problem) this.#onLost();
			else written?.();
		});
	}
}
