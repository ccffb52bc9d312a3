/** How long ago a time is, as tables show it; `<unknown>` for one that is not set. */
export function since(time: string | null | undefined, nowMs: number): string {
	return time ? humanDuration(nowMs - Date.parse(time)) : "<unknown>";
}

/** @see k8s.io/apimachinery `pkg/util/duration` `HumanDuration` */
export function humanDuration(ms: number): string {
	const seconds = Math.trunc(ms / 1000);
	if (seconds < -1) return "<invalid>";
	if (seconds < 120) return `${Math.max(0, seconds)}s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 10) return two(minutes, "m", seconds % 60, "s");
	if (minutes < 180) return `${minutes}m`;
	const hours = Math.floor(minutes / 60);
	if (hours < 8) return two(hours, "h", minutes % 60, "m");
	if (hours < 48) return `${hours}h`;
	const days = Math.floor(hours / 24);
	if (hours < 192) return two(days, "d", hours % 24, "h");
	if (days < 730) return `${days}d`;
	const years = Math.floor(days / 365);
	return days < 365 * 8 ? two(years, "y", days % 365, "d") : `${years}y`;
}

function two(big: number, bigUnit: string, small: number, smallUnit: string): string {
	return small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit}${small}${smallUnit}`;
}
