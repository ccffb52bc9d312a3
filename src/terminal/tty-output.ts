import { writeSync } from "node:fs";

/** What is needed of `process.stdout` (a `tty.WriteStream`). */
export interface TtyOutput {
	readonly fd?: number;
	readonly columns?: number;
	readonly rows?: number;
	write(text: string | Uint8Array, written: (problem?: Error | null) => void): boolean;
	on(event: "resize" | "close", listener: () => void): unknown;
	on(event: "error", listener: (problem: Error) => void): unknown;
	off(event: "resize" | "close", listener: () => void): unknown;
	off(event: "error", listener: (problem: Error) => void): unknown;
	/** The libuv handle; not public, so every use is guarded. */
	readonly _handle?: { setBlocking?(blocking: boolean): void } | null;
}

/**
 * Let writes to a terminal return at once. Node makes them block, so that a terminal that does not read (ctrl-s,
 * a stalled line) would stop the whole program.
 */
export function setBlocking(output: TtyOutput, blocking: boolean): void {
	output._handle?.setBlocking?.(blocking);
}

/** How often a full line is tried again before the last words are given up. */
const tries = 50;

/**
 * Write at once, past the stream's queue: for the last words of a process that ends. Never throws; gives up on a
 * line that stays full or is gone.
 */
export function writeNow(output: TtyOutput, text: string): void {
	if (output.fd === undefined) {
		output.write(text, () => {});
		return;
	}
	writeWhole(output.fd, text);
}

/** Write to a file descriptor at once, also where it is full for a moment. As {@link writeNow} it never throws. */
export function writeWhole(fd: number, text: string): void {
	let bytes: Uint8Array = Buffer.from(text);
	for (let turn = 0; turn < tries && bytes.length > 0; turn++) {
		try {
			bytes = bytes.subarray(writeSync(fd, bytes));
		} catch (problem) {
			if ((problem as NodeJS.ErrnoException).code !== "EAGAIN") return;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
		}
	}
}
