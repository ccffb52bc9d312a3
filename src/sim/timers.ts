import type { Clock, Timer } from "../base/clock.ts";
import type { World } from "./world/scenario.ts";

/** Timers of a world. */
export interface Timers extends Pick<World, "later" | "every"> {
	/** End all; none starts any more. */
	cancel(): void;
}

/** Make timers that end together. */
export function createTimers(clock: Clock): Timers {
	const running = new Set<Timer>();
	let cancelled = false;
	const later = (delayMs: number, action: () => void): void => {
		if (cancelled) return;
		const timer = clock.after(delayMs, () => {
			running.delete(timer);
			action();
		});
		running.add(timer);
	};
	const every = (intervalMs: number, action: () => void): void =>
		later(intervalMs, () => {
			every(intervalMs, action);
			action();
		});
	return {
		later,
		every,
		cancel() {
			cancelled = true;
			for (const timer of running) timer.cancel();
			running.clear();
		},
	};
}
