/** A running timer. Cancelling one that has fired, or twice, does nothing. */
export interface Timer {
	cancel(): void;
}

/**
 * Where time comes from. Nothing outside this file reads `Date.now()` or starts a timer, so that
 * tests and simulations own time.
 */
export interface Clock {
	/** Wall-clock time in milliseconds since the epoch; may jump when the host's clock is set. */
	now(): number;
	/** Monotonic milliseconds from an arbitrary start; use it for every time-out and duration. */
	monotonic(): number;
	/** Run `callback` once, `delayMs` milliseconds from now. The timer keeps the process alive. */
	after(delayMs: number, callback: () => void): Timer;
}

/** The machine's own clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	after(delayMs, callback) {
		const handle = setTimeout(callback, delayMs);
		return { cancel: () => clearTimeout(handle) };
	},
};

/**
 * Resolve after `delayMs`, or at once when `signal` aborts.
 *
 * @returns true when the whole delay passed, false when it was cut short.
 */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<boolean> {
	return new Promise((resolve) => {
		if (signal?.aborted) {
			resolve(false);
			return;
		}
		const onAbort = (): void => {
			timer.cancel();
			resolve(false);
		};
		const timer = clock.after(delayMs, () => {
			signal?.removeEventListener("abort", onAbort);
			resolve(true);
		});
		signal?.addEventListener("abort", onAbort, { once: true });
	});
}
