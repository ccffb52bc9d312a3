import type { WebSocket } from "ws";
import type { StreamReply } from "../api/reply.ts";
import { CHANNEL, openChannels } from "./channels.ts";

/** Show what a container writes from now on, until the client leaves or the container ends. */
export function attach(socket: WebSocket, log: StreamReply): void {
	let stop: (() => void) | undefined;
	const channels = openChannels(socket, { message: () => {}, closed: () => stop?.() });
	stop = log.start({
		write(parts) {
			for (const part of parts) channels.send(CHANNEL.stdout, part);
		},
		end() {
			channels.send(CHANNEL.error, JSON.stringify({ metadata: {}, status: "Success" }));
			channels.end();
		},
	});
}
