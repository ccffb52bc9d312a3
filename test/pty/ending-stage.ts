import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { builtFixture } from "../support/built-fixture.ts";
import { untouchedModes } from "../support/emulator.ts";
import { PtyProgram } from "../support/pty-program.ts";

/** The built program. */
export const bundle = join(import.meta.dirname, "../../dist/yagura.mjs");

/** From the ending to the last process gone. */
const LONGEST_END_MS = 2_000;
/** Ticks of 10 ms that an ending may compute: a second's half. One that spins takes all there are. */
const MOST_TICKS = 50;

/**
 * What a shell would do around the program, and tell what it finds afterwards: exit code, whether the tty is set as
 * before, and what was typed or answered and not read by anybody.
 */
const shell = `
run() { "$@"; }
trap : INT QUIT
echo 'what was there before'
settings=$(stty -g)
run "$@"; code=$?
[ "$(stty -g)" = "$settings" ] && tty=same || tty=changed
IFS= read -rs -t 0.1 -d '' left
printf 'code %d, tty %s, left over [%q]\\n' "$code" "$tty" "$left"
`;

const twoLines = "printf 'one\\ntwo\\n'";

export interface EndingStageOptions {
	readonly args: readonly string[];
	/** The program's home: its files. */
	readonly home: string;
	/** The module of `fixtures` that is loaded before the program, and what it is told. */
	readonly door: string;
	readonly env: Readonly<Record<string, string>>;
	/** How long a wait may last before it is in vain. */
	readonly patienceMs?: number;
	/** No shell around it: it leads the session itself. */
	readonly alone?: boolean;
	/** Its standard input is a pipe, with two lines in it. */
	readonly piped?: boolean;
}

/** The built program in a shell in a pty, and what is left when it has ended. */
export class EndingStage implements Disposable {
	readonly program: PtyProgram;
	readonly #alone: boolean;

	constructor({ args, home, door, env, patienceMs, alone = false, piped = false }: EndingStageOptions) {
		this.#alone = alone;
		const preload = builtFixture(door);
		const command = [process.execPath, "--max-semi-space-size=2", "--import", preload, bundle, ...args];
		const script = alone ? 'exec "$@"' : shell;
		const inBash = [
			"/bin/bash",
			"-c",
			piped ? script.replace(/"\$@"/, `$& < <(${twoLines})`) : script,
			"bash",
			...command,
		];
		const [first = "", ...rest] = alone && !piped ? command : inBash;
		this.program = new PtyProgram({
			command: first,
			args: rest,
			env: { HOME: home, TZ: "UTC", ...env },
			columns: 160,
			rows: 45,
			answersAfterMs: 50,
			...(patienceMs === undefined ? {} : { patienceMs }),
		});
	}

	/** The program's own process. */
	get pid(): number {
		return this.#alone ? this.program.pid : childOf(this.program.pid);
	}

	signal(name: NodeJS.Signals): void {
		process.kill(this.pid, name);
	}

	/** As the keyboard does: to all that is in the foreground. */
	signalAll(name: NodeJS.Signals): void {
		process.kill(-this.program.pid, name);
	}

	/** The terminal is not the program's. */
	async isHandedBack(): Promise<void> {
		await this.program.until("the main screen", () => !this.program.emulator.alternate);
		expect(this.program.emulator.modes()).toEqual(untouchedModes);
	}

	/** Stopped, as a shell sees it. */
	stopped(): Promise<void> {
		return vi.waitFor(() => expect(statOf(this.pid)?.state).toBe("T"), { timeout: 10_000, interval: 5 });
	}

	/** End it, and see that all of it is gone in time, and that it has not computed all the while. */
	async ends(end: () => Promise<void> | void): Promise<void> {
		const { pid } = this;
		const session = this.program.pid;
		await end();
		const startMs = performance.now() - queuedMs("self") - queuedMs(pid);
		const before = statOf(pid)?.ticks ?? 0;
		let queued = 0;
		let ticks = before;
		const look = (): void => {
			ticks = Math.max(ticks, statOf(pid)?.ticks ?? 0);
			queued = Math.max(queued, queuedMs(pid));
			expect(processesOf(session).filter((one) => this.#alone || one !== session)).toEqual([]);
		};
		await vi.waitFor(look, { timeout: 15_000, interval: 10 });
		expect(performance.now() - queuedMs("self") - queued - startMs).toBeLessThan(LONGEST_END_MS);
		expect(ticks - before).toBeLessThan(MOST_TICKS);
	}

	/** The terminal is as the shell knew it. */
	async isRestored(code: number, says: readonly string[]): Promise<void> {
		await this.program.exited();
		const text = this.program.emulator.text();
		expect(text).toContain("what was there before");
		for (const line of says) expect(text).toContain(line);
		expect(text).toContain(`code ${code}, tty same, left over ['']`);
		expect(this.program.emulator.modes()).toEqual(untouchedModes);
	}

	[Symbol.dispose](): void {
		this.program[Symbol.dispose]();
	}
}

/** The only child of a process. */
export function childOf(pid: number): number {
	return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
}

interface ProcessStat {
	readonly state: string | undefined;
	readonly session: number;
	/** Time it has computed. */
	readonly ticks: number;
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(pid: number): ProcessStat | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		// The name stands in parentheses and may hold anything.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return { state: fields[0], session: Number(fields[3]), ticks: Number(fields[11]) + Number(fields[12]) };
	} catch {
		return undefined;
	}
}

/** How long a process has waited for a processor that others had: no time of its own, as on a machine that does more. */
function queuedMs(pid: number | "self"): number {
	try {
		return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[1]) / 1e6;
	} catch {
		return 0;
	}
}

/** Processes of a session that have not ended. */
function processesOf(session: number): readonly number[] {
	const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
	return all.map(Number).filter((pid) => {
		const stat = statOf(pid);
		return stat?.session === session && stat.state !== "Z";
	});
}
