import type { Failure } from "../kube/failure.ts";

/**
 * How a forward is.
 *
 * - `starting`: nothing listens yet
 * - `listening`: it leads to a pod
 * - `re-attaching`: it listens, and has no pod that it leads to; who connects waits
 * - `failed`: it has ended by itself, `failure` says why
 * - `stopped`: it was ended by us
 */
type ForwardState = "starting" | "listening" | "re-attaching" | "failed" | "stopped";

/** A forward at one moment. */
export interface ForwardStatus {
	readonly state: ForwardState;
	/** The pod it leads to, or led to last; empty while there was none. */
	readonly pod: string;
	/** Where it listens; undefined while it does not. */
	readonly localPort: number | undefined;
	/** Connections that are open, and all there were. */
	readonly connections: number;
	readonly served: number;
	/** Bytes out of the cluster, and into it. */
	readonly receivedBytes: number;
	readonly sentBytes: number;
	/** Times that it was attached to another pod than before, or again. */
	readonly reattached: number;
	/** What went wrong last, if anything did. */
	readonly failure: Failure | undefined;
	/** The cluster speaks only the older protocol: one side of a connection cannot end before the other. */
	readonly halfClose: boolean;
}

/** How a forward begins. */
export const startingStatus: ForwardStatus = {
	state: "starting",
	pod: "",
	localPort: undefined,
	connections: 0,
	served: 0,
	receivedBytes: 0,
	sentBytes: 0,
	reattached: 0,
	failure: undefined,
	halfClose: true,
};
