/** The faults that the demo can be shown under, by name, and what goes wrong. */
export const faultMessages = {
	latency: "answers come 3 to 5 s late",
	reset: "connections are reset instead of answered",
	truncation: "answers break off after 200 bytes",
	blackhole: "requests are taken and never answered",
	"blackhole-in-stream": "answers stop after 200 bytes, and the connection stays",
	"silent-watches": "open watches tell nothing any more",
	drip: "answers come at 10 bytes a second",
	corruption: "the first byte of each answer is another",
	"server-error": "500 to everything",
	unavailable: "503 to everything",
	"too-many-requests": "429 to everything: come back in 5 s",
	unauthorized: "401 to everything",
	forbidden: "403 to everything that is a resource",
	expired: "410: the server has forgotten what was before",
	"too-large-version": "504: every version is too new for this server",
	"uid-swap": "the pod default/victim becomes another of its name",
	"lost-delete": "the pod default/victim goes and no watch is told",
	"malformed-object": "the pod default/victim has neither a spec nor a status that can be read",
	"huge-annotation": "the pod default/victim has an annotation of 1.5 MB",
	"certificate-change": "the server shows a certificate that nobody trusts",
	"clock-skew": "the server's clock is 90 s ahead",
};

/** The name of a fault that can be asked for. */
export type FaultName = keyof typeof faultMessages;
