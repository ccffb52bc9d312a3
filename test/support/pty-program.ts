import { type IPty, spawn } from "@lydell/node-pty";
import type { ActivityLine } from "../../src/cli/activity-report.ts";
import type { Chord } from "../../src/terminal/key.ts";
import { ActivityServer } from "./activity-server.ts";
import { chordBytes } from "./chord-bytes.ts";
import { Emulator } from "./emulator.ts";
import type { SlowLine } from "./slow-line.ts";

export interface PtyOptions {
	readonly command: string;
	readonly args: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	readonly columns?: number;
	readonly rows?: number;
	readonly cwd?: string;
	/** How long the way to the terminal and back is when it is asked for its background; it does not answer when left out. */
	readonly answersAfterMs?: number;
	/** What lies between the program and its screen, both ways; nothing when left out. */
	readonly line?: SlowLine;
	/** How long a wait may last before it is in vain. */
	readonly patienceMs?: number;
}

export interface PtyExit {
	readonly exitCode: number;
	readonly signal?: number;
}

/** A program in a real pseudo-terminal, with a real emulator as its screen. Nothing here sleeps. */
export class PtyProgram {
	readonly emulator: Emulator;
	readonly #pty: IPty;
	readonly #line: SlowLine | undefined;
	readonly #activity: ActivityServer;
	readonly #watchers = new Set<() => void>();
	readonly #patienceMs: number;
	#received = 0;
	readonly #recorders: { text: string }[] = [];
	/** Writes that are on their way to the screen. */
	#unshown = 0;
	#sent = 0;
	#exit: PtyExit | undefined;

	constructor(options: PtyOptions) {
		const { command, args, env = {}, columns = 80, rows = 24, cwd, answersAfterMs, patienceMs = 20_000 } = options;
		this.#patienceMs = patienceMs;
		this.#line = options.line;
		this.emulator = new Emulator({ columns, rows, ...(answersAfterMs === undefined ? {} : { answersAfterMs }) });
		this.#activity = new ActivityServer(() => this.#look());
		this.#pty = spawn(command, [...args], {
			name: env["TERM"] ?? "xterm-256color",
			cols: columns,
			rows,
			encoding: null,
			env: {
				PATH: process.env["PATH"],
				HOME: process.env["HOME"],
				LANG: "C.UTF-8",
				TERM: "xterm-256color",
				YAGURA_ACTIVITY_SOCKET: this.#activity.path,
				...env,
			},
			...(cwd === undefined ? {} : { cwd }),
		});
		// With no encoding set the data are bytes, whatever the type says.
		this.#pty.onData((data) => {
			const bytes = data as unknown as Uint8Array;
			if (this.#line === undefined) this.#show(bytes);
			else this.#line.down(bytes, (piece) => this.#show(piece));
		});
		this.emulator.onReply((reply) => this.#send(reply));
		this.#pty.onExit(({ exitCode, signal }) => {
			this.#exit = signal ? { exitCode, signal } : { exitCode };
			this.#look();
		});
	}

	get pid(): number {
		return this.#pty.pid;
	}

	/** Bytes that reached the screen. */
	get received(): number {
		return this.#received;
	}

	/** What the program writes from now on, byte by byte a character, as far as the emulator has seen it. */
	record(): { readonly text: string } {
		const recorder = { text: "" };
		this.#recorders.push(recorder);
		return recorder;
	}

	/** The program's newest report. */
	get activity(): ActivityLine | undefined {
		return this.#activity.last;
	}

	/** Press keys, one after the other, and wait until each has had its effect. */
	async press(...chords: readonly Chord[]): Promise<void> {
		for (const chord of chords) {
			this.send(chordBytes(chord), 1);
			await this.idle();
		}
	}

	/** Send bytes that the program takes as so many events. */
	send(bytes: string, events: number): void {
		this.#sent += events;
		this.#send(bytes);
	}

	/** Type a text as fast as the line goes. */
	async type(text: string): Promise<void> {
		this.send(text, Array.from(text).length);
		await this.idle();
	}

	async resize(columns: number, rows: number): Promise<void> {
		this.emulator.resize(columns, rows);
		this.#pty.resize(columns, rows);
	}

	/** Read nothing from the program: a line that stalls, or ctrl-s. */
	stall(): void {
		this.#pty.pause();
	}

	/** Read again. */
	flow(): void {
		this.#pty.resume();
	}

	signal(name: NodeJS.Signals): void {
		process.kill(this.#pty.pid, name);
	}

	/** The program has taken all input, has nothing in flight, and all its frames are on the screen; or it has ended. */
	idle(): Promise<void> {
		return this.until("nothing to do", () => {
			if (this.#exit !== undefined) return true;
			const line = this.#activity.last;
			return (
				line !== undefined && line.pending === 0 && line.inputs >= this.#sent && this.emulator.updates >= line.frames
			);
		});
	}

	/** Wait until the screen shows a text. */
	shows(text: string | RegExp): Promise<void> {
		return this.until(`the screen to show ${text}`, () => {
			const screen = this.emulator.text();
			return typeof text === "string" ? screen.includes(text) : text.test(screen);
		});
	}

	/** Wait for the program's end. */
	async exited(): Promise<PtyExit> {
		await this.until("the program's end", () => this.#exit !== undefined && this.#unshown === 0);
		return this.#exit as PtyExit;
	}

	/** Wait until something is so; looked at after every output, report and exit, never by time. */
	until(what: string, isSo: () => boolean): Promise<void> {
		return new Promise((resolve, reject) => {
			const watcher = (): void => {
				if (!isSo()) return;
				end();
				resolve();
			};
			const end = (): void => {
				clearTimeout(timer);
				this.#watchers.delete(watcher);
			};
			const timer = setTimeout(() => {
				end();
				const state = `exit ${JSON.stringify(this.#exit)}, activity ${JSON.stringify(this.#activity.last)}`;
				reject(new Error(`waited in vain for ${what}; ${state}; screen:\n${this.emulator.text()}`));
			}, this.#patienceMs);
			this.#watchers.add(watcher);
			watcher();
		});
	}

	/** Hang up: what closing the terminal's window does. */
	hangUp(): void {
		(this.#pty as unknown as { destroy(): void }).destroy();
	}

	[Symbol.dispose](): void {
		this.#activity.close();
		if (this.#exit !== undefined) return;
		try {
			// The whole group: what a shell started, stopped or not, goes with it.
			process.kill(-this.#pty.pid, "SIGKILL");
		} catch {
			// It has just ended.
		}
	}

	#send(bytes: string): void {
		if (this.#line === undefined) this.#pty.write(bytes);
		else this.#line.up(() => this.#pty.write(bytes));
	}

	#show(bytes: Uint8Array): void {
		this.#unshown++;
		void this.emulator.write(bytes).then(() => {
			this.#received += bytes.length;
			this.#unshown--;
			for (const recorder of this.#recorders) recorder.text += Buffer.from(bytes).toString("latin1");
			this.#look();
		});
	}

	#look(): void {
		for (const watcher of Array.from(this.#watchers)) watcher();
	}
}
