import type { Clock, Timer } from "../base/clock.ts";
import { createStore, type Readable, type Store } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import type { Freshness } from "./freshness.ts";

/** How long a broken watch may be taken up again before its rows are called stale. */
const staleAfterMs = 45_000;

/** Says how far the rows of one store can be trusted, from what its reflector lives through. */
export class FreshnessTracker implements Disposable {
	readonly #clock: Clock;
	readonly #store: Store<Freshness>;
	/** Wall clock, since when the rows are not known to be current. */
	#lostAtMs: number | undefined;
	/** The same by the clock that nobody sets. */
	#lostAtMonotonicMs = 0;
	#turning: Timer | undefined;
	/** There have been rows, of which may be asked how old they are. */
	#hasBegun = false;

	constructor(clock: Clock) {
		this.#clock = clock;
		this.#store = createStore<Freshness>({ state: "connecting", sinceMs: clock.now() });
	}

	get freshness(): Readable<Freshness> {
		return this.#store;
	}

	/** The first list is streaming in. */
	syncing(received: number): void {
		this.#hasBegun = true;
		const now = this.#store.get();
		const sinceMs = now.state === "syncing" ? now.sinceMs : this.#clock.now();
		if (now.state === "syncing" && now.received === received) return;
		this.#turn({ state: "syncing", sinceMs, received });
	}

	/** Rows and server agree. */
	live(): void {
		this.#hasBegun = true;
		this.#lostAtMs = undefined;
		if (this.#store.get().state !== "live") this.#turn({ state: "live", sinceMs: this.#clock.now() });
	}

	/** Rows and server agreed, and are being compared anew. */
	reloading(): void {
		if (this.#store.get().state === "live") this.#turn({ state: "reloading", sinceMs: this.#clock.now() });
	}

	/** The watch broke and is being taken up again. `lastHeardMs` is when the server was last heard of, where silence was the sign. */
	broken(failure: Failure, lastHeardMs?: number): void {
		if (!this.#hasBegun) {
			const now = this.#store.get();
			const connectingMs = now.state === "connecting" ? now.sinceMs : this.#clock.now();
			this.#turn({ state: "connecting", sinceMs: connectingMs, failure });
			return;
		}
		this.#lose(lastHeardMs ?? this.#clock.now());
		const sinceMs = this.#lostAtMs ?? this.#clock.now();
		const leftMs = staleAfterMs - (this.#clock.monotonic() - this.#lostAtMonotonicMs);
		const isStale = leftMs <= 0 || lastHeardMs !== undefined || this.#store.get().state === "stale";
		this.#turn({ state: isStale ? "stale" : "reconnecting", sinceMs, failure });
		if (!isStale) {
			this.#turning = this.#clock.after(leftMs, () => this.#store.set({ state: "stale", sinceMs, failure }));
		}
	}

	/** The server said no (403), that it does not know us (401), or that there is no such kind (404). */
	denied(state: "forbidden" | "unauthorised" | "absent", failure: Failure): void {
		this.#lose(this.#clock.now());
		const now = this.#store.get();
		if (now.state === state && now.failure?.message === failure.message) return;
		this.#turn({ state, sinceMs: now.state === state ? now.sinceMs : this.#clock.now(), failure });
	}

	[Symbol.dispose](): void {
		this.#turning?.cancel();
	}

	#lose(atMs: number): void {
		if (this.#lostAtMs !== undefined) return;
		this.#lostAtMs = atMs;
		this.#lostAtMonotonicMs = this.#clock.monotonic() - (this.#clock.now() - atMs);
	}

	#turn(freshness: Freshness): void {
		this.#turning?.cancel();
		this.#turning = undefined;
		this.#store.set(freshness);
	}
}
