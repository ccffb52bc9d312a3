import type { Activity } from "../base/activity.ts";
import { type Clock, sleep } from "../base/clock.ts";
import { ok, type Result } from "../base/result.ts";
import type { Readable } from "../base/store.ts";
import { type Failure, failure } from "../kube/failure.ts";
import type { Transport } from "../kube/transport/transport.ts";
import type { ObjectCodec, WatchEvent } from "../kube/wire/codec.ts";
import type { ResourceIdentity, ResourceRow } from "../resources/resource.ts";
import { messages } from "../text/messages/messages.ts";
import { type Backoff, createBackoff } from "./backoff.ts";
import { type CollectionRequest, collectionPath, watchTimeoutSeconds } from "./collection.ts";
import type { Freshness } from "./freshness.ts";
import { FreshnessTracker } from "./freshness-tracker.ts";
import { HeadCount } from "./head-count.ts";
import { takeInitial } from "./initial-events.ts";
import { firstIntake, type Intake, laterIntake } from "./intake.ts";
import { listAll } from "./list-all.ts";
import type { Reachability } from "./reachability.ts";
import { failureOf, isStreamingRefused, isVersionUnavailable, setbackOf } from "./setback.ts";
import type { StreamingSupport } from "./streaming-support.ts";
import type { TableStore } from "./table-store.ts";
import { followWatch, type WatchEnding, watchUnanswered } from "./watch-stream.ts";

/** How often a table that may not or cannot be read is tried again. */
const slowRetryMs = 60_000;
/** A credential may be renewed at any moment, but asking may start a program. */
const signInRetryMs = 30_000;
/** A watch that has been open for this long is believed without an event. */
const believedAfterMs = 1_000;
/** A streaming list that says nothing for this long is given up for a plain one. */
const stalledListMs = 30_000;
/** A version that is too old sooner than this after a list is a failure like any other. */
const listsApartMs = 30_000;
/** This many watches in a row without an event, and the version itself is doubted. */
const fruitlessWatches = 5;
/** Likewise for streaming lists that break off: a plain list is tried instead. */
const brokenStreams = 2;

/** A watch that was open for this long is worth counting what it has left us with. */
const countedAfterMs = 60_000;
/** This many watches in a row that tell nothing of what happens, and a list has to. */
const deafWatches = 2;
/** A server that never ended one of so many checks is not asked for more. */
const triedChecks = 3;

/** What a reflector is made of. */
export interface ReflectorOptions<R extends ResourceRow> {
	readonly resource: ResourceIdentity;
	/** Only this namespace; all when left out. */
	readonly namespace: string | undefined;
	readonly codec: ObjectCodec<R>;
	readonly store: TableStore<R>;
	readonly transport: Transport;
	readonly reachability: Reachability;
	readonly streaming: StreamingSupport;
	readonly clock: Clock;
	readonly random: () => number;
	readonly activity: Activity;
}

/**
 * Keeps a store equal to a collection on the server: a list, then watches, taken up again however
 * they end, until it is disposed of. Versions are opaque; they are only ever handed back.
 *
 * @see https://github.com/kubernetes/client-go/blob/master/tools/cache/reflector.go the reference for each behaviour
 */
export class Reflector<R extends ResourceRow> implements AsyncDisposable {
	readonly #options: ReflectorOptions<R>;
	readonly #collection: CollectionRequest;
	readonly #tracker: FreshnessTracker;
	readonly #backoff: Backoff;
	readonly #ended = new AbortController();
	/** Ends the list, watch or wait that goes on; its end is not the reflector's. */
	#attempt = new AbortController();
	/** Somebody asked for the newest state: what a server has at hand will not do. */
	#wantsNewest = false;
	readonly #running: Promise<void>;
	/** The last version that bookmark, event or list told; what a list must not be older than. */
	#version: string | undefined;
	/** The watch began without a version, so its first ADDED events are synthetic: their versions say nothing. */
	#synthetic = false;
	/** Whether the store has once held a whole list. */
	#whole = false;
	#mustList = true;
	/** When the last list began; two in quick succession are set apart by the back-off. */
	#listedAtMs = Number.NEGATIVE_INFINITY;
	#fruitless = 0;
	#brokenStreams = 0;
	readonly #bookmarks = { sent: false };
	/** How checks of quiet watches went. */
	#checks = { current: 0, behind: 0, unanswered: 0 };
	readonly #headCount = new HeadCount();
	#counting: Promise<void> = Promise.resolve();
	/** Watches in a row that had missed something and told nothing. */
	#deaf = 0;

