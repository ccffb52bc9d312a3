/** What is said among the lines of logs and about reading them. */
export const logMessages = {
	notStarted: "the container has not started",
	waitingFor: (reason: string) => `the container has not started: ${reason}`,
	replaced: (pod: string) => `another pod bears the name ${pod} now`,
	tooMany: (most: number) => `${most} containers are read at a time`,
	/** Marks among the lines. */
	gap: (since: string) => `lines written after ${since} may be missing here`,
	restarted: (container: string, how: string) => `${container} was started anew${how === "" ? "" : ` after ${how}`}`,
	exitCode: (code: number) => `exit code ${code}`,
	signal: (signal: number) => `signal ${signal}`,
	endedWith: (container: string, how: string) => `${container} has ended${how === "" ? "" : `: ${how}`}`,
};
