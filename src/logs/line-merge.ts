import type { Clock, Timer } from "../base/clock.ts";
import type { LineKind, NewLine } from "./line-block.ts";
import type { LogSink } from "./log-sink.ts";

/** So long a line waits for earlier ones of other logs. */
const windowMs = 300;
const tickMs = 100;
/** A log that was asked for and gives nothing is not waited for longer. */
const openingMs = 3_000;
/** A log that gives nothing for this long has given what there was. */
const settledAfterMs = 250;
/** A log that has come this close to the present is read up to it, whatever the clock of its node says. */
const presentMs = 15_000;
/** What waits in all. */
const mostBytes = 16 * 2 ** 20;
const leastLaneBytes = 64 * 1024;
/** Work is put off after so long, for keys and frames to come in between. */
const sliceMs = 8;

interface Waiting extends NewLine {
	/** Never less than that of the line before: one log stays in its own order. */
	readonly key: number;
	readonly arrivedMs: number;
}

interface Lane {
	queue: Waiting[];
	bytes: number;
	latestKey: number;
	/** What it gives may be older than what others have given. */
	isCatchingUp: boolean;
	openedMs: number;
	heardMs: number;
	onRoom: (() => void)[];
}

/**
 * Brings the lines of several logs into the order of time, as far as that is possible without waiting long: a line is
 * handed on when lines that came a little later would have been handed on before it. While a log is read that was
 * written before, the others wait for it, and those that run ahead are made to.
 */
export class LineMerge implements Disposable {
	readonly #clock: Clock;
	/** The server's time. */
	readonly #nowMs: () => number;
	readonly #deliver: (line: NewLine) => void;
	/** After each batch. */
	readonly #delivered: () => void;
	readonly #lanes = new Set<Lane>();
	#due: Waiting[] = [];
	#next = 0;
	#timer: Timer | undefined;
	#arena = new Uint8Array(0);
	#used = 0;
	#isDisposed = false;

	constructor(options: {
		readonly clock: Clock;
		readonly nowMs: () => number;
		readonly deliver: (line: NewLine) => void;
		readonly delivered: () => void;
	}) {
		this.#clock = options.clock;
		this.#nowMs = options.nowMs;
		this.#deliver = options.deliver;
		this.#delivered = options.delivered;
	}

