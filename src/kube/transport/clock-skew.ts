import { createStore, type Readable } from "../../base/store.ts";

const samplesKept = 7;
/** `Date` has whole seconds; a change of less says nothing. */
const resolutionMs = 1000;

/** Learns how far the server's clock is from ours. */
export interface ClockSkew {
	/** Server clock minus ours in milliseconds; 0 until known and while within a second. */
	readonly skewMs: Readable<number>;
	/**
	 * Take note of an answer's head.
	 *
	 * @param date the `Date` header
	 * @param sentAtMs wall-clock time of sending, `receivedAtMs` of the head's arrival
	 */
	learn(date: string | undefined, sentAtMs: number, receivedAtMs: number): void;
}

/** Make a learner that knows nothing yet. The skew is the median of the last few answers. */
export function createClockSkew(): ClockSkew {
	const skewMs = createStore(0);
	const samples: number[] = [];
	return {
		skewMs,
		learn(date, sentAtMs, receivedAtMs) {
			const serverMs = date === undefined ? Number.NaN : Date.parse(date);
			// A head that took long says little of when its date was written.
			if (Number.isNaN(serverMs) || receivedAtMs < sentAtMs || receivedAtMs - sentAtMs > 5_000) return;
			// The header is cut to the second: half of one is missing on average.
			samples.push(serverMs + resolutionMs / 2 - (sentAtMs + receivedAtMs) / 2);
			if (samples.length > samplesKept) samples.shift();
			const sorted = samples.toSorted((a, b) => a - b);
			const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
			const rounded = Math.abs(median) < resolutionMs ? 0 : Math.round(median);
			if (rounded === 0 || Math.abs(rounded - skewMs.get()) >= resolutionMs) skewMs.set(rounded);
		},
	};
}
