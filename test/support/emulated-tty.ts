import { Emulator } from "./emulator.ts";
import { FakeTtyOutput } from "./fake-tty.ts";

/** A tty's output whose other end is an emulator: a write is done when it is on the screen. */
export class EmulatedTty extends FakeTtyOutput {
	readonly emulator: Emulator;

	constructor(columns: number, rows: number) {
		super(columns, rows);
		this.emulator = new Emulator({ columns, rows });
	}

	override write(text: string | Uint8Array, written: (problem?: Error | null) => void): boolean {
		this.written += typeof text === "string" ? text : Buffer.from(text).toString();
		void this.emulator.write(text).then(() => written());
		return true;
	}

	override resize(columns: number, rows: number): void {
		this.emulator.resize(columns, rows);
		super.resize(columns, rows);
	}
}
