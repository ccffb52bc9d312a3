import { createHash } from "node:crypto";
import type { WebSocket } from "ws";
import { openChannels } from "./channels.ts";
import { createResponder } from "./responder.ts";

/** Ports of one pod to forward. */
export interface PortForwardRequest {
	readonly pod: string;
	readonly ports: readonly number[];
	/** Ports that something listens on. */
	readonly open: ReadonlySet<number>;
}

/**
 * Forward ports over `v4.channel.k8s.io`: two channels a port, data and error, each begun by the port's
 * number in two bytes, little end first.
 *
 * @see k8s.io/kubelet `pkg/cri/streaming/portforward/websocket.go`
 */
export function portForward(socket: WebSocket, { pod, ports, open }: PortForwardRequest): void {
	const responders = ports.map((port) => createResponder({ pod, port }));
	const channels = openChannels(socket, {
		message(channel, bytes) {
			const index = channel >> 1;
			const responder = responders[index];
			const port = ports[index] ?? 0;
			if (responder === undefined || channel % 2 === 1 || !open.has(port)) return;
			const { answer, ends } = responder.receive(bytes);
			if (answer.length > 0) channels.send(channel, answer);
			if (ends) responders[index] = createResponder({ pod, port });
		},
		closed: () => {},
	});
	for (const [index, port] of ports.entries()) {
		const number = Uint8Array.of(port & 255, port >> 8);
		channels.send(2 * index, number);
		channels.send(2 * index + 1, number);
		if (!open.has(port)) channels.send(2 * index + 1, refusal(pod, port));
	}
}

/** What a kubelet says of a port that nobody listens on. */
export function refusal(pod: string, port: number): string {
	const id = createHash("sha256").update(pod).digest("hex");
	const dialled = `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found `;
	return (
		`error forwarding port ${port} to pod ${id}, uid : failed to execute portforward in network namespace ` +
		`"/var/run/netns/cni-${id.slice(0, 32)}": failed to connect to localhost:${port} inside namespace "${id}", ${dialled}`
	);
}
