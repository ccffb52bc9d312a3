import { journalLine } from "../journal-line.ts";

/** `2026-01-02 03:04:05.123`, with `T` or a blank, and with or without a zone. */
const date = /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d\d:?\d\d))?/;
const opening = /^[[(<]/;
const inObject =
	/"(?:time|ts|timestamp|@timestamp|datetime)"\s*:\s*(?:"([^"]{10,40})"|(\d{9,19}(?:\.\d+)?(?:[eE]\+?\d+)?))/;
const inPairs = /(?:^|\s)(?:time|ts|timestamp)=(?:"([^"]{10,40})"|(\S{9,40}))/;
/** `I0102 15:04:05.678901`, the beginning of Kubernetes' own lines. */
const klog = /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{1,9})/;
/** A time stands at the beginning. */
const lookedAt = 1_024;
const dayMs = 86_400_000;

/**
 * When a line says that it was written, in microseconds since the epoch; undefined where it does not. A time without a
 * zone is UTC, as containers have it; one without a year is of the last in which it is not in the future.
 */
export function lineTime(text: string, nowMs: number): number | undefined {
	const start = text.length > lookedAt ? text.slice(0, lookedAt) : text;
	if (start.startsWith("{")) {
		const [, written, number] = inObject.exec(start) ?? [];
		return written === undefined ? epoch(number) : (dateUs(written) ?? epoch(written));
	}
	const first = dateUs(opening.test(start) ? start.slice(1) : start) ?? klogUs(start, nowMs);
	if (first !== undefined) return first;
	const [, quoted, bare] = inPairs.exec(start) ?? [];
	const value = quoted ?? bare;
	if (value !== undefined) return dateUs(value) ?? epoch(value);
	const entry = journalLine(start, nowMs);
	return entry && entry.stamp.seconds * 1e6 + entry.stamp.nanos / 1e3;
}

function dateUs(text: string): number | undefined {
	const match = date.exec(text);
	if (match === null) return undefined;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
	if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined;
	const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)$/.exec(match[8] ?? "") ?? [];
	const offsetMs = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
	return (Date.UTC(year, month - 1, day, hour, minute, second) - offsetMs) * 1e3 + fraction(match[7]);
}

function klogUs(text: string, nowMs: number): number | undefined {
	const match = klog.exec(text);
	if (match === null) return undefined;
	const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 6).map(Number);
	const ofYear = (one: number): number => Date.UTC(one, month - 1, day, hour, minute, second);
	const year = new Date(nowMs + dayMs).getUTCFullYear();
	return (ofYear(year) > nowMs + dayMs ? ofYear(year - 1) : ofYear(year)) * 1e3 + fraction(match[6]);
}

/** Decimals of a second, in microseconds. */
function fraction(digits = ""): number {
	return Number(digits.padEnd(9, "0")) / 1e3;
}

/** Seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by how many they are. */
function epoch(text: string | undefined): number | undefined {
	const number = Number(text ?? Number.NaN);
	if (!(number >= 1e8)) return undefined;
	if (number < 1e11) return number * 1e6;
	if (number < 1e14) return number * 1e3;
	return number < 1e17 ? number : number / 1e3;
}
