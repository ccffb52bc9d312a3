import type { Clock } from "../base/clock.ts";
import { createStore, type Readable } from "../base/store.ts";
import type { ProcessEnd, RemoteProcess } from "../kube/streams/remote-process.ts";
import type { TerminalLoan } from "../terminal/borrower.ts";
import { EscapeScanner } from "../terminal/escape-scanner.ts";
import { ForeignModes } from "../terminal/foreign-modes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";
import { Backlog } from "./backlog.ts";
import { EscapeChord } from "./escape-chord.ts";

/** What a session is, and with which process. */
export interface SessionOptions {
	readonly process: RemoteProcess;
	readonly clock: Clock;
	/** Tells it apart from the others, e.g. `shell-2`. */
	readonly name: string;
	/** `shell`, `attach`, `debug` ...: what the user asked for. */
	readonly what: SafeText;
	/** Where the process is, e.g. `payments/api-0 (app)`. */
	readonly target: SafeText;
	/** It has a terminal of its own. */
	readonly tty: boolean;
	/** It reads what is typed; true when left out. */
	readonly reads?: boolean;
	/** What the user should know before it begins. */
	readonly remark?: SafeText;
}

const CTRL_C = 0x03;
const CTRL_D = 0x04;
const LF = 0x0a;
const CR = 0x0d;

/** How a session was left: it goes on without the terminal, or is over; or the terminal was not to be had. */
export type Departure = "left" | "ended" | "refused";

/** A process in a container with the user's terminal, or waiting for it. */
export class Session {
	readonly name: string;
	readonly what: SafeText;
	readonly target: SafeText;
	readonly startedAtMs: number;
	/** How the process ended; undefined while it runs. */
	readonly end: Readable<ProcessEnd | undefined>;
	/** Bytes that have come since the terminal was last here. */
	readonly unseenBytes: Readable<number>;
	/** Settles when it has said something, or ended. */
	readonly alive: Promise<void>;
	readonly #options: SessionOptions;
	readonly #end = createStore<ProcessEnd | undefined>(undefined);
	readonly #unseenBytes = createStore(0);
	readonly #modes = new ForeignModes();
	readonly #backlog = new Backlog();
	readonly #scanner: EscapeScanner;
	readonly #alive = Promise.withResolvers<void>();
	/** What came before it was first on the terminal, which has to be shown as it is. */
	#first: Uint8Array[] | undefined = [];
	#loan: TerminalLoan | undefined;
	/** The user has ended it. */
	#isClosed = false;

