const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Each unit once at most, the larger before the smaller, as {@link humanDuration} writes them; a week too. */
const DURATION =
	/^(?:(\d+(?:\.\d+)?)y)?(?:(\d+(?:\.\d+)?)w)?(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/;
const UNITS_MS = [365 * DAY_MS, 7 * DAY_MS, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS];

/**
 * The milliseconds that a duration such as `2h`, `90s`, `3d4h` or `1.5h` lasts; undefined for what is none, a
 * number without a unit among it. It reads all that {@link humanDuration} writes; a year has 365 days there too.
 */
export function parseDuration(text: string): number | undefined {
	const match = DURATION.exec(text);
	if (match === null || text === "") return undefined;
	return UNITS_MS.reduce((sum, unitMs, index) => sum + Number(match[index + 1] ?? 0) * unitMs, 0);
}

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
