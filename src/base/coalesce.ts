import type { Clock, Timer } from "./clock.ts";

/** A gate that turns many requests into few runs. */
export interface Coalescer extends Disposable {
	/** Ask for a run: at once after a quiet period, else at the end of the running interval. */
	request(): void;
	/** Run now if one is waiting. */
	flush(): void;
}

/**
 * Run `action` at most once per `intervalMs`; the first request of a quiet period runs at once
 * (on the same tick), later ones are gathered. An action is never lost: the last request is always
 * followed by a run unless the coalescer is disposed of.
 */
export function coalesce(clock: Clock, intervalMs: number, action: () => void): Coalescer {
	let timer: Timer | undefined;
	let waiting = false;
	const run = (): void => {
		waiting = false;
		timer = clock.after(intervalMs, () => {
			timer = undefined;
			if (waiting) run();
		});
		action();
	};
	return {
		request() {
			if (timer === undefined) run();
			else waiting = true;
		},
		flush() {
			if (!waiting) return;
			timer?.cancel();
			run();
		},
		[Symbol.dispose]() {
			timer?.cancel();
			timer = undefined;
			waiting = false;
		},
	};
}
