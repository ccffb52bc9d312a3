import { createConnection } from "node:net";
import type { Readable } from "../base/store.ts";
import type { TerminalCounts } from "../terminal/terminal.ts";

/** One line of the report, as JSON. A test compares it with what it has sent and received. */
export interface ActivityLine extends TerminalCounts {
	/** Pieces of work in flight. */
	readonly pending: number;
}

/** The environment variable that names the socket to report to. */
export const activitySocketVariable = "YAGURA_ACTIVITY_SOCKET";

/**
 * Report what the program is doing to a Unix socket, so that a test of the built program waits for "nothing to
 * do" instead of sleeping. A line is sent when work begins or ends, after the turn of the event loop in which it
 * did: what a key set off is then on the books. Where nobody listens, nothing happens.
 */
export function reportActivity(path: string, pending: Readable<number>, counts: () => TerminalCounts): Disposable {
	const socket = createConnection(path);
	let due = false;
	const send = (): void => {
		due = false;
		const line: ActivityLine = { pending: pending.get(), ...counts() };
		if (!socket.destroyed) socket.write(`${JSON.stringify(line)}\n`);
	};
	const schedule = (): void => {
		if (due) return;
		due = true;
		// Two turns: a state set outside of an event is rendered in a turn of its own.
		setImmediate(() => setImmediate(send));
	};
	socket.on("error", () => socket.destroy());
	socket.unref();
	const end = pending.subscribe(schedule);
	schedule();
	return {
		[Symbol.dispose]() {
			end();
			socket.destroy();
		},
	};
}
