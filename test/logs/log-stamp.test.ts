import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LogStamp, readStamp } from "../../src/logs/log-stamp.ts";
import { fuzz } from "../support/fuzz.ts";

function read(text: string): { readonly seconds: number; readonly nanos: number; readonly length: number } | undefined {
	const stamp: LogStamp = { seconds: 0, nanos: 0 };
	const bytes = new TextEncoder().encode(`> ${text}`);
	const end = readStamp(bytes, 2, bytes.length, stamp);
	return end < 0 ? undefined : { ...stamp, length: end - 2 };
}

describe("the time of a line", () => {
	it.each([
		["2026-01-02T03:04:05.123456789Z", 1_767_323_045, 123_456_789],
		["2026-01-02T03:04:05Z", 1_767_323_045, 0],
		["2026-01-02T03:04:05.5Z", 1_767_323_045, 500_000_000],
		["2026-01-02T12:04:05.000000001+09:00", 1_767_323_045, 1],
		["2026-01-01T21:34:05-05:30", 1_767_323_045, 0],
		["1969-12-31T23:59:59.999999999Z", -1, 999_999_999],
		["2024-02-29T00:00:00Z", 1_709_164_800, 0],
		["2026-01-02T03:04:05.1234567891234Z", 1_767_323_045, 123_456_789],
	])("%s", (text, seconds, nanos) => {
		expect(read(text)).toEqual({ seconds, nanos, length: text.length });
	});

	it.each([
		"",
		"hello",
		"2026-01-02",
		"2026-01-02T03:04:05",
		"2026-01-02 03:04:05Z",
		"2026-13-02T03:04:05Z",
		"2026-01-02T03:04:05+0900",
	])("%j is none", (text) => {
		expect(read(text)).toBeUndefined();
	});

	it("is what the platform makes of it, to the millisecond", () =>
		fuzz(
			fc.property(fc.date({ min: new Date(-2e12), max: new Date(8e12), noInvalidDate: true }), (date) => {
				const stamp = read(date.toISOString());
				expect((stamp?.seconds ?? 0) * 1e3 + (stamp?.nanos ?? 0) / 1e6).toBe(date.getTime());
			}),
			20_000,
		));
});
