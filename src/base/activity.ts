import { createStore, type Readable } from "./store.ts";

/**
 * Counts work in flight, so that a test (or the demo's recorder) can wait for "nothing pending"
 * instead of sleeping. Long-lived work (an open watch) does not count; a list in flight, a frame
 * that is due and a command that runs do.
 */
export interface Activity {
	/** Number of pieces of work that have begun and not ended. */
	readonly pending: Readable<number>;
	/** Begin a piece of work; disposing of the result ends it (once, however often it is called). */
	begin(): Disposable;
	/** Resolves at the next moment with nothing pending. */
	idle(): Promise<void>;
}

/** Make an activity counter with nothing pending. */
export function createActivity(): Activity {
	const pending = createStore(0);
	return {
		pending,
		begin() {
			let ended = false;
			pending.update((count) => count + 1);
			return {
				[Symbol.dispose]() {
					if (ended) return;
					ended = true;
					pending.update((count) => count - 1);
				},
			};
		},
		idle() {
			if (pending.get() === 0) return Promise.resolve();
			return new Promise((resolve) => {
				const end = pending.subscribe(() => {
					if (pending.get() !== 0) return;
					end();
					resolve();
				});
			});
		},
	};
}
