/** Asks for the shared run; `undefined` when the caller's own signal aborted first. */
export type SharedRun<Value> = (signal?: AbortSignal) => Promise<Value | undefined>;

interface Flight<Value> {
	readonly outcome: Promise<Value>;
	readonly controller: AbortController;
	waiting: number;
}

/**
 * Let all who ask at the same time share one run. A caller who gives up leaves the run to the
 * others; when the last one gives up, the run is aborted. A new run never begins before the last one
 * has ended, so there is one at a time whatever happens.
 *
 * @param run must settle soon after its signal aborts, and must not reject but for a bug
 */
export function singleFlight<Value>(run: (signal: AbortSignal) => Promise<Value>): SharedRun<Value> {
	let flight: Flight<Value> | undefined;
	let ended: Promise<unknown> = Promise.resolve();

	function takeOff(): Flight<Value> {
		const controller = new AbortController();
		const outcome = ended.then(() => run(controller.signal));
		const started: Flight<Value> = { outcome, controller, waiting: 0 };
		const land = (): void => {
			if (flight === started) flight = undefined;
		};
		ended = outcome.then(land, land);
		return started;
	}

	return (signal) => {
		if (signal?.aborted) return Promise.resolve(undefined);
		flight ??= takeOff();
		const boarded = flight;
		boarded.waiting += 1;
		return new Promise((resolve, reject) => {
			const leave = (): void => {
				boarded.waiting -= 1;
				if (boarded.waiting === 0) {
					boarded.controller.abort();
					if (flight === boarded) flight = undefined;
				}
				resolve(undefined);
			};
			signal?.addEventListener("abort", leave, { once: true });
			boarded.outcome.finally(() => signal?.removeEventListener("abort", leave)).then(resolve, reject);
		});
	};
}
