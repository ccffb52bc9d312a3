/** A point in time as logs give it; nanoseconds do not fit into one number with the seconds. */
export interface LogStamp {
	/** Whole seconds since the epoch. */
	seconds: number;
	nanos: number;
}

const ZERO = 0x30;
const DOT = 0x2e;
const COLON = 0x3a;
const DASH = 0x2d;
const PLUS = 0x2b;
const UPPER_T = 0x54;
const UPPER_Z = 0x5a;

/** `2026-01-02T03:04:05` */
const SECONDS_LENGTH = 19;

/**
 * Read an RFC 3339 time with any number of decimals from `from` on into `stamp`. Made for fifty thousand lines a second:
 * no text and no object is made on the way.
 *
 * @returns the index after the time, or -1 where none stands.
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function readStamp(bytes: Uint8Array, from: number, to: number, stamp: LogStamp): number {
	if (to - from <= SECONDS_LENGTH) return -1;
	if (bytes[from + 4] !== DASH || bytes[from + 7] !== DASH || bytes[from + 10] !== UPPER_T) return -1;
	if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return -1;
	const year = digits(bytes, from, 4);
	const month = digits(bytes, from + 5, 2);
	const day = digits(bytes, from + 8, 2);
	const hour = digits(bytes, from + 11, 2);
	const minute = digits(bytes, from + 14, 2);
	const second = digits(bytes, from + 17, 2);
	if (year < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || minute < 0 || second < 0) return -1;
	let at = from + SECONDS_LENGTH;
	let nanos = 0;
	if (bytes[at] === DOT) {
		let unit = 100_000_000;
		for (at++; at < to && isDigit(bytes[at]); at++) {
			nanos += ((bytes[at] as number) - ZERO) * unit;
			unit = Math.trunc(unit / 10);
		}
	}
	const offset = readOffset(bytes, at, to);
	if (offset === undefined) return -1;
	stamp.seconds = daysSinceEpoch(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset;
	stamp.nanos = nanos;
	return at + (bytes[at] === UPPER_Z ? 1 : 6);
}

/** Seconds east of Greenwich of `Z` or `+09:00`. */
function readOffset(bytes: Uint8Array, at: number, to: number): number | undefined {
	if (at >= to) return undefined;
	const sign = bytes[at];
	if (sign === UPPER_Z) return 0;
	if ((sign !== PLUS && sign !== DASH) || to - at < 6 || bytes[at + 3] !== COLON) return undefined;
	const hours = digits(bytes, at + 1, 2);
	const minutes = digits(bytes, at + 4, 2);
	if (hours < 0 || minutes < 0) return undefined;
	return (sign === DASH ? -1 : 1) * (hours * 3_600 + minutes * 60);
}

/** A number of so many digits; -1 when one of them is none. */
function digits(bytes: Uint8Array, from: number, count: number): number {
	let value = 0;
	for (let at = from; at < from + count; at++) {
		if (!isDigit(bytes[at])) return -1;
		value = value * 10 + (bytes[at] as number) - ZERO;
	}
	return value;
}

function isDigit(byte: number | undefined): boolean {
	return byte !== undefined && byte >= ZERO && byte <= ZERO + 9;
}

/** @see https://howardhinnant.github.io/date_algorithms.html `days_from_civil` */
function daysSinceEpoch(year: number, month: number, day: number): number {
	const shifted = month <= 2 ? year - 1 : year;
	const era = Math.floor(shifted / 400);
	const yearOfEra = shifted - era * 400;
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * 146_097 + dayOfEra - 719_468;
}