	constructor(options: ReflectorOptions<R>) {
		this.#options = options;
		this.#collection = {
			path: collectionPath(options.resource, options.namespace),
			purpose: options.resource.id,
		};
		this.#tracker = new FreshnessTracker(options.clock);
		this.#backoff = createBackoff(options.clock, options.random);
		this.#running = this.#run();
	}

	get freshness(): Readable<Freshness> {
		return this.#tracker.freshness;
	}

	/** List anew, at once, whatever goes on or is waited for. The rows stay and are replaced by difference. */
	reload(): void {
		this.#mustList = true;
		this.#wantsNewest = true;
		this.#tracker.reloading();
		this.#attempt.abort();
	}

	/** Ends its requests and timers; resolves when the last has ended. The store keeps its rows. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#ended.abort();
		this.#attempt.abort();
		this.#tracker[Symbol.dispose]();
		await this.#running;
		await this.#counting;
	}

	async #run(): Promise<void> {
		while (!this.#ended.signal.aborted) {
			this.#attempt = new AbortController();
			const { signal } = this.#attempt;
			// Even a bug in a row's projection is told of as a failure of this table, and tried again:
			// a loop that ended silently would leave rows that look current and are not.
			const attempt = this.#mustList ? this.#listAndWatch(signal) : this.#watch(signal);
			const ending = await attempt.catch((thrown): WatchEnding => ({ how: "failed", failure: failureOf(thrown) }));
			if (!signal.aborted && ending.how === "failed") await this.#recover(ending.failure, ending.lastHeardMs, signal);
			if (ending.how === "ended" && ending.livedMs >= countedAfterMs) this.#counting = this.#count();
		}
	}

	/** Hold the number of rows against the server's as of the version that the last watch came to; the next one goes on meanwhile. */
	async #count(): Promise<void> {
		const { transport, store } = this.#options;
		const version = this.#version;
		if (!this.#hasList || version === undefined) return;
		const counted = { transport, collection: this.#collection, version, signal: this.#ended.signal };
		if (await this.#headCount.isOff(store.size, counted)) this.reload();
	}

	/** A streaming list goes on as a watch; a plain one is followed by the first watch. */
	async #listAndWatch(signal: AbortSignal): Promise<WatchEnding> {
		const listing = this.#options.activity.begin();
		try {
			return await this.#listAnd(listing, signal);
		} finally {
			listing[Symbol.dispose]();
		}
	}

	async #listAnd(listing: Disposable, signal: AbortSignal): Promise<WatchEnding> {
		const { clock, resource, streaming } = this.#options;
		this.#listedAtMs = clock.monotonic();
		if (!streaming.refused(resource.id) && this.#brokenStreams < brokenStreams) {
			const ending = await this.#stream(listing, signal);
			if (ending !== "list instead") return ending;
		}
		const listed = await this.#list(signal);
		if (!listed.ok) return { how: "failed", failure: listed.failure };
		this.#brokenStreams = 0;
		return { how: "ended", livedMs: 0, events: 0 };
	}

	/** @see https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists */
	async #stream(listing: Disposable, signal: AbortSignal): Promise<WatchEnding | "list instead"> {
		const { resource, streaming } = this.#options;
		let intake: Intake<R> | undefined = this.#intake();
		const ending = await this.#follow(signal, {
			query: { sendInitialEvents: true, resourceVersionMatch: "NotOlderThan" },
			silenceLimitMs: () => (intake === undefined ? undefined : stalledListMs),
			events: (batch) => {
				if (intake === undefined) return this.#take(batch);
				const rest = takeInitial(batch, intake);
				if (!rest.ok) return rest.failure;
				this.#received(intake.received);
				if (rest.value === undefined) return undefined;
				intake.finish();
				intake = undefined;
				this.#brokenStreams = 0;
				this.#isWhole(rest.value.resourceVersion);
				this.#tracker.live();
				listing[Symbol.dispose]();
				return this.#take(rest.value.events);
			},
		});
		if (intake === undefined || ending.how === "stopped") return ending;
		if (ending.how === "ended") return "list instead";
		const { failure: problem } = ending;
		if (isStreamingRefused(problem)) streaming.refuse(resource.id);
		// Who may list but not watch still sees the list.
		else if (!isVersionUnavailable(problem) && problem.kind !== "forbidden") {
			const setback = setbackOf(problem);
			if (setback !== "absent" && setback !== "unauthorised" && problem.kind !== "throttled") this.#brokenStreams++;
			return ending;
		}
		return "list instead";
	}

	async #list(signal: AbortSignal): Promise<Result<void, Failure>> {
		const listed = await listAll({
			...this.#options,
			collection: this.#collection,
			notOlderThan: this.#wantsNewest ? "" : (this.#version ?? "0"),
			intake: () => this.#intake(),
			received: (count) => this.#received(count),
			signal,
		});
		if (!listed.ok) return listed;
		this.#isWhole(listed.value);
		// Who may list but not watch is told so each time; until a watch opens, nothing has changed.
		if (this.freshness.get().state !== "forbidden") this.#tracker.live();
		return ok(undefined);
	}

	async #watch(signal: AbortSignal): Promise<WatchEnding> {
		const { clock } = this.#options;
		this.#synthetic = this.#version === "" || this.#version === "0";
		let believing: Disposable | undefined;
		const ending = await this.#follow(signal, {
			query: { resourceVersion: this.#version },
			opened: () => {
				const timer = clock.after(believedAfterMs, () => this.#tracker.live());
				believing = { [Symbol.dispose]: () => timer.cancel() };
			},
			events: (batch) => this.#take(batch),
		});
		believing?.[Symbol.dispose]();
		if (ending.how !== "ended" || ending.events > 0 || ending.livedMs >= believedAfterMs) return ending;
		return { how: "failed", failure: failure("server", messages.cluster.watchEndedAtOnce) };
	}

	#follow(
		signal: AbortSignal,
		particulars: Pick<Parameters<typeof followWatch<R>>[0], "query" | "opened" | "silenceLimitMs" | "events">,
	): Promise<WatchEnding> {
		return followWatch({
			...this.#options,
			collection: this.#collection,
			timeoutSeconds: watchTimeoutSeconds(this.#options.random),
			bookmarks: this.#bookmarks,
			signal,
			checkedVersion: () => (this.#isCheckable ? this.#version : undefined),
			checked: (outcome) => {
				this.#checks[outcome]++;
				if (outcome === "behind" && ++this.#deaf >= deafWatches) this.#doubtWatches();
			},
			...particulars,
		});
	}

	/** There is a whole list to be held against the server's, and the server ends watches when it is asked to. */
	get #isCheckable(): boolean {
		const { current, behind, unanswered } = this.#checks;
		if (!this.#hasList) return false;
		return current + behind > 0 || unanswered < triedChecks;
	}

	/** What is held is what there was at a version that the server named. */
	get #hasList(): boolean {
		return !this.#mustList && this.#version !== undefined && this.#version !== "" && this.#version !== "0";
	}

	/** The cluster answers, but for its watches: none is believed before a list has come, and not as a stream. */
	#doubtWatches(): void {
		this.#mustList = true;
		this.#brokenStreams = brokenStreams;
		this.#deaf = 0;
	}

	/** Bring a batch of a watch into the store. Returns the failure the server sent in its stream. */
	#take(events: readonly WatchEvent<R>[]): Failure | undefined {
		if (events.length === 0) return undefined;
		let problem: Failure | undefined;
		this.#options.store.apply((draft) => {
			for (const event of events) {
				if (event.type === "ERROR") {
					problem = event.failure;
					return;
				}
				if (event.type === "MALFORMED") {
					if (event.gone !== undefined) draft.remove(event.gone);
					continue;
				}
				if (event.type === "DELETED") draft.remove(event.row);
				else if (event.type !== "BOOKMARK") draft.put(event.row);
				if (event.type !== "ADDED") this.#synthetic = false;
				if (!this.#synthetic) this.#version = event.resourceVersion;
				this.#fruitless = 0;
				this.#deaf = 0;
			}
		});
		if (problem === undefined) this.#tracker.live();
		return problem;
	}

	#intake(): Intake<R> {
		return this.#whole ? laterIntake(this.#options.store) : firstIntake(this.#options.store);
	}

	#received(count: number): void {
		if (!this.#whole && count > 0) this.#tracker.syncing(count);
	}

	#isWhole(version: string): void {
		this.#version = version;
		this.#whole = true;
		this.#mustList = false;
		this.#wantsNewest = false;
		this.#fruitless = 0;
	}

	/** Say what is wrong, decide how to go on, and wait as long as that asks for. */
	async #recover(problem: Failure, lastHeardMs: number | undefined, signal: AbortSignal): Promise<void> {
		const { clock, random, reachability } = this.#options;
		const setback = setbackOf(problem);
		switch (setback) {
			case "forbidden":
			case "absent":
				this.#mustList = true;
				this.#tracker.denied(setback, problem);
				await sleep(clock, slowRetryMs * (0.9 + random() * 0.2), signal);
				return;
			case "unauthorised":
				this.#tracker.denied(setback, problem);
				await sleep(clock, signInRetryMs * (0.9 + random() * 0.2), signal);
				return;
			case "connection": {
				this.#tracker.broken(problem, lastHeardMs);
				const because = (failure: Failure): void => this.#tracker.broken(failure, lastHeardMs);
				const { trouble } = await reachability.whenAnswering(signal, because);
				if (trouble === "own" && problem.code === watchUnanswered) this.#doubtWatches();
				if (trouble === "own") await sleep(clock, this.#backoff.next(), signal);
				return;
			}
			case "relist": {
				this.#tracker.broken(problem);
				const hurried = this.#mustList || clock.monotonic() - this.#listedAtMs < listsApartMs;
				this.#mustList = true;
				if (hurried) await sleep(clock, this.#backoff.next(problem.retryAfterMs), signal);
				return;
			}
			case "unfit":
			case "passing":
				this.#tracker.broken(problem);
				// A server that has too much to do is the last one to ask for a whole list; our version is not what it minds.
				if (problem.kind !== "throttled" && ++this.#fruitless >= fruitlessWatches) this.#mustList = true;
				if (setback === "unfit") this.#mustList = true;
				await sleep(clock, this.#backoff.next(problem.retryAfterMs), signal);
		}
	}
}
