import { fstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type UserPlace, userFolder } from "../config/user-folder.ts";

/** Says that the terminal is taken. Left behind only by a program that could not give it back. */
export interface KillMarker {
	/** The last one in this terminal was killed. */
	readonly wasKilled: boolean;
	/** The terminal is about to be taken. */
	set(): void;
	/** It has been given back. Synchronous, for an `exit` listener. */
	remove(): void;
}

/** What is needed of the terminal and of the machine. */
interface MarkedTty {
	/** Of standard input. */
	readonly fd: number;
	/** This program's own. */
	readonly pid: number;
	/** Does a process run? */
	readonly isRunning: (pid: number) => boolean;
}

/**
 * The marker of the terminal that `fd` is, in the user's state folder. Terminals take the numbers of those that were
 * closed: only one that was made at the same time is the same. Where no file can be written, or the
 * terminal cannot be told from others, there is no marker.
 */
export function killMarker(place: UserPlace, { fd, pid, isRunning }: MarkedTty): KillMarker {
	const folder = userFolder("XDG_STATE_HOME", [".local", "state"], place);
	const tty = identify(fd);
	if (tty === undefined) return { wasKilled: false, set: () => {}, remove: () => {} };
	const { rdev, ctimeMs } = tty;
	const file = join(folder, `terminal-${rdev}`);
	const left = read(file);
	return {
		wasKilled: left !== undefined && left.madeAtMs === ctimeMs && !isRunning(left.pid),
		set() {
			try {
				mkdirSync(folder, { recursive: true, mode: 0o700 });
				rmSync(file, { force: true });
				writeFileSync(file, `${pid} ${ctimeMs}\n`, { mode: 0o600, flag: "wx" });
			} catch {
				// A home that cannot be written to is no reason not to start.
			}
		},
		remove() {
			try {
				if (read(file)?.pid === pid) rmSync(file);
			} catch {
				// Said in vain once, then.
			}
		},
	};
}

function identify(fd: number): { readonly rdev: number; readonly ctimeMs: number } | undefined {
	try {
		return fstatSync(fd);
	} catch {
		return undefined;
	}
}

function read(file: string): { readonly pid: number; readonly madeAtMs: number } | undefined {
	try {
		const [pid, madeAtMs] = readFileSync(file, "utf8").split(" ").map(Number);
		return pid === undefined || madeAtMs === undefined ? undefined : { pid, madeAtMs };
	} catch {
		return undefined;
	}
}
