/** How long requests took, in milliseconds. */
export interface LatencySummary {
	readonly count: number;
	readonly least: number;
	readonly mean: number;
	readonly p50: number;
	readonly p90: number;
	readonly p95: number;
	readonly p99: number;
	readonly most: number;
}

/** Of no latencies all is zero. A percentile is the least latency that so many per cent do not exceed (nearest rank). */
export function summarize(latenciesMs: readonly number[]): LatencySummary {
	const sorted = Float64Array.from(latenciesMs).sort();
	const at = (percent: number): number => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
	const sum = sorted.reduce((total, one) => total + one, 0);
	return {
		count: sorted.length,
		least: sorted[0] ?? 0,
		mean: sorted.length === 0 ? 0 : sum / sorted.length,
		p50: at(50),
		p90: at(90),
		p95: at(95),
		p99: at(99),
		most: sorted.at(-1) ?? 0,
	};
}

/** The 95th percentile in each of so many equal stretches, in the order in which requests were answered. */
export function overTime(latenciesMs: readonly number[], stretches: number): readonly number[] {
	const count = Math.min(stretches, latenciesMs.length);
	return Array.from({ length: count }, (_, index) => {
		const from = Math.floor((index * latenciesMs.length) / count);
		return summarize(latenciesMs.slice(from, Math.floor(((index + 1) * latenciesMs.length) / count))).p95;
	});
}
