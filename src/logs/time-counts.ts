import type { LogHistogram } from "./log-view.ts";

/** Widths of bars that one can read, in seconds. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400];

/** How many lines there are of each second. */
export class TimeCounts {
	readonly #counts = new Map<number, number>();
	#first = Number.POSITIVE_INFINITY;
	#last = Number.NEGATIVE_INFINITY;

	/** One more, unless it has no time. */
	add(atUs: number): void {
		if (Number.isNaN(atUs)) return;
		const second = Math.floor(atUs / 1e6);
		this.#counts.set(second, (this.#counts.get(second) ?? 0) + 1);
		if (second < this.#first) this.#first = second;
		if (second > this.#last) this.#last = second;
	}

	/** The lines in at most so many bars, which begin at round times; undefined when there are none. */
	histogram(bars: number): LogHistogram | undefined {
		if (this.#counts.size === 0 || bars < 1) return undefined;
		const from = (step: number): number => Math.floor(this.#first / step) * step;
		const count = (step: number): number => Math.floor((this.#last - from(step)) / step) + 1;
		const days = Math.ceil((this.#last - this.#first) / 86_400 / bars) + 1;
		const step = steps.find((one) => count(one) <= bars) ?? days * 86_400;
		const counts = Array.from({ length: Math.min(bars, count(step)) }, () => 0);
		for (const [second, lines] of this.#counts) {
			const at = Math.floor((second - from(step)) / step);
			counts[at] = (counts[at] ?? 0) + lines;
		}
		return { fromMs: from(step) * 1e3, stepMs: step * 1e3, counts };
	}
}
