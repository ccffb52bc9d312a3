/** What is said of streams into containers and pods: exec, attach and port-forward. */
export const streamMessages = {
	brokeOff: "the connection broke off",
	silent: (seconds: number) => `no sign of life for ${seconds} s, the connection is given up`,
	closedByServer: (code: number, reason: string) =>
		reason === "" ? `the server closed the stream (${code})` : `the server closed the stream (${code}): ${reason}`,
	unreadable: (detail: string) => `what the server sends makes no sense: ${detail}`,
	endUntold: "the stream ended without a word of how the process did",
	endUnreadable: "the server's word of how the process ended makes no sense",
	brokenFrames: (detail: string) => `what comes through the tunnel makes no sense: ${detail}`,
	otherVersion: (version: number) => `a frame of SPDY version ${version}`,
	wrongLength: (type: number, bytes: number) => `a frame of type ${type} with ${bytes} bytes`,
	goingAway: "the other side takes no more connections",
	refusedStream: (port: number) => `the connection to port ${port} was refused`,
	resetStream: (port: number) => `the connection to port ${port} was reset`,
	noReply: (port: number, seconds: number) => `no connection to port ${port} within ${seconds} s`,
	noProgram: (program: string) => `there is no ${program} in the container`,
};
