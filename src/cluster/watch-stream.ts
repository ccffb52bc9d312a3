import type { Clock, Timer } from "../base/clock.ts";
import { type Failure, failure } from "../kube/failure.ts";
import type { KubeRequest, KubeResponse, Transport } from "../kube/transport/transport.ts";
import type { ObjectCodec, WatchEvent } from "../kube/wire/codec.ts";
import { messages } from "../text/messages/messages.ts";
import type { CollectionRequest } from "./collection.ts";
import type { Reachability } from "./reachability.ts";
import { failureOf } from "./setback.ts";
import { checkWatch } from "./watch-check.ts";

/** Some proxies hold the head of a response back until the first event, a bookmark within a minute. */
const headersTimeoutMs = 75_000;
/** How long after its own time-out a watch may take to end. */
const overdueMs = 30_000;
/** A server that sends bookmarks does so about once a minute. */
const missedBookmarksMs = 150_000;
/** A watch without an event for this long is checked. */
const quietMs = 21_000;
/** Bytes in that time which say that a large event is on its way. */
const busyBytes = 2_000;

/** Code of the failure of a watch that does not tell what a second one would. */
export const watchUnanswered = "WATCH_UNANSWERED";

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
	/** Asked when it has been quiet: the version that it has told of, to check it by; undefined = it is not to be checked. */
	checkedVersion?(): string | undefined;
	/** A check has ended. */
	checked?(outcome: "current" | "behind" | "unanswered"): void;
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
	const checks = new Set<Promise<void>>();
	try {
		return await follow(options, held, checks);
	} finally {
		held.dispose();
		await Promise.all(checks);
	}
}

/** What is begun for the watch goes into `held` and `checks`. */
async function follow<R>(
	options: WatchOptions<R>,
	held: DisposableStack,
	checks: Set<Promise<void>>,
): Promise<WatchEnding> {
	const { transport, codec, collection, clock, reachability, bookmarks } = options;
	const startedMs = clock.monotonic();
	let events = 0;
	let bytes = 0;
	let heardMs = clock.now();
	const ended = (): WatchEnding => ({ how: "ended", livedMs: clock.monotonic() - startedMs, events });

	const cut = held.use(createCut(options.signal));
	held.use(reachability.follow((failure, lastHeardMs) => cut.end({ how: "failed", failure, lastHeardMs })));
	const overdue = held.use(new Deadline(clock, () => cut.end(ended())));
	const silence = held.use(new Deadline(clock, () => cut.end(ended())));
	overdue.set(options.timeoutSeconds * 1000 + overdueMs);

	const check = async (): Promise<void> => {
		const version = options.checkedVersion?.();
		if (version === undefined) return;
		const before = events;
		const isAsked = bytes < busyBytes && !reachability.silent.get();
		const outcome = isAsked ? await checkWatch({ ...options, version, signal: cut.signal }) : "inconclusive";
		if (cut.ending !== undefined) return;
		// What it told meanwhile shows that it lives.
		if (events > before) return;
		if (outcome === "unanswered") {
			options.checked?.("unanswered");
			const silent = failure("timeout", messages.cluster.watchUnanswered, { code: watchUnanswered });
			cut.end({ how: "failed", failure: silent, lastHeardMs: heardMs });
		} else if (outcome === "inconclusive") expectQuiet();
		else {
			reachability.heard();
			const isBehind = outcome.length > 0;
			options.checked?.(isBehind ? "behind" : "current");
			heardMs = clock.now();
			// What it missed comes again on the watch that takes its place, from the same version.
			if (isBehind) cut.end(ended());
			else expectQuiet();
		}
	};
	const quiet = held.use(
		new Deadline(clock, () => {
			const checking = check().finally(() => checks.delete(checking));
			checks.add(checking);
		}),
	);
	const expectQuiet = (): void => {
		bytes = 0;
		quiet.set(quietMs);
	};

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
	expectQuiet();
	const counted = overheard(response.value, (length) => {
		bytes += length;
	});
	try {
		for await (const batch of codec.watch(counted)) {
			if (cut.ending !== undefined) return cut.ending;
			// A whole event is a sign of life; bytes that never become one are none.
			reachability.heard();
			heardMs = clock.now();
			expectQuiet();
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

/** The response, with the length of each chunk of its body told. */
function overheard(response: KubeResponse, onBytes: (length: number) => void): KubeResponse {
	async function* body(): AsyncIterable<Uint8Array> {
		for await (const chunk of response.body) {
			onBytes(chunk.length);
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
