import type { WebSocket } from "ws";
import type { StreamReply } from "../api/reply.ts";
import { CHANNEL, greet, openChannels } from "./channels.ts";

/** What a client is attached to. */
export interface AttachRequest {
	/** What the container goes on to write. */
	readonly log: StreamReply;
	/** Whether the container reads what is typed (`stdin: true` in its spec): it then says it back. */
	readonly reads: boolean;
}

/** Show what a container writes from now on, until the client leaves or the container ends. */
export function attach(socket: WebSocket, { log, reads }: AttachRequest): void {
	let stop: (() => void) | undefined;
	const channels = openChannels(socket, {
		message(channel, bytes) {
			if (reads && channel === CHANNEL.stdin) channels.send(CHANNEL.stdout, bytes);
		},
		closed: () => stop?.(),
	});
	greet(channels);
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
