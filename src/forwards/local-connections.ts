import type { Socket } from "node:net";
import { type Failure, failure } from "../kube/failure.ts";
import { messages } from "../text/messages/messages.ts";
import type { Attached } from "./attach-pod.ts";
import { type Carrier, createCarrier } from "./carrier.ts";
import { createYoungCollector } from "./collect-young.ts";

/** Who connects while there is no pod waits this long for one. */
const heldMs = 30_000;
/** After a node's no to a connection it may turn out so soon that the pod is on its way out. */
const secondLookMs = 1_000;

/** What there was of connections so far. */
export interface ConnectionCounts {
	readonly connections: number;
	readonly served: number;
	readonly receivedBytes: number;
	readonly sentBytes: number;
}

/** Where connections lead, and who is told of them. */
export interface LocalConnectionsOptions {
	/** The pod, as soon as it is another than `other`; undefined when that takes longer than `waitMs`. */
	readonly next: (other: Attached | undefined, waitMs: number) => Promise<Attached | undefined>;
	/** A connection has come or gone, and perhaps failed. */
	readonly changed: (problem: Failure | undefined) => void;
	/** Bytes have gone by. */
	readonly moved: () => void;
}

/** The local connections of one forward. */
export class LocalConnections {
	readonly #options: LocalConnectionsOptions;
	readonly #sockets = new Set<Socket>();
	readonly #collect = createYoungCollector();
	#connections = 0;
	#served = 0;
	#receivedBytes = 0;
	#sentBytes = 0;

	constructor(options: LocalConnectionsOptions) {
		this.#options = options;
	}

	/** So far. */
	counts(): ConnectionCounts {
		return {
			connections: this.#connections,
			served: this.#served,
			receivedBytes: this.#receivedBytes,
			sentBytes: this.#sentBytes,
		};
	}

	/** Carry one connection from its first byte to its last. */
	async accept(socket: Socket): Promise<void> {
		const carrier = createCarrier(socket, {
			received: (bytes) => {
				this.#receivedBytes += bytes;
				this.#collect(bytes);
				this.#options.moved();
			},
			sent: (bytes) => {
				this.#sentBytes += bytes;
				this.#collect(bytes);
				this.#options.moved();
			},
		});
		this.#sockets.add(socket);
		socket.once("close", () => this.#sockets.delete(socket));
		this.#connections++;
		this.#served++;
		this.#options.changed(undefined);
		const problem = await this.#carry(carrier);
		if (problem === undefined) carrier.finish();
		else carrier.reset();
		this.#connections--;
		this.#options.changed(problem?.kind === "cancelled" ? undefined : problem);
	}

	/** End all of them at once. */
	reset(): void {
		for (const socket of this.#sockets) socket.resetAndDestroy();
	}

	/** @returns what went wrong, if anything did */
	async #carry(carrier: Carrier): Promise<Failure | undefined> {
		let before: Attached | undefined;
		let problem: Failure | undefined;
		for (let waitMs = heldMs; ; waitMs = secondLookMs) {
			const attached = await this.#options.next(before, waitMs);
			if (attached === undefined) return problem ?? failure("timeout", messages.forwards.heldTooLong(heldMs / 1000));
			before = attached;
			const opened = await attached.tunnels.connect(attached.port);
			if (!opened.ok) {
				problem = opened.failure;
				continue;
			}
			const { failure: why, canRepeat } = await carrier.over(opened.value.connection, opened.value.halfClose);
			attached.tunnels.tidy();
			if (!canRepeat) return carrier.isGone ? undefined : why;
			problem = why;
		}
	}
}
