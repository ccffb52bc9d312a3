import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import { createStore, type Readable, type Store } from "../base/store.ts";
import { type Background, backgroundOf } from "./background.ts";
import type { Borrower, TerminalLoan } from "./borrower.ts";
import { copySequence } from "./clipboard.ts";
import { type ColorDepth, colorDepth } from "./color-depth.ts";
import { undoUnknown, wholeScreen } from "./foreign-modes.ts";
import { FrameWriter } from "./frame-writer.ts";
import type { InputEvent } from "./key.ts";
import { Lending } from "./lending.ts";
import { bearsLinks } from "./link-support.ts";
import { enterModes } from "./modes.ts";
import type { Frame, Terminal, TerminalCounts, TerminalSize } from "./terminal.ts";
import { TerminalInput } from "./terminal-input.ts";
import type { TerminalOptions } from "./terminal-options.ts";
import { setBlocking, type TtyOutput } from "./tty-output.ts";
import { TtySize } from "./tty-size.ts";

/** Take the tty: raw mode, alternate screen, reports on. The screen is blank until the first `draw`. */
export function openTerminal(options: TerminalOptions): Terminal {
	return new OpenTerminal(options);
}

/** Who ends waits so long for the frame that is on its way: a line that takes longer is stalled. */
const LAST_FRAME_MS = 300;

class OpenTerminal implements Terminal {
	readonly size: Readable<TerminalSize>;
	readonly lost: Readable<boolean>;
	readonly suspended: Readable<boolean>;
	readonly lent: Readable<boolean>;
	readonly colorDepth: ColorDepth;
	readonly background: Readable<Background>;
	readonly #background: Store<Background>;
	readonly #asksBackground: boolean;
	readonly #size: TtySize;
	readonly #lost = createStore(false);
	#wasOurs = false;
	readonly #suspended: Store<boolean>;
	readonly #output: TtyOutput;
	readonly #mouse: boolean;
	readonly #activity: Activity | undefined;
	readonly #input: TerminalInput;
	readonly #lending: Lending;
	readonly #writer: FrameWriter;
	readonly #listeners = new Set<(event: InputEvent) => void>();
	readonly #clock: Clock;
	/** It is being given back for good. */
	#left: Promise<void> | undefined;
	#closed = false;
	#inputs = 0;

