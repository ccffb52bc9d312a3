import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";

/**
 * What Ink takes for its terminal. Ink writes one whole frame at a time to it (`debug`), and nothing it writes
 * goes anywhere but to `onText`.
 */
export class FrameSink extends EventEmitter {
	readonly isTTY = true;
	readonly writable = true;
	columns: number;
	rows: number;
	readonly #onText: (text: string) => void;

	constructor(size: { columns: number; rows: number }, onText: (text: string) => void) {
		super();
		this.columns = size.columns;
		this.rows = size.rows;
		this.#onText = onText;
	}

	/** Frames come without a callback; a write with one is Ink waiting for earlier writes. */
	write(text: string, written?: () => void): boolean {
		if (written === undefined) this.#onText(text);
		else written();
		return true;
	}

	resize(size: { columns: number; rows: number }): void {
		this.columns = size.columns;
		this.rows = size.rows;
		this.emit("resize");
	}

	/** The sink where Ink wants a stream. It touches only what this class has. */
	asStream(): NodeJS.WriteStream {
		return this as unknown as NodeJS.WriteStream;
	}
}

/** An input that never says anything: keys come decoded from `src/terminal`. */
export function silentInput(): NodeJS.ReadStream {
	return new PassThrough() as unknown as NodeJS.ReadStream;
}
