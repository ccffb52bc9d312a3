/** What is said of a load test. */
export const loadMessages = {
	title: "bench",
	states: {
		running: "running; esc stops it",
		done: "done",
		stopped: "stopped",
		"out of time": "stopped after a minute, the most there is",
	},
	plan: (requests: number, concurrency: number) => `${requests} requests, ${concurrency} at once`,
	labels: { requests: "requests", answers: "answers", failed: "failed", latency: "latency, ms" },
	progress: (done: number, of: number, seconds: string) => `${done} of ${of} in ${seconds} s`,
	rate: (perSecond: string) => `${perSecond}/s`,
	bytes: (bytes: number) => `${bytes} bytes`,
	least: "least",
	mean: "mean",
	most: "most",
	overTime: "95th percentile from the first request to the last, ms",
	notUrl: "not an address that can be asked: http://127.0.0.1:PORT/PATH",
	notHere: "only what listens on this machine is asked: a forward",
	noForward: "no forward is chosen; :bench http://127.0.0.1:PORT/PATH asks what listens there",
	notListening: "this forward does not listen",
	answer: (url: string, requests: number, concurrency: number) =>
		`${url} · ${requests} requests, ${concurrency} at once`,
};