	constructor(options: TerminalOptions) {
		const { input, output, clock, env, activity, mouse = true, background, ascii = false, suspended = false } = options;
		this.#suspended = createStore(suspended);
		this.#size = new TtySize(output);
		this.size = this.#size.now;
		this.lost = this.#lost;
		this.suspended = this.#suspended;
		this.colorDepth = colorDepth(env);
		this.#background = createStore(background ?? backgroundOf(env) ?? "dark");
		this.background = this.#background;
		// With 16 colours or none the terminal's own palette fits whatever it draws on.
		this.#asksBackground = background === undefined && (this.colorDepth === "256" || this.colorDepth === "true");
		this.#clock = clock;
		this.#output = output;
		this.#mouse = mouse;
		this.#activity = activity;
		this.#input = new TerminalInput({
			input,
			clock,
			env,
			onEvent: (event) => this.#tell(event),
			onBackground: (seen) => {
				if (!this.#closed) this.#background.set(seen);
			},
			onStatus: () => this.#writer.answered(),
			onLost: this.#onLost,
			begin: () => activity?.begin(),
		});
		this.#lending = new Lending({
			input: this.#input,
			output,
			isLost: () => this.#lost.get(),
			onLost: this.#onLost,
			onEnd: () => this.resume(),
		});
		this.lent = this.#lending.lent;
		this.#writer = new FrameWriter({
			output,
			clock,
			ascii,
			linked: bearsLinks(env),
			activity,
			size: () => this.size.get(),
			isOurs: () => this.#isOurs && !this.#lost.get(),
			isLost: () => this.#lost.get(),
			onLost: this.#onLost,
			onAsk: () => this.#input.asked(),
		});
		output.on("error", this.#onLost);
		output.on("close", this.#onLost);
		if (!suspended) this.#take();
	}

	get counts(): TerminalCounts {
		return { ...this.#writer.counts, inputs: this.#inputs };
	}

	onInput(listener: (event: InputEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	draw(frame: Frame): void {
		this.#writer.draw(frame);
	}

	redraw(): void {
		this.#writer.redraw();
	}

	copy(text: string): boolean {
		const sequence = copySequence(text);
		if (sequence === undefined || !this.#isOurs) return false;
		this.#writer.write(sequence);
		return true;
	}

	async suspend(): Promise<void> {
		if (this.#left === undefined) this.#lending.park();
		if (!this.#isOurs) return;
		this.#suspended.set(true);
		const read = this.#endInput();
		await this.#writer.leaveScreen();
		await read;
	}

	async lend(borrower: Borrower): Promise<TerminalLoan | undefined> {
		if (!this.#isOurs) return undefined;
		await this.suspend();
		// Meanwhile it may have been taken again, or come to its end.
		if (!this.#isThere || !this.#suspended.get() || this.#lending.isOut) return undefined;
		return this.#lending.begin(borrower);
	}

	resume(): void {
		if (!this.#isThere) return;
		if (this.#lending.unpark()) return;
		// Also when not suspended: after a stop that we did not see coming the tty may be in any mode.
		this.#release();
		this.#writer.takeScreen();
		// Who had it, and nobody listened to, may have been killed with everything switched on.
		const isUnknown = this.#wasOurs && !this.lent.get();
		if (isUnknown) this.#writer.write(undoUnknown());
		this.#take();
		if (isUnknown) this.#writer.write(wholeScreen);
		this.#suspended.set(false);
		this.redraw();
	}

	leave(): Promise<void> {
		this.#left ??= this.#leaveInOrder();
		return this.#left;
	}

	close(): void {
		this.#giveBack();
		this.#input.readLate();
		this.#release();
	}

	[Symbol.dispose](): void {
		this.close();
	}

	get #isOurs(): boolean {
		return !this.#closed && !this.#suspended.get() && this.#left === undefined;
	}

	/** Neither given back for good nor gone. */
	get #isThere(): boolean {
		return !this.#closed && this.#left === undefined && !this.#lost.get();
	}

	/** At once, unless a frame is on its way: what of it is still in the queue would come out on the main screen. */
	async #leaveInOrder(): Promise<void> {
		if (this.#writer.isWriting && this.#isOurs && !this.#lost.get())
			await this.#waitBriefly(this.#writer.leaveScreen());
		if (this.#lending.isWriting) await this.#waitBriefly(this.#lending.flushed());
		this.#giveBack();
		await this.#endInput();
	}

	async #waitBriefly(done: Promise<void>): Promise<void> {
		const { promise: patience, resolve } = Promise.withResolvers<void>();
		const timer = this.#clock.after(LAST_FRAME_MS, resolve);
		await Promise.race([done, patience]);
		timer.cancel();
	}

	#take(): void {
		this.#wasOurs = true;
		this.#input.take();
		setBlocking(this.#output, false);
		this.#writer.write(enterModes(this.#mouse));
		if (this.#asksBackground) this.#writer.write(this.#input.awaitBackground());
	}

	/** The main screen and all modes, at once and for good. */
	#giveBack(): void {
		const { isWriting, isLeaving } = this.#writer;
		const hasLeft = this.#closed ? !isWriting : this.#suspended.get() || this.#left !== undefined;
		const isDone = hasLeft && !isLeaving;
		const isAgain = this.#closed;
		if (!isAgain) {
			this.#closed = true;
			this.#size[Symbol.dispose]();
			setBlocking(this.#output, true);
		}
		this.#lending.giveBack(isAgain);
		if (!isDone) this.#writer.leaveScreenNow();
	}

	/** Read no more, once the terminal has answered. */
	#endInput(): Promise<void> {
		const answered = this.#lost.get() ? undefined : this.#input.rest();
		if (answered !== undefined)
			return answered.then(() => {
				// It may have been taken again by now.
				if (!this.#isOurs) this.#release();
			});
		this.#release();
		return Promise.resolve();
	}

	#release(): void {
		if (this.#input.release()) setBlocking(this.#output, true);
	}

	readonly #onLost = (): void => {
		this.#input.giveUp();
		if (!this.#closed) this.#lost.set(true);
	};

	#tell(event: InputEvent): void {
		if (!this.#isOurs) return;
		this.#inputs++;
		// A key is work, also where it changes nothing that is drawn.
		const work = this.#activity?.begin();
		for (const listener of Array.from(this.#listeners)) listener(event);
		work?.[Symbol.dispose]();
	}
}
