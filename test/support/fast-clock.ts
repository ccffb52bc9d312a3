import type { Clock } from "../../src/base/clock.ts";

/** A real clock on which everything happens `factor` times as fast: for tests over real sockets. */
export function fastClock(factor: number): Clock {
	const startMs = Date.now();
	const monotonic = (): number => performance.now() * factor;
	const origin = monotonic();
	return {
		now: () => startMs + (monotonic() - origin),
		monotonic,
		after(delayMs, callback) {
			const handle = setTimeout(callback, delayMs / factor);
			return { cancel: () => clearTimeout(handle) };
		},
	};
}
