import { stripVTControlCharacters } from "node:util";
import { expect } from "vitest";
import { type Activity, createActivity } from "../../src/base/activity.ts";
import type { Chord } from "../../src/terminal/key.ts";
import { bearsLinks } from "../../src/terminal/link-support.ts";
import { enterModes } from "../../src/terminal/modes.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import { paint } from "../../src/terminal/painter.ts";
import { ScreenReader } from "../../src/terminal/screen.ts";
import type { Frame, Terminal } from "../../src/terminal/terminal.ts";
import { cellWidth } from "../../src/text/width.ts";
import { chordBytes } from "./chord-bytes.ts";
import { EmulatedTty } from "./emulated-tty.ts";
import { Emulator } from "./emulator.ts";
import { FakeTtyInput } from "./fake-tty.ts";
import { ManualClock, settle } from "./manual-clock.ts";

export interface InProcessOptions {
	readonly columns?: number;
	readonly rows?: number;
	readonly clock?: ManualClock;
	readonly env?: Readonly<Record<string, string>>;
	/** Counts the app's work in flight; the driver waits until there is none. */
	readonly activity?: Activity;
	/** false = only what is drawn is waited for: under a fault the app's work may go on for ever while time stands still. */
	readonly waitsForWork?: boolean;
	/** The key of a command id, so that a test can press `sort-by-name` instead of `N`. */
	readonly keyOf?: (id: string) => Chord | undefined;
	/** Bring the app up on this terminal; what it returns takes it down. */
	readonly start: (terminal: Terminal, clock: ManualClock) => Disposable | AsyncDisposable;
}

/**
 * The app on the real terminal code and a real emulator, in this process, with time standing still. After every
 * step it is asserted that the screen is what the last frame says and that no line exceeds it.
 */
export class InProcessApp implements AsyncDisposable {
	readonly clock: ManualClock;
	readonly emulator: Emulator;
	readonly terminal: Terminal;
	readonly #input = new FakeTtyInput();
	readonly #tty: EmulatedTty;
	readonly #activity: Activity;
	readonly #drawing = createActivity();
	readonly #waitsForWork: boolean;
	readonly #keyOf: (id: string) => Chord | undefined;
	readonly #app: Disposable | AsyncDisposable;
	readonly #anew: Emulator;
	/** The terminal bears links. */
	readonly #linked: boolean;
	#frame: Frame | undefined;

	private constructor(options: InProcessOptions) {
		const { columns = 80, rows = 24, env = { TERM: "xterm-256color" } } = options;
		this.clock = options.clock ?? new ManualClock();
		this.#activity = options.activity ?? createActivity();
		this.#waitsForWork = options.waitsForWork ?? true;
		this.#keyOf = options.keyOf ?? (() => undefined);
		this.#tty = new EmulatedTty(columns, rows);
		this.#linked = bearsLinks(env);
		this.#anew = new Emulator({ columns, rows });
		this.emulator = this.#tty.emulator;
		const activity = this.#drawing;
		const terminal = openTerminal({ input: this.#input, output: this.#tty, clock: this.clock, env, activity });
		this.terminal = new Proxy(terminal, {
			get: (target, name) => {
				const value: unknown = Reflect.get(target, name, target);
				if (typeof value !== "function") return value;
				if (name !== "draw") return value.bind(target);
				return (frame: Frame) => {
					this.#frame = frame;
					target.draw(frame);
				};
			},
		});
		this.#app = options.start(this.terminal, this.clock);
	}

	/** Bring an app up and wait for its first screen to be at rest. */
	static async start(options: InProcessOptions): Promise<InProcessApp> {
		const app = new InProcessApp(options);
		await app.settled();
		return app;
	}

	/** The screen as text. */
	screen(): string {
		return this.emulator.text();
	}

	/** Bytes written so far: take the difference around a step. */
	get bytes(): number {
		return this.terminal.counts.bytes;
	}

	/** Press keys or run commands by id, one after the other. */
	async press(...names: readonly string[]): Promise<void> {
		for (const name of names) {
			const chord = this.#keyOf(name) ?? name;
			this.#input.type(chordBytes(chord));
			// A lone ESC is a key only after a while.
			if (chord === "esc") await this.clock.advance(20);
			await this.settled();
		}
	}

	/** Send bytes as a terminal would: typed text, pastes, mouse. */
	async type(bytes: string): Promise<void> {
		this.#input.type(bytes);
		await this.settled();
	}

	/** Let time pass. */
	async advance(ms: number): Promise<void> {
		await this.clock.advance(ms);
		await this.settled();
	}

	async resize(columns: number, rows: number): Promise<void> {
		this.#tty.resize(columns, rows);
		this.#anew.resize(columns, rows);
		await this.settled();
	}

	/** Wait until nothing is in flight, then check the screen. */
	async settled(): Promise<void> {
		await this.drawn();
		await this.#check();
	}

	/** As {@link settled}, without a look at the screen: for steps by the thousand. */
	async drawn(): Promise<void> {
		const works = this.#waitsForWork ? [this.#activity, this.#drawing] : [this.#drawing];
		do {
			for (const work of works) await work.idle();
			await settle();
		} while (works.some(({ pending }) => pending.get() > 0));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		if (Symbol.asyncDispose in this.#app) await this.#app[Symbol.asyncDispose]();
		else this.#app[Symbol.dispose]();
		this.terminal.close();
	}

	async #check(): Promise<void> {
		const frame = this.#frame;
		if (frame === undefined || this.terminal.suspended.get()) return;
		const size = this.terminal.size.get();
		expect(frame.lines.length, "lines of the frame").toBeLessThanOrEqual(size.rows);
		for (const line of frame.lines) {
			expect(cellWidth(stripVTControlCharacters(line)), `width of ${JSON.stringify(line)}`).toBeLessThanOrEqual(
				size.columns,
			);
		}
		const reader = new ScreenReader({ linked: this.#linked });
		await this.#anew.write(`\x1bc${enterModes(true)}${paint(undefined, reader.read(frame, size))}`);
		expect(this.emulator.styledLines(), "the screen is the last frame").toEqual(this.#anew.styledLines());
	}
}
