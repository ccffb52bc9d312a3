import type { Clock, Timer } from "../../src/base/clock.ts";

interface Due extends Timer {
	readonly atMs: number;
	readonly order: number;
	readonly callback: () => void;
}

/** A clock that stands still until it is told how far to move. */
export class ManualClock implements Clock {
	readonly #startMs: number;
	#elapsedMs = 0;
	#order = 0;
	readonly #timers = new Set<Due>();
	readonly #turns: number;
	#jumpedMs = 0;

	/** @param turns of the loop that what is ready gets around each timer: more of them where it goes through sockets */
	constructor(startMs = Date.UTC(2026, 0, 1), turns = 3) {
		this.#startMs = startMs;
		this.#turns = turns;
	}

	now(): number {
		return this.#startMs + this.#elapsedMs + this.#jumpedMs;
	}

	/** Set the wall clock forward or back, as a host does; time itself goes on as before. */
	jump(ms: number): void {
		this.#jumpedMs += ms;
	}

	monotonic(): number {
		return this.#elapsedMs;
	}

	/** Timers that have not fired. */
	get waiting(): number {
		return this.#timers.size;
	}

	after(delayMs: number, callback: () => void): Timer {
		const due: Due = {
			atMs: this.#elapsedMs + Math.max(0, delayMs),
			order: this.#order++,
			callback,
			cancel: () => void this.#timers.delete(due),
		};
		this.#timers.add(due);
		return due;
	}

	/** Move time on, firing timers in order and letting promises settle before and after each. */
	async advance(ms: number): Promise<void> {
		const endMs = this.#elapsedMs + ms;
		await settle(this.#turns);
		for (let due = this.#next(endMs); due !== undefined; due = this.#next(endMs)) {
			this.#timers.delete(due);
			this.#elapsedMs = Math.max(this.#elapsedMs, due.atMs);
			due.callback();
			await settle(this.#turns);
		}
		this.#elapsedMs = endMs;
	}

	#next(endMs: number): Due | undefined {
		let next: Due | undefined;
		for (const due of this.#timers) {
			if (due.atMs > endMs) continue;
			if (next === undefined || due.atMs < next.atMs || (due.atMs === next.atMs && due.order < next.order)) next = due;
		}
		return next;
	}
}

/** Let everything that is ready to run (promise callbacks, I/O that has arrived) run. */
export async function settle(turns = 3): Promise<void> {
	for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
