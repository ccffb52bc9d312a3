import { createStore, type Readable } from "../base/store.ts";
import type { TerminalSize } from "./terminal.ts";
import type { TtyOutput } from "./tty-output.ts";

/** Of a tty that does not know its own. */
const fallbackSize: TerminalSize = { columns: 80, rows: 24 };

/** The size of a tty, as it is now; followed until it is disposed of. */
export class TtySize implements Disposable {
	readonly now: Readable<TerminalSize>;
	readonly #now = createStore(fallbackSize);
	readonly #output: TtyOutput;

	constructor(output: TtyOutput) {
		this.now = this.#now;
		this.#output = output;
		this.#read();
		output.on("resize", this.#read);
	}

	[Symbol.dispose](): void {
		this.#output.off("resize", this.#read);
	}

	readonly #read = (): void => {
		const { columns, rows } = this.#output;
		const next = columns && rows ? { columns, rows } : fallbackSize;
		const size = this.#now.get();
		if (next.columns !== size.columns || next.rows !== size.rows) this.#now.set(next);
	};
}
