/** What is said among the lines of logs and about reading them. */
export const logMessages = {
	notStarted: "the container has not started",
	waitingFor: (reason: string) => `the container has not started: ${reason}`,
	replaced: (pod: string) => `another pod bears the name ${pod} now`,
	tooMany: (most: number) => `${most} containers are read at a time`,
	noOrder: "lines stand in the order of time",
	noLabels: "-l selects pods; in their lines look for words or fields",
	noNames: (word: string) => `lines have no names: write ${word}, or pod:*${word}*`,
	noLevel: (text: string) => `${text} is no level: trace, debug, info, warn, error, fatal`,
	noNumber: (text: string) => `${text} is no number and no duration`,
	/** Marks among the lines. */
	gap: (since: string) => `lines written after ${since} may be missing here`,
	gapHere: "lines may be missing here",
	nodeLogsOff:
		"the kubelet of this node does not give out its logs: NodeLogQuery and enableSystemLogQuery are off in its configuration",
	noNodeLog: (service: string) => `this node has no log of ${service}`,
	joined: (pod: string) => `${pod} has joined`,
	tookOver: (pod: string, former: string) => `${pod} has taken the place of ${former}`,
	restarted: (container: string, how: string) => `${container} was started anew${how === "" ? "" : ` after ${how}`}`,
	exitCode: (code: number) => `exit code ${code}`,
	signal: (signal: number) => `signal ${signal}`,
	endedWith: (container: string, how: string) => `${container} has ended${how === "" ? "" : `: ${how}`}`,
};
