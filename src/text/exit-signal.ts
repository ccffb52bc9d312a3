/** Linux' own numbers: those of the containers, whatever this program runs on. @see signal(7) */
const names: Readonly<Record<number, string>> = {
	1: "SIGHUP",
	2: "SIGINT",
	3: "SIGQUIT",
	4: "SIGILL",
	5: "SIGTRAP",
	6: "SIGABRT",
	7: "SIGBUS",
	8: "SIGFPE",
	9: "SIGKILL",
	11: "SIGSEGV",
	13: "SIGPIPE",
	14: "SIGALRM",
	15: "SIGTERM",
	24: "SIGXCPU",
	25: "SIGXFSZ",
	31: "SIGSYS",
};

/** Signals after which the kernel writes a core, where the node is told to keep one. @see core(5) */
const crashes: ReadonlySet<number> = new Set([3, 4, 5, 6, 7, 8, 11, 24, 25, 31]);

/** Runtimes, as shells, report what a signal ended as this and its number. */
const SIGNAL_BASE = 128;

/** A signal that ended a process. */
export interface ExitSignal {
	readonly number: number;
	readonly name: string;
	/** It is one of those that end a program which did something impossible. */
	readonly isCrash: boolean;
}

/**
 * The signal behind an exit code, e.g. `SIGSEGV` behind 139; undefined for a code that a program chose itself.
 *
 * @param signal - the signal's number where the kubelet tells it
 */
export function exitSignal(exitCode: number, signal = 0): ExitSignal | undefined {
	const number = signal > 0 ? signal : exitCode - SIGNAL_BASE;
	const name = names[number];
	return name === undefined ? undefined : { number, name, isCrash: crashes.has(number) };
}
