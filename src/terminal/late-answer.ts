import { closeSync, constants, openSync, readSync } from "node:fs";

/** What a terminal answers about its status, and about its background. */
// oxlint-disable-next-line no-control-regex -- answers begin and end with control characters
const answers = /\x1b\[[03]n|\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)/g;

/** How often it is looked for what has come, and how long between. */
const looks = { most: 25, everyMs: 10 };

/**
 * Read what the terminal still answers, at once and past the stream: for a process that ends while answers are on their
 * way, which would be typed to the shell. Gives up after a quarter of a second, and where the terminal cannot be opened
 * in a way that never blocks.
 *
 * @param count answers to wait for
 */
export function readLateAnswers(count: number): void {
	let tty: number;
	try {
		tty = openSync("/dev/tty", constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
	} catch {
		return;
	}
	const bytes = Buffer.alloc(4096);
	let text = "";
	for (let look = 0; look < looks.most && (text.match(answers)?.length ?? 0) < count; look++) {
		try {
			text += bytes.toString("latin1", 0, readSync(tty, bytes));
		} catch (problem) {
			if ((problem as NodeJS.ErrnoException).code !== "EAGAIN") break;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, looks.everyMs);
		}
	}
	closeSync(tty);
}
