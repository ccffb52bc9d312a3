/** What is said of streams into containers and pods: exec, attach and port-forward. */
export const streamMessages = {
	brokeOff: "the connection broke off",
	silent: (seconds: number) => `no sign of life for ${seconds} s, the connection is given up`,
	closedByServer: (code: number, reason: string) =>
		reason === "" ? `the server closed the stream (${code})` : `the server closed the stream (${code}): ${reason}`,
	unreadable: (detail: string) => `what the server sends makes no sense: ${detail}`,
	endUntold: "the stream ended without a word of how the process did",
	endUnreadable: "the server's word of how the process ended makes no sense",
	noProgram: (program: string) => `there is no ${program} in the container`,
};