	/** Lines that wait. */
	get waiting(): number {
		let count = this.#due.length - this.#next;
		for (const { queue } of this.#lanes) count += queue.length;
		return count;
	}

	/** A log joins. */
	lane(source: number, state: LogSink["state"]): LogSink & Disposable {
		const lane: Lane = {
			queue: [],
			bytes: 0,
			latestKey: Number.NEGATIVE_INFINITY,
			isCatchingUp: false,
			openedMs: 0,
			heardMs: 0,
			onRoom: [],
		};
		this.#lanes.add(lane);
		const take = (kind: LineKind, atUs: number, bytes: Uint8Array, cutBytes: number): void => {
			if (this.#isDisposed) return;
			const arrivedMs = this.#clock.monotonic();
			// Nothing tells when it was written: it stays behind the line before it.
			const key = Number.isNaN(atUs) ? lane.latestKey : Math.max(atUs, lane.latestKey);
			const at = this.#copy(bytes);
			lane.queue.push({
				source,
				kind,
				atUs,
				key,
				arrivedMs,
				bytes: this.#arena,
				from: at,
				to: at + bytes.length,
				cutBytes,
			});
			lane.bytes += bytes.length;
			lane.latestKey = key;
			lane.heardMs = arrivedMs;
			this.#wake();
		};
		return {
			state,
			line: (atUs, bytes, from, to, cutBytes) => take("line", atUs, bytes.subarray(from, to), cutBytes),
			mark: (kind, atUs, text) => take(kind, atUs, Buffer.from(text), 0),
			opening: () => {
				lane.isCatchingUp = true;
				lane.openedMs = lane.heardMs = this.#clock.monotonic();
			},
			settled: () => {
				lane.isCatchingUp = false;
			},
			room: () => {
				if (lane.bytes <= Math.max(leastLaneBytes, mostBytes / this.#lanes.size)) return undefined;
				return new Promise((resolve) => lane.onRoom.push(resolve));
			},
			[Symbol.dispose]: () => {
				if (!this.#lanes.delete(lane)) return;
				this.#release(lane.queue);
				this.#letGo(lane);
			},
		};
	}

	[Symbol.dispose](): void {
		this.#isDisposed = true;
		this.#timer?.cancel();
		for (const lane of this.#lanes) this.#letGo(lane);
		this.#lanes.clear();
	}

	#copy(bytes: Uint8Array): number {
		if (this.#used + bytes.length > this.#arena.length) {
			this.#arena = new Uint8Array(Math.max(256 * 1024, bytes.length));
			this.#used = 0;
		}
		this.#arena.set(bytes, this.#used);
		this.#used += bytes.length;
		return this.#used - bytes.length;
	}

	#wake(delayMs = tickMs): void {
		this.#timer ??= this.#clock.after(this.#lanes.size > 1 ? delayMs : Math.min(delayMs, 10), () => {
			this.#timer = undefined;
			this.#turn();
		});
	}

	#turn(): void {
		if (this.#next >= this.#due.length) this.#gather();
		const startMs = this.#clock.monotonic();
		while (this.#next < this.#due.length) {
			this.#deliver(this.#due[this.#next++] as Waiting);
			if (this.#next % 256 === 0 && this.#clock.monotonic() - startMs > sliceMs) break;
		}
		this.#delivered();
		if (this.#next < this.#due.length) this.#wake(0);
		else if (this.waiting > 0) this.#wake();
	}

	/** Take from each lane what is due. */
	#gather(): void {
		this.#due = [];
		this.#next = 0;
		const limit = this.#limit();
		for (const lane of this.#lanes) {
			let count = 0;
			while (count < lane.queue.length && (lane.queue[count] as Waiting).key <= limit) count++;
			if (count === 0) continue;
			const taken = count === lane.queue.length ? lane.queue : lane.queue.slice(0, count);
			lane.queue = count === lane.queue.length ? [] : lane.queue.slice(count);
			for (const line of taken) lane.bytes -= line.to - line.from;
			this.#release(taken);
			this.#letGo(lane);
		}
		this.#due.sort((a, b) => a.key - b.key);
	}

	#release(lines: readonly Waiting[]): void {
		for (const line of lines) this.#due.push(line);
		if (lines.length > 0) this.#wake(0);
	}

	#letGo(lane: Lane): void {
		for (const resolve of lane.onRoom.splice(0)) resolve();
	}

	/** Up to which time lines may be handed on. */
	#limit(): number {
		if (this.#lanes.size === 1) return Number.POSITIVE_INFINITY;
		const nowMs = this.#clock.monotonic();
		let arrived = Number.NEGATIVE_INFINITY;
		let horizon = Number.POSITIVE_INFINITY;
		for (const lane of this.#lanes) {
			for (let index = lane.queue.length - 1; index >= 0; index--) {
				const line = lane.queue[index] as Waiting;
				if (line.arrivedMs > nowMs - windowMs) continue;
				arrived = Math.max(arrived, line.key);
				break;
			}
			if (this.#isCatchingUp(lane, nowMs)) horizon = Math.min(horizon, lane.latestKey);
		}
		return Math.min(arrived, horizon);
	}

	#isCatchingUp(lane: Lane, nowMs: number): boolean {
		if (!lane.isCatchingUp) return false;
		const hasGiven = lane.heardMs > lane.openedMs || lane.queue.length > 0;
		const patienceMs = hasGiven ? settledAfterMs : openingMs;
		const isPresent = hasGiven && lane.latestKey > (this.#nowMs() - presentMs) * 1e3;
		// Whoever is made to wait does not give anything either.
		const isHeldBack = lane.onRoom.length > 0;
		if (isPresent || (!isHeldBack && nowMs - lane.heardMs > patienceMs)) lane.isCatchingUp = false;
		return lane.isCatchingUp;
	}
}
