import { type Fault, inject } from "../../src/sim/faults/inject.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { cutOff, gotOver, refused, type Shows, unharmed, unknown, unwatched } from "./fault-shows.ts";
import type { MatrixScreen, PluginMood } from "./matrix-screen.ts";
import { NAMESPACE, VICTIM } from "./matrix-world.ts";

/** One row of the matrix: a fault and how it is made. */
export interface MatrixFault {
	/** What goes wrong, for the reader of the table. */
	readonly what: string;
	/** Makes it, and gives what takes it back. */
	readonly make: (screen: MatrixScreen) => () => void;
	/** It is seen over TLS alone. */
	readonly tls?: true;
	/** Table, detail and dialog are of this kind; pods when left out. */
	readonly plural?: "certificates";
	/** What each surface shows while it lasts, one after another. */
	readonly shows: Shows;
	/** How long after it is over all is live and as the server has it. */
	readonly healsWithinMs: number;
	/** While it lasts, all that is missed is there so soon. */
	readonly catchesUpWithinMs?: number;
	/** Nothing tells of it: tables are listed anew by hand. */
	readonly listedByHand?: true;
}

const victim = { kind: kinds.pods, namespace: NAMESPACE, name: VICTIM };

/** A fault that what is open would not notice: its connections are broken, and what takes their place meets it. */
function met(fault: Fault): MatrixFault["make"] {
	return ({ sim }) => {
		const over = inject(sim, fault);
		sim.breakConnections();
		return over;
	};
}

const plain =
	(fault: Fault): MatrixFault["make"] =>
	({ sim }) =>
		inject(sim, fault);

const watchEnds =
	(code?: number): MatrixFault["make"] =>
	({ sim }) => {
		const over = inject(sim, { fault: "watch-ends", ...(code === undefined ? { times: 100 } : { code }) });
		sim.streams.closeAll("end");
		return over;
	};

/** The token is no good any more, and the plugin that should bring another one does not. */
function plugin(mood: PluginMood): MatrixFault["make"] {
	return (screen) => {
		screen.mood = mood;
		screen.sim.rotateToken("admin");
		screen.sim.breakConnections();
		return () => {
			screen.mood = "works";
		};
	};
}

