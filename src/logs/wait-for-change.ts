import type { Clock, Timer } from "../base/clock.ts";
import type { Readable } from "../base/store.ts";
import type { PodContainer } from "../resources/pod-containers.ts";

/** What is waited for. */
export interface Waiting {
	readonly clock: Clock;
	/** Undefined = as long as it takes. */
	readonly delayMs: number | undefined;
	readonly status: Readable<PodContainer | undefined>;
	/** Something else whose change ends the wait. */
	readonly other: Readable<unknown> | undefined;
	readonly signal: AbortSignal;
}

/** Resolves after a delay, or as soon as a container runs that did not, ends, is started anew or goes; or by the signal. */
export function afterDelayOrChange({ clock, delayMs, status, other, signal }: Waiting): Promise<void> {
	const before = status.get();
	return new Promise((resolve) => {
		const ends: (() => void)[] = [];
		const done = (): void => {
			for (const end of ends) end();
			resolve();
		};
		if (signal.aborted) return resolve();
		const onAbort = { once: true } as const;
		signal.addEventListener("abort", done, onAbort);
		ends.push(() => signal.removeEventListener("abort", done));
		ends.push(status.subscribe(() => isOther(before, status.get()) && done()));
		if (other !== undefined) ends.push(other.subscribe(done));
		if (delayMs !== undefined) {
			const timer: Timer = clock.after(delayMs, done);
			ends.push(() => timer.cancel());
		}
	});
}

function isOther(before: PodContainer | undefined, now: PodContainer | undefined): boolean {
	return (
		before?.state !== now?.state ||
		before?.restarts !== now?.restarts ||
		before?.startedAtMs !== now?.startedAtMs ||
		before?.reason !== now?.reason
	);
}
