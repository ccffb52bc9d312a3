import { readFileSync } from "node:fs";

/**
 * Stop this program and whatever the shell started with it, as ctrl-z does elsewhere.
 *
 * @returns undefined where it is no job of a shell, which alone could continue it
 */
export function jobStop(): (() => void) | undefined {
	if (!isJob(ownStat())) return undefined;
	return () => void process.kill(0, "SIGTSTP");
}

/**
 * A shell with job control puts each job into a process group of its own; what is in the group of the session's
 * leader was started by a terminal, a container or a shell that cannot bring it back.
 *
 * @param stat - `/proc/self/stat`; undefined where there is none, and a shell is taken for granted
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function isJob(stat: string | undefined): boolean {
	if (stat === undefined) return true;
	// The name stands in parentheses and may hold anything.
	const [, , group, session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return group !== session;
}

function ownStat(): string | undefined {
	try {
		return readFileSync("/proc/self/stat", "utf8");
	} catch {
		return undefined;
	}
}
