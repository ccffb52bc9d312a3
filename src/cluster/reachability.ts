import { type Clock, sleep, type Timer } from "../base/clock.ts";
import { createStore, type Readable } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import type { Transport } from "../kube/transport/transport.ts";

const silenceMs = 20_000;
const probeTimeoutMs = 15_000;
/** Of the probes while nothing answers: what swallowed one is not waited for when it is over. */
const knockTimeoutMs = 5_000;
const probeEveryMs = 5_000;
const releaseWithinMs = 3_000;

/** How often the cluster was asked in vain, one time after the other. */
export interface Tries {
	readonly failed: number;
	/** Wall clock, when it is asked again; undefined while it is being asked. */
	readonly nextAtMs: number | undefined;
}

const noTries: Tries = { failed: 0, nextAtMs: undefined };

/** Called when the server has fallen silent; `lastHeardMs` is wall-clock time. */
export type OnSilent = (failure: Failure, lastHeardMs: number) => void;

/**
 * Whether the cluster as a whole answers. A stalled watch gives no error, and bookmarks are too
 * rare for silence to prove anything, so liveness belongs to the connection: after 20 s without a
 * byte from the cluster one probe is sent for everybody. While nothing answers, all watches and
 * polls wait here behind one probe each 5 s, and are let go within 3 s of its success.
 */
export class Reachability implements AsyncDisposable {
	readonly #transport: Transport;
	readonly #clock: Clock;
	readonly #random: () => number;
	readonly #silent = createStore(false);
	readonly #tries = createStore<Tries>(noTries);
	/** What went wrong when the cluster was last asked. */
	readonly #trouble = createStore<Failure | undefined>(undefined);
	readonly #followers = new Set<OnSilent>();
	readonly #ended = new AbortController();
	#heardAtMs: number;
	#heardAtWallMs: number;
	#askedAtMs = 0;
	/** How long the last probe that was answered took. */
	#answerMs = 0;
	/** Something has come at some time: there is a way. */
	#hasHeard = false;
	#listening: Timer | undefined;
	#asking: Promise<Failure | undefined> | undefined;
	#knocking: Promise<void> | undefined;

	constructor(transport: Transport, clock: Clock, random: () => number) {
		this.#transport = transport;
		this.#clock = clock;
		this.#random = random;
		this.#heardAtMs = clock.monotonic();
		this.#heardAtWallMs = clock.now();
	}

	/** True while the cluster does not answer. */
	get silent(): Readable<boolean> {
		return this.#silent;
	}

	/** What has been tried since the cluster was last heard of. */
	get tries(): Readable<Tries> {
		return this.#tries;
	}

	/** Something whole has come from the cluster, on whichever connection. */
	heard(): void {
		this.#hasHeard = true;
		this.#heardAtMs = this.#clock.monotonic();
		this.#heardAtWallMs = this.#clock.now();
		this.#silent.set(false);
		this.#trouble.set(undefined);
		this.#tries.set(noTries);
	}

	/** Be told, once, if the server falls silent while a watch is open. */
	follow(onSilent: OnSilent): Disposable {
		if (this.#followers.size === 0) {
			// Silence counts from the moment somebody listens: before, nothing was due to come.
			this.#heardAtMs = this.#clock.monotonic();
			this.#heardAtWallMs = this.#clock.now();
			this.#listen(silenceMs);
		}
		const follower: OnSilent = (...silence) => onSilent(...silence);
		this.#followers.add(follower);
		return {
			[Symbol.dispose]: () => {
				this.#followers.delete(follower);
				if (this.#followers.size > 0) return;
				this.#listening?.cancel();
				this.#listening = undefined;
			},
		};
	}

	/**
	 * After a failure to connect: resolve when it makes sense to try again. When the cluster does
	 * answer, at once and with `trouble: "own"`: the failure is the caller's, who backs off. Else
	 * when it answers again, with `trouble: "shared"`: the caller may try at once. Also resolves
	 * when `signal` aborts. Meanwhile `because` is told why the cluster does not answer, now and
	 * whenever that is another reason: what failed first may be only where it began.
	 */
	async whenAnswering(
		signal: AbortSignal,
		because?: (failure: Failure) => void,
	): Promise<{ readonly trouble: "own" | "shared" }> {
		if (!this.#silent.get() && (await this.#ask(this.#knockPatienceMs)) === undefined) return { trouble: "own" };
		const tell = (): void => {
			const failure = this.#trouble.get();
			if (failure !== undefined) because?.(failure);
		};
		tell();
		const unsubscribe = this.#trouble.subscribe(tell);
		this.#knock();
		await this.#answered(signal);
		unsubscribe();
		await sleep(this.#clock, this.#random() * releaseWithinMs, signal);
		return { trouble: "shared" };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#ended.abort();
		this.#listening?.cancel();
		this.#listening = undefined;
		await this.#asking;
		await this.#knocking;
	}

	#listen(delayMs: number): void {
		this.#listening?.cancel();
		this.#listening = this.#clock.after(delayMs, () => {
			const restMs = this.#heardAtMs + silenceMs - this.#clock.monotonic();
			if (restMs > 0) this.#listen(restMs);
			else void this.#ask().then((failure) => this.#afterSilence(failure));
		});
	}

