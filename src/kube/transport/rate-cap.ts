import type { Clock, Timer } from "../../base/clock.ts";

/**
 * A token bucket: so many requests at once, then so many a second. It is there so that no bug of
 * ours can ever hammer an API server; in normal work nobody waits.
 */
export class RateCap {
	readonly #clock: Clock;
	readonly #perSecond: number;
	readonly #burst: number;
	readonly #queue = new Set<(mayGo: boolean) => void>();
	#tokens: number;
	#filledAtMs: number;
	#timer: Timer | undefined;

	constructor(clock: Clock, perSecond = 50, burst = 100) {
		this.#clock = clock;
		this.#perSecond = perSecond;
		this.#burst = burst;
		this.#tokens = burst;
		this.#filledAtMs = clock.monotonic();
	}

	/** Resolves true when the caller may go, in the order of asking; false when `signal` aborts first. */
	take(signal?: AbortSignal): Promise<boolean> {
		this.#fill();
		if (signal?.aborted) return Promise.resolve(false);
		if (this.#queue.size === 0 && this.#tokens >= 1) {
			this.#tokens--;
			return Promise.resolve(true);
		}
		return new Promise((resolve) => {
			const onAbort = (): void => settle(false);
			const settle = (mayGo: boolean): void => {
				signal?.removeEventListener("abort", onAbort);
				this.#queue.delete(settle);
				if (this.#queue.size === 0) this.#stop();
				resolve(mayGo);
			};
			signal?.addEventListener("abort", onAbort, { once: true });
			this.#queue.add(settle);
			this.#wait();
		});
	}

	/** Let nobody wait any longer: all who do are told no. */
	end(): void {
		for (const settle of this.#queue) settle(false);
	}

	#fill(): void {
		const nowMs = this.#clock.monotonic();
		this.#tokens = Math.min(this.#burst, this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * this.#perSecond);
		this.#filledAtMs = nowMs;
	}

	#wait(): void {
		this.#timer ??= this.#clock.after(Math.max(1, ((1 - this.#tokens) / this.#perSecond) * 1000), () => {
			this.#timer = undefined;
			this.#fill();
			for (const settle of this.#queue) {
				if (this.#tokens < 1) break;
				this.#tokens--;
				settle(true);
			}
			if (this.#queue.size > 0) this.#wait();
		});
	}

	#stop(): void {
		this.#timer?.cancel();
		this.#timer = undefined;
	}
}
