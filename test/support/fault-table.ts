import type { FaultName } from "../../src/text/messages/faults.ts";

/** What a user is to see of a fault. */
export interface FaultOnScreen {
	/** What the screen says, one after another, while the fault lasts. */
	readonly says: readonly RegExp[];
	/** What it never says while the fault lasts. */
	readonly neverSays?: RegExp;
	/** What it says once the fault is over: by itself, and soon. */
	readonly heals?: RegExp;
	/** It takes a server with a certificate. */
	readonly tls?: true;
}

const RECONNECTING = /▲ reconnecting \d/;
const STALE = /✖ STALE \d+s/;
const LIVE = /● watch live/;
const NO_METRICS = /metrics n\/a/;

/**
 * Each fault and what is true and helpful under it. Rows are kept under every one of them: that is asserted for
 * all. Whoever tests something under all faults goes through this table.
 */
export const faultTable: Readonly<Record<FaultName, FaultOnScreen>> = {
	latency: { says: [RECONNECTING, LIVE] },
	reset: { says: [RECONNECTING, STALE] },
	truncation: { says: [RECONNECTING] },
	blackhole: { says: [RECONNECTING, STALE] },
	// A watch that is open and says nothing cannot be told from a quiet one; that the server as a whole answers
	// is known from the other requests.
	"blackhole-in-stream": { says: [NO_METRICS], neverSays: /metrics 0s/ },
	"silent-watches": { says: [LIVE] },
	drip: { says: [/metrics 3\ds/], neverSays: /metrics 0s/ },
	corruption: { says: [NO_METRICS] },
	"server-error": { says: [RECONNECTING] },
	unavailable: { says: [RECONNECTING] },
	"too-many-requests": { says: [RECONNECTING] },
	unauthorized: { says: [/✖ not signed in/] },
	forbidden: { says: [/⊘ forbidden/] },
	expired: { says: [LIVE], neverSays: STALE },
	"too-large-version": { says: [RECONNECTING] },
	"uid-swap": { says: [/victim .*Running/] },
	"lost-delete": { says: [/victim .*Running/] },
	"malformed-object": { says: [/victim +0\/0/], heals: /victim +\d\/\d +Running/ },
	"huge-annotation": { says: [/victim .*Running/] },
	"certificate-change": { says: [RECONNECTING], tls: true },
	"clock-skew": { says: [/clock differs 90 s/], heals: /^(?![^]*clock differs)/ },
};
