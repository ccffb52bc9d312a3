import type { ServerResponse } from "node:http";
import type { StreamReply } from "../api/reply.ts";

/** A client that lets this much pile up is cut off, as the API server does with slow watchers. */
const MAX_BACKLOG_BYTES = 64 * 1024 * 1024;

/** The open watches of a server. */
export interface Streams {
	readonly open: number;
	/** Send a reply that goes on; it is counted until it ends, whoever ends it. */
	serve(response: ServerResponse, reply: StreamReply): void;
	/** End all properly (`end`), or break their connections (`reset`). */
	closeAll(how: "end" | "reset"): void;
	/** While stalled nothing is written on any watch, and what is due is lost, as in a half-open connection. */
	setStalled(stalled: boolean): void;
}

/** Make the register of open watches. */
export function createStreams(): Streams {
	const responses = new Set<ServerResponse>();
	let stalled = false;
	return {
		get open() {
			return responses.size;
		},
		serve(response, reply) {
			responses.add(response);
			response.writeHead(200, { "Content-Type": reply.contentType });
			response.flushHeaders();
			let stop: (() => void) | undefined;
			let over = false;
			const finish = (): void => {
				over = true;
				responses.delete(response);
				stop?.();
			};
			response.once("close", finish);
			stop = reply.start({
				write(bytes) {
					if (stalled || over) return;
					response.write(bytes);
					if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy();
				},
				end: () => void response.end(),
			});
			if (over) stop();
		},
		closeAll(how) {
			for (const response of [...responses]) {
				if (how === "end") response.end();
				else response.socket?.resetAndDestroy();
			}
		},
		setStalled(value) {
			stalled = value;
		},
	};
}
