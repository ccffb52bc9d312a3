import type { Failure } from "../failure.ts";

/** Code of a failure in the words of the node: the tunnel is well, and the port could not be reached. */
export const nodeCode = "PORT_FORWARD";

/** A way into one pod, on which connections to its ports are opened. */
export interface PodTunnel {
	/**
	 * Whether one side of a connection can end before the other (SPDY). Where not (the older protocol), the end of
	 * what we write cannot be told, and a connection ends only as a whole.
	 */
	readonly halfClose: boolean;
	/** Connections that are open. */
	readonly connections: number;
	/**
	 * Whether it is good for more connections: not once the other side takes no more, nor while it waits for the
	 * reader of one of its connections, which makes all of them wait.
	 */
	readonly takesMore: boolean;
	/** Open a connection to a port of the pod; what fails is said by its {@link TunnelConnection.closed}. */
	connect(port: number): TunnelConnection;
	/** Settles once and never rejects: when the tunnel has broken, with why; or with undefined when it was closed by us. */
	readonly closed: Promise<Failure | undefined>;
	/** End the tunnel and every connection in it. */
	close(): void;
}

/** One TCP connection into a pod. It is paused until {@link resume}. */
export interface TunnelConnection {
	/** Send bytes; false when enough is waiting to be sent: go on after {@link onDrain}. Goes nowhere once it is closed. */
	write(bytes: Uint8Array): boolean;
	/** Call `listener` each time there is room again after a {@link write} that said false. Returns the way to stop. */
	onDrain(listener: () => void): () => void;
	/** We send no more. What the other side sends still arrives, where the tunnel has `halfClose`. */
	end(): void;
	/** Call `listener` with what arrives. Returns the way to stop. */
	onData(listener: (bytes: Uint8Array) => void): () => void;
	/** Call `listener` once, when the other side has said that it sends no more. Returns the way to stop. */
	onEnd(listener: () => void): () => void;
	/** Take no more bytes: what arrives is held, within bounds, and the other side has to wait. */
	pause(): void;
	/** Take bytes (again). */
	resume(): void;
	/** Give the connection up, in both directions, without waiting for what is on its way. */
	close(): void;
	/** Settles once, when nothing moves any more, and never rejects: with what went wrong, e.g. that nobody listens on the port. */
	readonly closed: Promise<Failure | undefined>;
}
