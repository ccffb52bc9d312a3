import { createConnection } from "node:net";
import { failure } from "../../src/kube/failure.ts";
import type { PodTunnel, TunnelConnection } from "../../src/kube/streams/pod-tunnel.ts";

/** A way into a pod whose ports are those of this machine. */
export const loopbackTunnel: Pick<PodTunnel, "connect"> = {
	connect(port): TunnelConnection {
		const socket = createConnection({ port, host: "127.0.0.1", allowHalfOpen: true }).pause();
		const closed = Promise.withResolvers<ReturnType<typeof failure> | undefined>();
		socket.on("error", ({ message }) => closed.resolve(failure("unreachable", message)));
		socket.on("close", () => closed.resolve(undefined));
		const on = (event: "drain" | "data" | "end", listener: (bytes: Uint8Array) => void): (() => void) => {
			socket.on(event, listener);
			return () => void socket.off(event, listener);
		};
		return {
			write: (bytes) => socket.write(bytes),
			onDrain: (listener) => on("drain", listener),
			end: () => void socket.end(),
			onData: (listener) => on("data", listener),
			onEnd: (listener) => on("end", listener),
			pause: () => void socket.pause(),
			resume: () => void socket.resume(),
			close: () => void socket.destroy(),
			closed: closed.promise,
		};
	},
};
