import type { Clock } from "../../base/clock.ts";
import type { Failure } from "../failure.ts";
import type { Transport } from "../transport/transport.ts";
import { openChannelConnection } from "./channel-connection.ts";
import { podPath } from "./pod-path.ts";
import type { PodTunnel, TunnelConnection } from "./pod-tunnel.ts";

/** The older protocol, in which a WebSocket carries one connection to each of its ports. */
const channelProtocol = "v4.channel.k8s.io";

/** A tunnel that opens a WebSocket of its own for each connection. */
export function channelTunnel(
	transport: Pick<Transport, "dial">,
	clock: Clock,
	place: { readonly namespace: string; readonly pod: string },
	signal: AbortSignal | undefined,
): PodTunnel {
	const { promise: closed, resolve } = Promise.withResolvers<Failure | undefined>();
	const connections = new Set<TunnelConnection>();
	const life = new AbortController();
	const close = (): void => {
		life.abort();
		signal?.removeEventListener("abort", close);
		for (const connection of connections) connection.close();
		resolve(undefined);
	};
	signal?.addEventListener("abort", close, { once: true });

	return {
		halfClose: false,
		get connections() {
			return connections.size;
		},
		get takesMore() {
			return !life.signal.aborted;
		},
		connect(port) {
			const dialled = transport.dial({
				path: podPath(place, "portforward"),
				query: { ports: port },
				protocols: [channelProtocol],
				purpose: "port-forward",
				signal: life.signal,
			});
			const connection = openChannelConnection(dialled, clock, life.signal);
			connections.add(connection);
			void connection.closed.then(() => connections.delete(connection));
			return connection;
		},
		closed,
		close,
	};
}