	constructor(options: SessionOptions) {
		const { process, clock } = options;
		this.#options = options;
		this.name = options.name;
		this.what = options.what;
		this.target = options.target;
		this.startedAtMs = clock.now();
		this.end = this.#end;
		this.unseenBytes = this.#unseenBytes;
		this.alive = this.#alive.promise;
		this.#scanner = new EscapeScanner({
			text: (bytes) => {
				if (!this.#modes.isAlternate) this.#backlog.text(bytes);
			},
			escape: (escape) => {
				if (!this.#modes.isAlternate) this.#backlog.escape(escape);
				this.#modes.read(escape);
			},
		});
		process.onOutput((bytes) => this.#output(bytes));
		process.resume();
		void process.ended.then((end) => {
			this.#end.set(end);
			this.#alive.resolve();
		});
	}

	/** Settles when the process has ended. */
	get ended(): Promise<unknown> {
		return this.#options.process.ended;
	}

	/** It has said nothing so far. */
	get isSilent(): boolean {
		return this.#first?.length === 0;
	}

	/** The user has ended it, not the process. */
	get isClosed(): boolean {
		return this.#isClosed;
	}

	/** Give it the terminal until it ends or the user leaves it. */
	async show(terminal: Pick<Terminal, "lend" | "size">): Promise<Departure> {
		const { process, clock, tty } = this.#options;
		const { promise: departure, resolve: depart } = Promise.withResolvers<Departure>();
		const chord = new EscapeChord(clock, {
			typed: (bytes) => this.#typed(bytes),
			chord: (meaning) => {
				if (meaning === "end") this.close();
				else depart("left");
			},
		});
		const loan = await terminal.lend({
			ownLineEnds: tty,
			modes: this.#modes,
			typed: (bytes) => chord.feed(bytes),
			drained: () => process.resume(),
			returned: () => this.#repaint(terminal),
		});
		if (loan === undefined) return "refused";
		const undo = [
			process.onDrain(() => loan.hold(false)),
			terminal.size.subscribe(() => {
				const { columns, rows } = terminal.size.get();
				process.resize(columns, rows);
			}),
		];
		this.#loan = loan;
		this.#begin(terminal);
		void process.ended.then(() => depart("ended"));
		const how = await departure;
		for (const end of undo) end();
		chord.drop();
		this.#loan = undefined;
		// The rest that a full line held back goes on without the terminal.
		process.resume();
		if (!this.#modes.isAlternate) loan.show(Buffer.from(how === "ended" ? `\r\n${endText(this)}\r\n` : "\r\n"));
		await loan.end();
		return how;
	}

	/** End it: the connection is cut. */
	close(): void {
		this.#isClosed ||= this.#end.get() === undefined;
		this.#options.process.close();
	}

	#begin(terminal: Pick<Terminal, "size">): void {
		const first = this.#first;
		this.#first = undefined;
		this.#unseenBytes.set(0);
		const said = messages.shells;
		const { what, target, remark } = this.#options;
		const lines = [safeText(said.greeting(what, target)), ...(remark === undefined ? [] : [remark])];
		this.#loan?.show(Buffer.from(lines.map((line) => `${line}\r\n`).join("")));
		if (first === undefined) {
			this.#repaint(terminal);
			return;
		}
		const { columns, rows } = terminal.size.get();
		if (this.#options.tty) this.#options.process.resize(columns, rows);
		for (const bytes of first) this.#show(bytes);
		this.#options.process.resume();
	}

	/** A screen that is not known: what was written is shown again, and a program that owns the screen is told of a size twice, which makes it draw. */
	#repaint(terminal: Pick<Terminal, "size">): void {
		const { process, tty } = this.#options;
		if (!this.#modes.isAlternate) this.#loan?.show(this.#backlog.bytes());
		if (!tty) return;
		const { columns, rows } = terminal.size.get();
		if (this.#modes.isAlternate) process.resize(columns, Math.max(1, rows - 1));
		process.resize(columns, rows);
	}

	/** What has no terminal of its own neither echoes nor knows what ends a line, or the input. */
	#typed(bytes: Uint8Array): void {
		const { process, tty, reads = true } = this.#options;
		if (!reads) {
			if (bytes.includes(CTRL_C)) this.close();
			return;
		}
		const text = tty ? bytes : bytes.map((byte) => (byte === CR ? LF : byte));
		if (!tty && bytes.includes(CTRL_C)) this.close();
		else if (!tty && bytes.includes(CTRL_D)) process.closeInput();
		else {
			if (!tty) this.#loan?.show(text);
			if (!process.write(text)) this.#loan?.hold(true);
		}
	}

	#output(bytes: Uint8Array): void {
		this.#alive.resolve();
		if (this.#first === undefined) this.#show(bytes);
		else {
			this.#first.push(bytes);
			this.#options.process.pause();
		}
	}

	#show(bytes: Uint8Array): void {
		this.#scanner.feed(bytes);
		if (this.#loan === undefined) this.#unseenBytes.update((count) => count + bytes.length);
		else if (!this.#loan.show(bytes)) this.#options.process.pause();
	}
}

/** How a session ended, as a sentence. */
export function endText({ what, target, end, isClosed }: Session): SafeText {
	const said = messages.shells.ended;
	const how = end.get();
	if (how === undefined) return safeText(said.running(what, target));
	if (isClosed) return safeText(said.closed(what, target));
	if (how.how === "exited") return safeText(said.exited(what, target, how.code));
	return safeText(how.how === "failed" ? said.failed(what, how.failure.message) : said.lost(what, how.failure.message));
}
