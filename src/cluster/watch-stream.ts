import type { Clock, Timer } from "../base/clock.ts";
import type { Failure } from "../kube/failure.ts";
import type { KubeRequest, KubeResponse, Transport } from "../kube/transport/transport.ts";
import type { ObjectCodec, WatchEvent } from "../kube/wire/codec.ts";
import type { CollectionRequest } from "./collection.ts";
import type { Reachability } from "./reachability.ts";
import { failureOf } from "./setback.ts";

/** Some proxies hold the head of a response back until the first event, a bookmark within a minute. */
const headersTimeoutMs = 75_000;
/** How long after its own time-out a watch may take to end. */
const overdueMs = 30_000;
/** A server that sends bookmarks does so about once a minute. */
const missedBookmarksMs = 150_000;

/** How a watch ended. */
export type WatchEnding =
	/** By the server or by its time limit, without a fault. */
	| { readonly how: "ended"; readonly livedMs: number; readonly events: number }
	| { readonly how: "failed"; readonly failure: Failure; readonly lastHeardMs?: number }
	/** We were told to stop. */
	| { readonly how: "stopped" };

/** What a watch needs. */
export interface WatchOptions<R> {
	readonly transport: Transport;
	readonly codec: ObjectCodec<R>;
	readonly collection: CollectionRequest;
	readonly query: NonNullable<KubeRequest["query"]>;
	readonly timeoutSeconds: number;
	readonly reachability: Reachability;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Whether the server has ever sent a bookmark of this collection; noted here when it does. */
	readonly bookmarks: { sent: boolean };
	/** The response's head has come. */
	opened?(): void;
	/** Asked at the head and after each batch: how long the next one may take; undefined = no limit of the caller's. */
	silenceLimitMs?(): number | undefined;
	/** Events as they come, in order. A failure that it returns ends the watch. */
	events(events: readonly WatchEvent<R>[]): Failure | undefined;
}

/**
 * Open one watch and follow it to its end, whichever way that comes: by the server, by its time
 * limit, by a broken connection, by a cluster that has fallen silent, or because its own
 * connection has (it missed its bookmarks, or its end is overdue).
 */
export async function followWatch<R>(options: WatchOptions<R>): Promise<WatchEnding> {
	const held = new DisposableStack();
	try {
		return await follow(options, held);
	} finally {
		held.dispose();
	}
}

/** What is begun for the watch goes into `held`. */
async function follow<R>(options: WatchOptions<R>, held: DisposableStack): Promise<WatchEnding> {
	const { transport, codec, collection, clock, reachability, bookmarks } = options;
	const startedMs = clock.monotonic();
	let events = 0;
	const ended = (): WatchEnding => ({ how: "ended", livedMs: clock.monotonic() - startedMs, events });

	const cut = held.use(createCut(options.signal));
	held.use(reachability.follow((failure, lastHeardMs) => cut.end({ how: "failed", failure, lastHeardMs })));
	const overdue = held.use(new Deadline(clock, () => cut.end(ended())));
	const silence = held.use(new Deadline(clock, () => cut.end(ended())));
	overdue.set(options.timeoutSeconds * 1000 + overdueMs);

	const response = await transport.request({
		method: "GET",
		...collection,
		query: { watch: true, allowWatchBookmarks: true, timeoutSeconds: options.timeoutSeconds, ...options.query },
		accept: codec.accept,
		headersTimeoutMs,
		idleTimeoutMs: 0,
		signal: cut.signal,
	});
	if (!response.ok) return cut.ending ?? { how: "failed", failure: response.failure };
	options.opened?.();
	const limitSilence = (): void =>
		silence.set(options.silenceLimitMs?.() ?? (bookmarks.sent ? missedBookmarksMs : undefined));
	limitSilence();
	try {
		for await (const batch of codec.watch(overheard(response.value, reachability))) {
			if (cut.ending !== undefined) return cut.ending;
			events += batch.length;
			bookmarks.sent ||= batch.some((event) => event.type === "BOOKMARK" && !event.initialEventsEnd);
			const failure = options.events(batch);
			if (failure !== undefined) return { how: "failed", failure };
			limitSilence();
		}
	} catch (thrown) {
		return cut.ending ?? { how: "failed", failure: failureOf(thrown) };
	}
	return cut.ending ?? ended();
}

/** The response, each chunk of its body told of as a sign of life. */
function overheard(response: KubeResponse, reachability: Reachability): KubeResponse {
	async function* body(): AsyncIterable<Uint8Array> {
		for await (const chunk of response.body) {
			reachability.heard();
			yield chunk;
		}
	}
	return { ...response, body: body() };
}

interface Cut extends Disposable {
	readonly signal: AbortSignal;
	/** Why the watch was cut short, once it was. */
	readonly ending: WatchEnding | undefined;
	end(ending: WatchEnding): void;
}

/** What ends a request early; disposing of it ends it in any case. */
function createCut(parent: AbortSignal): Cut {
	const controller = new AbortController();
	let ending: WatchEnding | undefined;
	const end = (how: WatchEnding): void => {
		ending ??= how;
		controller.abort();
	};
	const stop = (): void => end({ how: "stopped" });
	parent.addEventListener("abort", stop, { once: true });
	if (parent.aborted) stop();
	return {
		signal: controller.signal,
		get ending() {
			return ending;
		},
		end,
		[Symbol.dispose]() {
			parent.removeEventListener("abort", stop);
			controller.abort();
		},
	};
}

/** A timer that can be set anew. */
class Deadline implements Disposable {
	readonly #clock: Clock;
	readonly #passed: () => void;
	#timer: Timer | undefined;

	constructor(clock: Clock, passed: () => void) {
		this.#clock = clock;
		this.#passed = passed;
	}

	set(delayMs: number | undefined): void {
		this.#timer?.cancel();
		if (delayMs !== undefined) this.#timer = this.#clock.after(delayMs, this.#passed);
	}

	[Symbol.dispose](): void {
		this.#timer?.cancel();
	}
}
