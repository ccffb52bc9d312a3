import { EventEmitter } from "node:events";

/** A tty's input: type into it with `emit("data", bytes)`; it records how it was set. */
export class FakeTtyInput extends EventEmitter {
	raw = false;
	reading = false;

	setRawMode(raw: boolean): void {
		this.raw = raw;
	}

	pause(): void {
		this.reading = false;
	}

	resume(): void {
		this.reading = true;
	}

	type(text: string): void {
		this.emit("data", Buffer.from(text));
	}
}

/** A tty's output: holds each write back until `drain`, when told to stall. */
export class FakeTtyOutput extends EventEmitter {
	columns: number;
	rows: number;
	stalled = false;
	blocking = true;
	written = "";
	readonly _handle = { setBlocking: (blocking: boolean): void => void (this.blocking = blocking) };
	readonly #waiting: ((problem?: Error | null) => void)[] = [];

	constructor(columns = 20, rows = 4) {
		super();
		this.columns = columns;
		this.rows = rows;
	}

	write(text: string | Uint8Array, written: (problem?: Error | null) => void): boolean {
		this.written += typeof text === "string" ? text : Buffer.from(text).toString();
		if (this.stalled) this.#waiting.push(written);
		else setImmediate(() => written());
		return !this.stalled;
	}

	/** The other side reads again. */
	drain(): void {
		this.stalled = false;
		for (const written of this.#waiting.splice(0)) written();
	}

	resize(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.emit("resize");
	}

	/** What was written since the last call. */
	take(): string {
		const { written } = this;
		this.written = "";
		return written;
	}
}
