/** What is said of profiles. */
export const profileMessages = {
	title: "profile",
	topics: {
		profile: "CPU",
		heap: "heap",
		goroutine: "goroutines",
		mutex: "mutex: who held others up",
		block: "block: who waited",
		allocs: "allocations since the start",
	},
	looks: { top: "top", flame: "flame graph" },
	headings: ["FLAT", "FLAT%", "CUM", "CUM%", "FUNCTION"] as const,
	port: (port: number) => `port ${port}`,
	reaching: (pod: string) => `Reaching ${pod}`,
	opening: "Looking for the port that serves /debug/pprof/ …",
	measuring: (seconds: number) => `Measuring the CPU for ${seconds} s …`,
	reading: (topic: string) => `Reading ${topic} …`,
	otherTopics: "1 CPU   2 heap   3 goroutines   4 mutex   5 block   6 allocations",
	failed: "There is no profile.",
	howElse: ":pprof PORT asks another port, ctrl-r asks again.",
	nothing: "Nothing was measured: the program was idle, or does not measure this.",
	notAProfile: (reason: string) => `what came is no profile: ${reason}`,
	noPort: "the pod names no port; :pprof PORT says which",
	refused: (port: number, status: number) =>
		status === 404
			? `the program behind port ${port} has no /debug/pprof/ (404)`
			: `the program behind port ${port} answers ${status}`,
	silent: (port: number, seconds: number) => `nothing came from port ${port} for ${seconds} s`,
	ofPod: (pod: string) => `profile ${pod}`,
	disabled: {
		noPod: "only pods and containers are profiled; their programs serve it at /debug/pprof/",
		noProfile: "there is no profile to look at yet",
		oneKind: "this profile counts one thing only",
	},
};