	#afterSilence(failure: Failure | undefined): void {
		if (this.#followers.size === 0 || this.#ended.signal.aborted) return;
		if (failure !== undefined) {
			const followers = [...this.#followers];
			this.#followers.clear();
			for (const follower of followers) follower(failure, this.#heardAtWallMs);
			return;
		}
		this.#listen(silenceMs);
	}

	/** One probe for all who ask at once. Resolves with what went wrong, or with nothing. */
	#ask(timeoutMs = probeTimeoutMs): Promise<Failure | undefined> {
		this.#asking ??= this.#probe(timeoutMs).finally(() => {
			this.#asking = undefined;
		});
		return this.#asking;
	}

	async #probe(timeoutMs: number): Promise<Failure | undefined> {
		const sentAtMs = this.#clock.monotonic();
		this.#askedAtMs = sentAtMs;
		const answer = await this.#transport.probe({ timeoutMs, signal: this.#ended.signal });
		if (answer.ok) {
			this.#answerMs = this.#clock.monotonic() - sentAtMs;
			this.heard();
			return undefined;
		}
		// A byte that came while we asked is an answer as good as any.
		if (this.#heardAtMs > sentAtMs) return undefined;
		if (!this.#ended.signal.aborted) {
			this.#tries.update(({ failed }) => ({ failed: failed + 1, nextAtMs: undefined }));
			this.#silent.set(true);
			this.#trouble.update((before) => (before?.message === answer.failure.message ? before : answer.failure));
		}
		return answer.failure;
	}

	#knock(): void {
		this.#knocking ??= this.#knockUntilAnswered().finally(() => {
			this.#knocking = undefined;
		});
	}

	async #knockUntilAnswered(): Promise<void> {
		const { signal } = this.#ended;
		while (this.#silent.get() && !signal.aborted) {
			const waitMs = Math.max(0, this.#askedAtMs + probeEveryMs - this.#clock.monotonic());
			this.#tries.update(({ failed }) => ({ failed, nextAtMs: this.#clock.now() + waitMs }));
			await sleep(this.#clock, waitMs, signal);
			if (!this.#silent.get() || signal.aborted) return;
			this.#tries.update(({ failed }) => ({ failed, nextAtMs: undefined }));
			await this.#ask(this.#knockPatienceMs);
		}
	}

	/** A server that took its time when it was well is given more of it. */
	get #knockPatienceMs(): number {
		if (!this.#hasHeard) return probeTimeoutMs;
		return Math.min(probeTimeoutMs, Math.max(knockTimeoutMs, 4 * this.#answerMs));
	}

	/** Resolves when the cluster answers, or when the caller or this gives up. */
	#answered(signal: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const done = (): void => {
				unsubscribe();
				signal.removeEventListener("abort", done);
				this.#ended.signal.removeEventListener("abort", done);
				resolve();
			};
			const unsubscribe = this.#silent.subscribe(done);
			signal.addEventListener("abort", done, { once: true });
			this.#ended.signal.addEventListener("abort", done, { once: true });
			if (!this.#silent.get() || signal.aborted || this.#ended.signal.aborted) done();
		});
	}
}
