import type { LentLine } from "./log-reading.ts";
import type { LogStamp } from "./log-stamp.ts";

/** A copy of a line that was only lent. */
export function keepLine(line: Readonly<LentLine>): LentLine {
	const bytes = line.bytes.slice(line.from, line.to);
	return { ...line, stamp: line.stamp && { ...line.stamp }, bytes, from: 0, to: bytes.length };
}

/** Whether one was written later than the other. */
export function isLater(one: Readonly<LogStamp>, other: Readonly<LogStamp>): boolean {
	return one.seconds > other.seconds || (one.seconds === other.seconds && one.nanos > other.nanos);
}

/** Microseconds since the epoch; fractions of them are kept as far as a number has room. */
export function microseconds({ seconds, nanos }: Readonly<LogStamp>): number {
	return seconds * 1e6 + nanos / 1e3;
}
