import type { LogStamp } from "./log-stamp.ts";

/** `Jan 02 15:04:05.678901 node-1 kubelet[4711]: what it says`, as `journalctl --utc --output=short-precise` writes it. */
const form = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d+))? \S+ [^:\s]+(?:\[\d+\])?: /;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayMs = 86_400_000;

/** When an entry was written, and where in its line begins what it says. */
export interface JournalEntry {
	readonly stamp: LogStamp;
	readonly from: number;
}

/** The first line of an entry of a journal; undefined for what is none. */
export function journalLine(text: string, nowMs: number): JournalEntry | undefined {
	const match = form.exec(text);
	if (match === null) return undefined;
	const [head, month = "", ...parts] = match;
	const [day = 1, hour = 0, minute = 0, second = 0] = parts.slice(0, 4).map(Number);
	// It does not say which year: the last in which that is not in the future.
	const year = new Date(nowMs + dayMs).getUTCFullYear();
	const ofYear = (one: number): number => Date.UTC(one, months.indexOf(month), day, hour, minute, second);
	const atMs = ofYear(year) > nowMs + dayMs ? ofYear(year - 1) : ofYear(year);
	const nanos = Number((parts[4] ?? "").padEnd(9, "0").slice(0, 9));
	return { stamp: { seconds: Math.floor(atMs / 1e3), nanos }, from: head.length };
}
