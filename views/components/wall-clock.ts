const zones = new Map<number, string>();

/** `14:03:22 JST`: local time to the second with the zone's short name. */
export function wallClock(nowMs: number): string {
	const date = new Date(nowMs);
	const two = (value: number): string => String(value).padStart(2, "0");
	return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${zoneName(date)}`;
}

/** The zone's name changes only with its offset (summer time), and asking for it is slow. */
function zoneName(date: Date): string {
	const offset = date.getTimezoneOffset();
	let name = zones.get(offset);
	// What most servers have is told apart without loading the names of all zones, in the middle of the start.
	if (name === undefined && date.toString().endsWith("(Coordinated Universal Time)")) name = "UTC";
	if (name === undefined) {
		const parts = new Intl.DateTimeFormat("en", { timeZoneName: "short" }).formatToParts(date);
		name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "UTC";
		zones.set(offset, name);
	}
	return name;
}
