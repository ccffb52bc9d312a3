import { ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import type { StreamReply } from "../api/reply.ts";
import type { AnyResponse } from "./listener.ts";
import { setHead } from "./send-reply.ts";

/** A client that lets so many events pile up is cut off, as the API server does with slow watchers. */
const MAX_WAITING = 20_000;

/** The open watches of a server. */
export interface Streams {
	readonly open: number;
	/**
	 * Send a reply that goes on; it is counted until it ends, whoever ends it. Its body is written to `out`,
	 * which is the response or something that leads to it.
	 */
	serve(response: AnyResponse, reply: StreamReply, out: Writable): void;
	/** End all properly (`end`), or break their connections (`reset`). */
	closeAll(how: "end" | "reset"): void;
	/** While stalled nothing is written on any watch, nor does one end, and what is due is lost, as in a half-open connection. */
	setStalled(stalled: boolean): void;
}

/** Make the register of open watches; `reset` breaks the connection behind a response. */
export function createStreams(reset: (response: AnyResponse) => void): Streams {
	/** With what ends each of them properly: what is due by then is sent, what comes later is not. */
	const responses = new Map<AnyResponse, () => void>();
	let stalled = false;
	return {
		get open() {
			return responses.size;
		},
		serve(response, reply, out) {
			setHead(response, 200, { "Content-Type": reply.contentType });
			// Sent now, before there is an event: HTTP/2's is sent as it is written.
			if (response instanceof ServerResponse) response.flushHeaders();
			else response.writeHead(200);
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
					else if (!stalled && !out.write(next.value)) {
						draining = true;
						out.once("drain", pump);
					}
				}
				if (ending && !draining && !over && !stalled) out.end();
			};
			const end = (): void => {
				if (ending) return;
				ending = true;
				stop?.();
				if (!draining) pump();
			};
			response.once("close", finish);
			responses.set(response, end);
			stop = reply.start({
				write(parts) {
					if (over || ending) return;
					waiting.push(parts[Symbol.iterator]());
					if (waiting.length > MAX_WAITING) response.destroy();
					else if (!draining) pump();
				},
				end,
			});
			if (over || ending) stop();
		},
		closeAll(how) {
			for (const [response, end] of responses) {
				if (how === "end") end();
				else reset(response);
			}
		},
		setStalled(value) {
			stalled = value;
		},
	};
}
