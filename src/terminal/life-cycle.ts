import { constants } from "node:os";
import type { Clock } from "../base/clock.ts";
import { endingAccount } from "./ending-account.ts";
import type { Terminal } from "./terminal.ts";

/** What is needed of `process`. */
interface HostProcess {
	readonly pid: number;
	on(event: string, listener: (detail: unknown) => void): unknown;
	off(event: string, listener: (detail: unknown) => void): unknown;
	kill(pid: number, signal: NodeJS.Signals): unknown;
	exit(code: number): void;
}

export interface LifeCycleOptions {
	readonly terminal: Terminal;
	readonly host: HostProcess;
	readonly clock: Clock;
	/** Close what is open (sessions, files, children). It gets {@link cleanUpMs} and may fail. */
	readonly cleanUp: () => Promise<void> | void;
	/** Where the account of a crash goes, one safe line at a time, after the terminal is restored. */
	readonly report: (line: string) => void;
}

export interface LifeCycle extends Disposable {
	/** Restore the terminal, clean up within bounds and end the process. The first call decides the code. */
	exit(code: number): void;
}

/** Time that cleaning up may take. */
export const cleanUpMs = 2000;

/** A stop waits so long for a stalled line to take the last frame. */
const stopMs = 300;

/** Signals that end a process by default and can be caught. (USR1 and PROF are Node's own.) */
const endings = [
	"SIGHUP",
	"SIGINT",
	"SIGQUIT",
	"SIGABRT",
	"SIGUSR2",
	"SIGALRM",
	"SIGTERM",
	"SIGXCPU",
	"SIGXFSZ",
	"SIGVTALRM",
	"SIGIO",
	"SIGSYS",
] as const;
const impatient: ReadonlySet<string> = new Set(["SIGINT", "SIGQUIT", "SIGTERM"]);
const fromKeyboard: ReadonlySet<string> = new Set(["SIGINT", "SIGQUIT"]);
/** A signal that another process has had may take so long to reach us on a busy machine. */
const lateSignalMs = 250;
const lostExitCode = 128 + 1;

/**
 * Tie the terminal to the life of the process: however the process ends, the terminal is put back first, and what
 * is open gets a bounded time to close. A stop (`TSTP`) hands the terminal back, `CONT` takes it again.
 *
 * Exit codes: 128 + the signal's number; 129, too, when the terminal is gone; 1 after a crash.
 */
export function guardLifeCycle({ terminal, host, clock, cleanUp, report }: LifeCycleOptions): LifeCycle {
	let ending = false;
	let ended = false;
	const undo: (() => void)[] = [];
	const listen = (event: string, listener: (detail: unknown) => void): void => {
		host.on(event, listener);
		undo.push(() => host.off(event, listener));
	};
	const exit = (code: number): void => {
		const left = terminal.leave();
		if (ending) return;
		ending = true;
		clock.after(cleanUpMs, () => end(code));
		void Promise.try(cleanUp)
			.catch(crashed)
			.then(() => left)
			.finally(() => end(code));
	};
	const end = (code: number): void => {
		if (ended) return;
		ended = true;
		host.exit(code);
	};
	const crashed = (problem: unknown): void => {
		void terminal.leave().then(() => {
			for (const line of endingAccount(problem)) report(line);
		});
	};
	const crash = (problem: unknown): void => {
		crashed(problem);
		exit(1);
	};
	const isStopped = listenForStop(terminal, host, clock, listen);
	const isMeantForAnother = watchLending(terminal, clock, isStopped, undo);
	for (const signal of endings) {
		const number: number | undefined = constants.signals[signal];
		if (number === undefined) continue;
		listen(signal, () => {
			if (fromKeyboard.has(signal) && isMeantForAnother()) return;
			// Asked again by someone, it does not wait for the clean-up. (A hang-up comes twice by itself.)
			if (ending && impatient.has(signal)) end(128 + number);
			else exit(128 + number);
		});
	}
	listen("uncaughtException", crash);
	listen("unhandledRejection", crash);
	listen("exit", () => terminal.close());
	undo.push(terminal.lost.subscribe(() => exit(lostExitCode)));
	if (terminal.lost.get()) exit(lostExitCode);
	return {
		exit,
		[Symbol.dispose]() {
			for (const end of undo) end();
		},
	};
}

/**
 * Ctrl-c goes to all in the foreground: while something else has the terminal it is meant for that. It may reach us
 * only when the other has ended of it: that one, too, is not ours. (Where the terminal is ours, no key makes a signal.)
 *
 * @returns to be asked of each signal of the keyboard: whether it is meant for what has, or had, the terminal
 */
function watchLending(terminal: Terminal, clock: Clock, isStopped: () => boolean, undo: (() => void)[]): () => boolean {
	let wasOurs = !terminal.suspended.get();
	let heard = false;
	let lateUntilMs = Number.NEGATIVE_INFINITY;
	undo.push(
		terminal.suspended.subscribe(() => {
			if (!terminal.suspended.get() && !terminal.lent.get() && wasOurs && !heard && !isStopped())
				lateUntilMs = clock.monotonic() + lateSignalMs;
			wasOurs = true;
			heard = false;
		}),
	);
	return () => {
		const lent = isAnothers(terminal) && !isStopped();
		const late = clock.monotonic() < lateUntilMs;
		heard ||= lent;
		lateUntilMs = Number.NEGATIVE_INFINITY;
		return lent || late;
	};
}

/** Some other process has the terminal. One that it is lent to has it through us. */
function isAnothers(terminal: Terminal): boolean {
	return terminal.suspended.get() && !terminal.lent.get();
}

/** @returns whether the terminal was given back for a stop */
function listenForStop(
	terminal: Terminal,
	host: HostProcess,
	clock: Clock,
	listen: (event: string, listener: () => void) => void,
): () => boolean {
	let stopped = false;
	listen("SIGTSTP", () => {
		stopped = !isAnothers(terminal);
		const timer = clock.after(stopMs, stop);
		terminal.suspend().then(stop, stop);
		let done = false;
		function stop(): void {
			if (done) return;
			done = true;
			timer.cancel();
			host.kill(host.pid, "SIGSTOP");
		}
	});
	listen("SIGCONT", () => {
		// While something else has the terminal it is not ours to take, unless it was the stop that gave it away.
		if (stopped || !isAnothers(terminal)) terminal.resume();
		stopped = false;
	});
	return () => stopped;
}
