const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * A duration in two or three significant figures, letter for letter what `kubectl get` prints:
 * `119s`, `9m59s`, `179m`, `7h59m`, `47h`, `7d23h`, `729d`, `7y364d`. Up to two seconds in the future
 * count as now (clocks differ); anything further is `<invalid>`.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/util/duration/duration.go `HumanDuration`
 */
export function humanDuration(durationMs: number): string {
	const seconds = Math.trunc(durationMs / SECOND_MS);
	if (Number.isNaN(seconds) || seconds < -1) return "<invalid>";
	if (seconds < 0) return "0s";
	if (seconds < 120) return `${seconds}s`;
	const minutes = Math.floor(durationMs / MINUTE_MS);
	if (minutes < 10) return pair(minutes, "m", seconds % 60, "s");
	if (minutes < 180) return `${minutes}m`;
	const hours = Math.floor(durationMs / HOUR_MS);
	if (hours < 8) return pair(hours, "h", minutes % 60, "m");
	if (hours < 48) return `${hours}h`;
	const days = Math.floor(hours / 24);
	if (hours < 24 * 8) return pair(days, "d", hours % 24, "h");
	if (hours < 24 * 365 * 2) return `${days}d`;
	const years = Math.floor(days / 365);
	return hours < 24 * 365 * 8 ? pair(years, "y", days % 365, "d") : `${years}y`;
}

/**
 * How long ago a moment was, as kubectl's AGE; `<unknown>` where there is no moment.
 *
 * @param atMs - milliseconds since the epoch
 * @param nowMs - the server's time, milliseconds since the epoch
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `translateTimestampSince`
 */
export function ageText(atMs: number | undefined, nowMs: number): string {
	return atMs === undefined ? "<unknown>" : humanDuration(nowMs - atMs);
}

/** Two units, the smaller one left out when it is zero. */
function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}
