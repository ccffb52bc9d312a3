import type { Clock } from "../base/clock.ts";

const firstMs = 800;
const longestMs = 30_000;
const healthyMs = 120_000;
const longestRetryAfterMs = 300_000;

/** How long one failing resource waits before it asks again. */
export interface Backoff {
	/** Milliseconds to wait now. `retryAfterMs` is what the server asked for: never less than that, up to five minutes. */
	next(retryAfterMs?: number): number;
}

/**
 * Full jitter under a ceiling of 0.8 s that doubles to 30 s; back to the start after two minutes
 * in which nobody asked.
 *
 * @see https://github.com/kubernetes/client-go/blob/master/tools/cache/reflector.go the same figures
 */
export function createBackoff(clock: Clock, random: () => number): Backoff {
	let ceilingMs = firstMs;
	let restedAtMs = Number.NEGATIVE_INFINITY;
	return {
		next(retryAfterMs = 0) {
			if (clock.monotonic() - restedAtMs >= healthyMs) ceilingMs = firstMs;
			const delayMs = Math.min(retryAfterMs, longestRetryAfterMs) + random() * ceilingMs;
			ceilingMs = Math.min(longestMs, ceilingMs * 2);
			restedAtMs = clock.monotonic() + delayMs;
			return delayMs;
		},
	};
}
