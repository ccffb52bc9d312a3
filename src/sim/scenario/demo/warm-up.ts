import type { World } from "../../world/scenario.ts";

interface Due {
	readonly atMs: number;
	readonly action: () => void;
}

/** A world that has some past to live through before its clock is the real one. */
export interface WarmWorld {
	readonly world: World;
	/** Live through the past, all at once; what is due later goes over to the real clock. */
	catchUp(): void;
}

/**
 * Give a world a past of `pastMs`: until {@link WarmWorld.catchUp} its clock stands that long ago, and
 * what is to be done later is kept. So a demo opens on a cluster to which things have happened.
 */
export function withPast(real: World, pastMs: number): WarmWorld {
	const queue: Due[] = [];
	let elapsedMs = 0;
	let warming = true;
	const lagMs = (): number => (warming ? pastMs - elapsedMs : 0);
	const later = (delayMs: number, action: () => void): void => {
		if (!warming) {
			real.later(delayMs, action);
			return;
		}
		const due = { atMs: elapsedMs + Math.max(0, delayMs), action };
		queue.splice(positionOf(queue, due), 0, due);
	};
	const every = (intervalMs: number, action: () => void): void =>
		later(intervalMs, () => {
			every(intervalMs, action);
			action();
		});
	return {
		world: { ...real, clock: { now: () => real.clock.now() - lagMs() }, later, every },
		catchUp() {
			for (let due = queue[0]; due !== undefined && due.atMs <= pastMs; due = queue[0]) {
				queue.shift();
				elapsedMs = due.atMs;
				due.action();
			}
			elapsedMs = pastMs;
			warming = false;
			for (const due of queue.splice(0)) real.later(due.atMs - pastMs, due.action);
		},
	};
}

/** Where a timer belongs in a queue sorted by time, then by age. */
function positionOf(queue: readonly Due[], due: Due): number {
	let low = 0;
	let high = queue.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((queue[middle] as Due).atMs <= due.atMs) low = middle + 1;
		else high = middle;
	}
	return low;
}
