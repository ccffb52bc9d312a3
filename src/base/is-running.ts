/** Does a process of this number run, of whomever? */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (problem) {
		return (problem as NodeJS.ErrnoException).code === "EPERM";
	}
}
