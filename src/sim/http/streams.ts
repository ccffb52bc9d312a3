import type { ServerResponse } from "node:http";
import type { StreamReply } from "../api/reply.ts";

/** A client that lets so many events pile up is cut off, as the API server does with slow watchers. */
const MAX_WAITING = 20_000;

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
			let ending = false;
			let draining = false;
			const waiting: Iterator<Uint8Array>[] = [];
			const finish = (): void => {
				over = true;
				responses.delete(response);
				stop?.();
			};
			// No faster than the client reads: the initial events of a large collection would fill memory.
			const pump = (): void => {
				draining = false;
				// oxlint-disable-next-line no-unmodified-loop-condition -- a write may close the response, which ends it
				while (!over && !draining) {
					const next = waiting[0]?.next();
					if (next === undefined) break;
					if (next.done === true) waiting.shift();
					else if (!stalled && !response.write(next.value)) {
						draining = true;
						response.once("drain", pump);
					}
				}
				if (ending && !draining && !over) response.end();
			};
			response.once("close", finish);
			stop = reply.start({
				write(parts) {
					if (over) return;
					waiting.push(parts[Symbol.iterator]());
					if (waiting.length > MAX_WAITING) response.destroy();
					else if (!draining) pump();
				},
				end() {
					ending = true;
					if (!draining) pump();
				},
			});
			if (over) stop();
		},
		closeAll(how) {
			for (const response of responses) {
				if (how === "end") response.end();
				else response.socket?.resetAndDestroy();
			}
		},
		setStalled(value) {
			stalled = value;
		},
	};
}
