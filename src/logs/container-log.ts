import type { Clock } from "../base/clock.ts";
import type { Readable } from "../base/store.ts";
import { type Backoff, createBackoff } from "../cluster/backoff.ts";
import type { Reachability } from "../cluster/reachability.ts";
import { failureOf, setbackOf } from "../cluster/setback.ts";
import type { Failure } from "../kube/failure.ts";
import type { Transport } from "../kube/transport/transport.ts";
import type { PodContainer } from "../resources/pod-containers.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import { endOfRun } from "./end-of-run.ts";
import type { ReadingEnd } from "./log-reading.ts";
import type { ContainerPlace, FixedRange } from "./log-request.ts";
import type { LogSink } from "./log-sink.ts";
import type { LogSourceState } from "./log-view.ts";
import { watchQuiet } from "./quiet-check.ts";
import { RunReader } from "./run-reader.ts";
import { afterDelayOrChange } from "./wait-for-change.ts";

/** How often a log that may not or cannot be read is asked for again, if nothing is heard of its container. */
const slowRetryMs = 30_000;
/** A container that is said to be starting may have started before its pod's row says so. */
const startRetryMs = 5_000;
/** The container of a deleted pod may have last words on their way. */
const lastWordsMs = 10_000;
/** An open log that gives nothing for so long has nothing. */
const emptyAfterMs = 2_000;

/** However lucky the jitter. */
const shortestRetryMs = 200;

const starting = /waiting to start|ContainerCreating|PodInitializing/;

/** What reading one container needs. */
export interface ContainerLogOptions {
	readonly transport: Pick<Transport, "request">;
	readonly reachability: Pick<Reachability, "follow" | "whenAnswering">;
	readonly clock: Clock;
	readonly random: () => number;
	/** The server's time. */
	readonly nowMs: () => number;
	readonly place: ContainerPlace;
	readonly podUid: string;
	/** The container as its pod's row has it; undefined when the pod has gone. */
	readonly status: Readable<PodContainer | undefined>;
	readonly range: FixedRange;
	/** While it says false nothing is read. */
	readonly following: Readable<boolean>;
	readonly sink: LogSink;
}

/**
 * One container's log, read from the range that was asked for to its end, through lost connections, restarts and
 * rotations: every line once and in its order, or a mark where some may be missing. It ends with its pod.
 */
export class ContainerLog implements AsyncDisposable {
	readonly #options: ContainerLogOptions;
	readonly #reader: RunReader;
	readonly #backoff: Backoff;
	readonly #ended = new AbortController();
	/** Ends the request or the wait that goes on, not the reading. */
	#attempt = new AbortController();
	readonly #running: Promise<void>;
	/** Restarts of the container that are known of. */
	#restarts = 0;
	/** It was seen running since it was last seen to end. */
	#isFollowed = false;
	/** All that was asked for has been read, and there is no more to come. */
	#isDone = false;
	#lostAtMs: number | undefined;

	constructor(options: ContainerLogOptions) {
		const { clock, random, status } = options;
		this.#options = options;
		this.#backoff = createBackoff(clock, random);
		this.#restarts = status.get()?.restarts ?? 0;
		const howEnded = (): string => {
			const container = status.get();
			return container !== undefined && container.restarts > this.#restarts ? endOfRun(container) : "";
		};
		this.#reader = new RunReader({ ...options, howEnded });
		this.#running = this.#run();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#ended.abort();
		this.#attempt.abort();
		await this.#running;
	}