/** Every fault there is. */
export const faultMatrix = {
	latency: {
		what: "latency of 2 s",
		make: met({ fault: "latency", delayMs: 2_000 }),
		shows: {
			...gotOver,
			detail: ["reading …", "the object as it is", "live"],
			dialog: ["deleting …", "is deleted", "live"],
		},
		healsWithinMs: 10_000,
	},
	jitter: {
		what: "jitter of 0 to 3 s",
		make: met({ fault: "latency", delayMs: 0, jitterMs: 3_000 }),
		shows: { ...gotOver, forward: ["forward listening, was lost: why", "forward listening", "live"] },
		healsWithinMs: 10_000,
	},
	reset: {
		what: "connections reset (RST)",
		make: met({ fault: "reset" }),
		shows: cutOff,
		healsWithinMs: 10_000,
	},
	truncation: {
		what: "bodies cut in mid-object",
		make: met({ fault: "truncation", afterBytes: 200 }),
		shows: {
			...cutOff,
			metrics: ["reconnecting"],
			context: ["connecting"],
			dialog: ["is deleted", "reconnecting"],
			shell: ["shell lost: why", "shell answers", "reconnecting"],
			debug: ["added; what it does, is not known: why", "reconnecting"],
			forward: ["forward listening, was lost: why", "reconnecting"],
		},
		healsWithinMs: 35_000,
	},
	"blackhole-connect": {
		what: "blackhole at connect",
		make: met({ fault: "blackhole-at-connect" }),
		shows: {
			...cutOff,
			detail: ["reading …", "could not be read"],
			dialog: ["deleting …", "was not deleted, or not known: why"],
			debug: ["starting …", "not added, or not known: why"],
		},
		healsWithinMs: 10_000,
	},
	"blackhole-watch": {
		what: "blackhole in mid-stream: watches",
		make: plain({ fault: "silent-watches" }),
		shows: { ...unharmed, context: ["connecting", "live"] },
		healsWithinMs: 35_000,
		catchesUpWithinMs: 45_000,
	},
	"blackhole-body": {
		what: "blackhole in mid-stream: all bodies",
		make: met({ fault: "blackhole-in-stream", afterBytes: 200 }),
		shows: {
			table: ["reconnecting", "STALE"],
			detail: ["reading …", "could not be read"],
			events: ["reconnecting", "STALE"],
			metrics: ["reconnecting", "STALE"],
			context: ["connecting"],
			logs: ["log reconnecting: why"],
			dialog: ["is deleted", "reconnecting"],
			shell: ["shell lost: why", "shell answers", "reconnecting"],
			debug: ["added; what it does, is not known: why"],
			forward: ["forward listening, was lost: why", "reconnecting"],
		},
		healsWithinMs: 35_000,
	},
	drip: {
		what: "10 bytes a second",
		make: met({ fault: "drip" }),
		shows: {
			table: ["reconnecting", "STALE"],
			detail: ["reading …", "could not be read"],
			events: ["reconnecting"],
			metrics: ["reconnecting"],
			context: ["connecting"],
			logs: ["log reconnecting: why"],
			dialog: ["deleting …", "is deleted"],
			shell: ["shell lost: why", "shell answers", "reconnecting"],
			debug: ["added; what it does, is not known: why", "reconnecting"],
			forward: ["forward listening, was lost: why", "reconnecting"],
		},
		healsWithinMs: 35_000,
	},
	"5xx": {
		what: "burst of 503",
		make: met({ fault: "server-error", code: 503 }),
		shows: refused,
		healsWithinMs: 35_000,
	},
	429: {
		what: "429 with Retry-After: 5",
		make: met({ fault: "too-many-requests", retryAfterSeconds: 5 }),
		shows: refused,
		healsWithinMs: 40_000,
	},
	401: { what: "401", make: met({ fault: "server-error", code: 401 }), shows: unknown, healsWithinMs: 40_000 },
	403: {
		what: "403 in mid-session",
		make: met({ fault: "forbidden", user: "admin" }),
		shows: {
			table: ["forbidden"],
			detail: ["could not be read", "forbidden"],
			events: ["forbidden"],
			metrics: ["forbidden", "metrics n/a"],
			context: ["forbidden"],
			logs: ["log not to be had: why", "forbidden"],
			dialog: ["was not deleted: why", "forbidden"],
			shell: ["shell lost: why", "no shell: why", "forbidden"],
			debug: ["no debug container: why", "forbidden"],
			forward: ["forward re-attaching: why", "forbidden"],
		},
		healsWithinMs: 70_000,
	},
	410: {
		what: "410 to every version",
		make: met({ fault: "server-error", code: 410, matches: (_method, url) => url.includes("resourceVersion=") }),
		shows: {
			...unharmed,
			shell: ["shell lost: why", "shell answers", "live"],
			forward: ["forward listening, was lost: why", "forward listening", "live"],
		},
		healsWithinMs: 35_000,
	},
	"410-in-stream": {
		what: "410 in the stream",
		make: watchEnds(410),
		shows: unwatched,
		healsWithinMs: 35_000,
	},
	504: {
		what: "504, version too large",
		make: met({ fault: "too-large-version" }),
		shows: refused,
		healsWithinMs: 35_000,
	},
	"500-in-stream": {
		what: "500 in the stream",
		make: watchEnds(500),
		shows: unwatched,
		healsWithinMs: 35_000,
	},
	"short-watches": {
		what: "watches that end at once, 100 times",
		make: watchEnds(),
		shows: unwatched,
		healsWithinMs: 35_000,
	},
	"uid-swap": {
		what: "another object of the same name",
		make: plain({ fault: "uid-swap", ...victim }),
		shows: {
			...unharmed,
			detail: ["GONE from the cluster", "live"],
			dialog: ["another one by now", "live"],
			shell: ["shell killed", "shell answers", "live"],
			debug: ["no debug container: why", "live"],
			forward: ["forward listening, was lost: why", "forward listening", "live"],
		},
		healsWithinMs: 2_000,
	},
	"lost-delete": {
		what: "a DELETED that is lost",
		make: plain({ fault: "lost-delete", ...victim }),
		shows: {
			...unharmed,
			detail: ["GONE from the cluster"],
			logs: ["log not to be had: why"],
			dialog: ["was gone already"],
			shell: ["shell killed", "no shell: why", "live"],
			debug: ["no debug container: why", "live"],
			forward: ["forward re-attaching: why", "live"],
		},
		healsWithinMs: 2_000,
		listedByHand: true,
	},
	malformed: {
		what: "an object that cannot be read",
		make: plain({ fault: "malformed-object", ...victim }),
		shows: unharmed,
		healsWithinMs: 2_000,
	},
	huge: {
		what: "an annotation of 1.5 MB",
		make: plain({ fault: "huge-annotation", ...victim }),
		shows: unharmed,
		healsWithinMs: 5_000,
	},
	certificate: {
		what: "certificate of another authority",
		make: met({ fault: "certificate-change", by: "stranger" }),
		tls: true,
		shows: refused,
		healsWithinMs: 10_000,
	},
	"plugin-hangs": {
		what: "credential plugin hangs",
		make: plugin("hangs"),
		shows: {
			...unknown,
			table: ["reconnecting", "STALE", "not signed in"],
			detail: ["reading …", "could not be read"],
			metrics: ["reconnecting", "not signed in"],
			dialog: ["deleting …", "was not deleted: why"],
			context: ["connecting", "not signed in"],
			logs: ["log reconnecting: why", "log not to be had: why"],
		},
		healsWithinMs: 70_000,
	},
	"plugin-fails": { what: "credential plugin fails", make: plugin("fails"), shows: unknown, healsWithinMs: 40_000 },
	"plugin-garbage": {
		what: "credential plugin prints garbage",
		make: plugin("prints garbage"),
		shows: unknown,
		healsWithinMs: 40_000,
	},
	"kind-removed": {
		what: "the definition (CRD) removed",
		make: plain({ fault: "kind-removed", kind: kinds.certificates }),
		plural: "certificates",
		shows: {
			...unharmed,
			table: ["not served"],
			detail: ["GONE from the cluster"],
			dialog: ["was gone already", "not served"],
		},
		healsWithinMs: 70_000,
	},
	"rolling-restart": {
		what: "three servers restarted, clocks 10 min apart",
		make: plain({ fault: "rolling-restart", everyMs: 4_000 }),
		shows: {
			...gotOver,
			table: ["clock differs", "reconnecting", "live"],
			metrics: ["reconnecting", "metrics, their age", "live"],
			context: ["live", "reconnecting", "live"],
			forward: ["forward listening, was lost: why", "forward listening", "live"],
		},
		healsWithinMs: 20_000,
	},
	"clock-jump": {
		what: "our own clock set back by 10 min during a reset",
		make: (screen) => {
			const over = met({ fault: "reset" })(screen);
			screen.sim.later(2_000, () => screen.clock.jump(-600_000));
			return () => {
				over();
				screen.clock.jump(600_000);
			};
		},
		shows: cutOff,
		healsWithinMs: 10_000,
	},
} as const satisfies Record<string, MatrixFault>;
