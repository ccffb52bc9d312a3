import { createServer, type Socket } from "node:net";
import { connect, type SecureContextOptions } from "node:tls";

/** Some bytes of one side, in the order in which they went by. */
export interface Passed {
	readonly from: "client" | "server";
	readonly bytes: Buffer;
}

/** One connection that went on as a WebSocket. */
export type Recording = readonly Passed[];

/** Stands between a client without TLS and an API server, and keeps what goes by. */
export interface Relay extends AsyncDisposable {
	/** `http://127.0.0.1:PORT` */
	readonly url: string;
	/** The connections that asked to go on as something else, oldest first. They may still be open. */
	readonly upgraded: readonly Recording[];
}

/** Start a relay to an API server, to which it shows a client certificate. */
export async function startRelay(server: URL, credentials: SecureContextOptions): Promise<Relay> {
	const upgraded: Recording[] = [];
	const open = new Set<Socket>();
	const listener = createServer((client) => {
		const recording: Passed[] = [];
		const upstream = connect({ host: server.hostname, port: Number(server.port), ...credentials });
		for (const [from, socket, other] of [
			["client", client, upstream],
			["server", upstream, client],
		] as const) {
			open.add(socket);
			socket.on("data", (bytes: Buffer) => {
				if (recording.length === 0 && /^upgrade: websocket/im.test(bytes.toString("latin1"))) upgraded.push(recording);
				recording.push({ from, bytes });
				other.write(bytes);
			});
			socket.on("end", () => other.end());
			socket.on("error", () => other.destroy());
			socket.on("close", () => open.delete(socket));
		}
	});
	await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
	const address = listener.address();
	return {
		url: `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`,
		upgraded,
		async [Symbol.asyncDispose]() {
			for (const socket of open) socket.destroy();
			await new Promise((resolve) => listener.close(resolve));
		},
	};
}