	async #run(): Promise<void> {
		const { status, following, clock } = this.#options;
		const held = new DisposableStack();
		held.defer(following.subscribe(() => following.get() || this.#attempt.abort()));
		held.defer(
			status.subscribe(() => {
				if (status.get() === undefined)
					held.adopt(
						clock.after(lastWordsMs, () => this.#attempt.abort()),
						(timer) => timer.cancel(),
					);
			}),
		);
		try {
			while (!this.#ended.signal.aborted) {
				this.#attempt = new AbortController();
				const { signal } = this.#attempt;
				// Even a bug must not end the reading silently.
				await this.#once(signal).catch((thrown) => this.#recover(failureOf(thrown), signal));
			}
		} finally {
			held.dispose();
		}
	}

	/** One request, or one wait for something to ask for. */
	async #once(signal: AbortSignal): Promise<void> {
		const { status, following, place, range, sink } = this.#options;
		const container = status.get();
		if (container === undefined) {
			this.#reader.finish();
			this.#state({ state: "ghost", sinceMs: this.#options.nowMs() });
			return this.#wait(undefined, signal);
		}
		if (this.#isDone) return this.#wait(undefined, signal);
		if (!following.get()) {
			this.#state({ state: "paused" });
			return this.#wait(undefined, signal, following);
		}
		if (!hasRun(container) && !place.previous) {
			const why = container.reason === "" ? messages.logs.notStarted : messages.logs.waitingFor(container.reason);
			this.#state({ state: "waiting", why: safeText(why) });
			return this.#wait(slowRetryMs, signal);
		}
		if (container.restarts > this.#restarts && !place.previous) {
			await this.#reader.changeRun(container.restarts - this.#restarts, signal);
			this.#restarts = container.restarts;
		}
		const isRunning = container.state === "running";
		const goesOn = range.isOpen && !place.previous;
		const before = this.#reader.extent;
		const end = await this.#read(goesOn && isRunning, signal);
		if (signal.aborted) return;
		if (end.how === "failed") return this.#recover(end.failure, signal);
		this.#lostAtMs = undefined;
		if (end.how === "ended") {
			if (goesOn && isRunning) return this.#retry(undefined, signal);
			// What has ended is read once more: whoever ended the answer may not have been the one who reads the log.
			if (this.#reader.extent !== before) return;
		}
		this.#isDone = !goesOn || end.how === "enough";
		this.#conclude(container, sink);
		return this.#wait(undefined, signal);
	}

	async #read(follow: boolean, signal: AbortSignal): Promise<ReadingEnd> {
		const { transport, reachability, clock, place, sink } = this.#options;
		const cut = new AbortController();
		let lost: Failure | undefined;
		const held = new DisposableStack();
		sink.opening();
		if (this.#lostAtMs === undefined) this.#state({ state: "opening" });
		const onOpened = (): void => {
			if (!follow) return;
			this.#lostAtMs = undefined;
			this.#isFollowed = true;
			this.#state({ state: "following" });
			held.adopt(
				clock.after(emptyAfterMs, () => this.#reader.beEmpty()),
				(timer) => timer.cancel(),
			);
			const { signal: cutSignal } = cut;
			held.use(
				watchQuiet({ transport, clock, place, reader: this.#reader, signal: cutSignal, onStuck: () => cut.abort() }),
			);
		};
		if (follow)
			held.use(
				reachability.follow((failure) => {
					lost = failure;
					cut.abort();
				}),
			);
		try {
			const end = await this.#reader.read(follow, onOpened, AbortSignal.any([signal, cut.signal]));
			if (lost !== undefined) return { how: "failed", failure: lost };
			// A stream that gave nothing while its container wrote is taken up again at once.
			return cut.signal.aborted && !signal.aborted ? { how: "ended" } : end;
		} finally {
			held.dispose();
			sink.settled();
		}
	}

	/** All of a run has been read. */
	#conclude(container: PodContainer, sink: LogSink): void {
		const { place } = this.#options;
		this.#reader.finish();
		const how = endOfRun(container);
		if (this.#isFollowed && container.state !== "running") {
			sink.mark("ended", this.#reader.atUs, safeText(messages.logs.endedWith(place.container, how)));
		}
		this.#isFollowed = false;
		this.#state({ state: "ended", how: safeText(place.previous || container.state === "running" ? "" : how) });
	}

	async #recover(failure: Failure, signal: AbortSignal): Promise<void> {
		if (signal.aborted) return;
		const { reachability, sink, nowMs } = this.#options;
		sink.settled();
		const setback = setbackOf(failure);
		if (setback === "connection" || setback === "passing" || setback === "relist") {
			this.#lostAtMs ??= nowMs();
			const sinceMs = this.#lostAtMs;
			const tell = (because: Failure): void => this.#state({ state: "reconnecting", failure: because, sinceMs });
			tell(failure);
			if (setback === "connection" && (await reachability.whenAnswering(signal, tell)).trouble === "shared") return;
			return this.#retry(failure.retryAfterMs, signal);
		}
		if (setback === "unfit" && starting.test(failure.message)) {
			this.#state({ state: "waiting", why: failure.message });
			return this.#wait(startRetryMs, signal);
		}
		this.#state({ state: "failed", failure });
		return this.#wait(slowRetryMs, signal);
	}

	#retry(retryAfterMs: number | undefined, signal: AbortSignal): Promise<void> {
		return this.#wait(Math.max(shortestRetryMs, this.#backoff.next(retryAfterMs)), signal);
	}

	/** Until something that matters has changed, or for so long. */
	#wait(delayMs: number | undefined, signal: AbortSignal, other?: Readable<unknown>): Promise<void> {
		const { clock, status } = this.#options;
		return afterDelayOrChange({ clock, delayMs, status, other, signal });
	}

	#state(state: LogSourceState): void {
		if (!this.#ended.signal.aborted) this.#options.sink.state(state);
	}
}

/** Whether there is a log at all: of the present run, or of one before it. */
function hasRun({ state, restarts, last }: PodContainer): boolean {
	return state === "running" || state === "terminated" || restarts > 0 || last !== undefined;
}
