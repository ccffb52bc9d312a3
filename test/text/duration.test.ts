import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageText, humanDuration, parseDuration } from "../../src/text/duration.ts";
import { fuzz } from "../support/fuzz.ts";

const s = 1_000;
const m = 60 * s;
const h = 60 * m;
const d = 24 * h;
const y = 365 * d;

describe("humanDuration", () => {
	test.each([
		[-2 * s, "<invalid>"],
		[-y, "<invalid>"],
		[Number.NaN, "<invalid>"],
		[-1.999 * s, "0s"],
		[-1, "0s"],
		[0, "0s"],
		[999, "0s"],
		[s, "1s"],
		[119.9 * s, "119s"],
		[2 * m, "2m"],
		[2 * m + s, "2m1s"],
		[10 * m - 1, "9m59s"],
		[10 * m, "10m"],
		[3 * h - 1, "179m"],
		[3 * h, "3h"],
		[3 * h + m, "3h1m"],
		[8 * h - 1, "7h59m"],
		[8 * h, "8h"],
		[2 * d - 1, "47h"],
		[2 * d, "2d"],
		[2 * d + h, "2d1h"],
		[8 * d - 1, "7d23h"],
		[8 * d, "8d"],
		[2 * y - 1, "729d"],
		[2 * y, "2y"],
		[2 * y + d, "2y1d"],
		[8 * y - 1, "7y364d"],
		[8 * y, "8y"],
		[100 * y + 364 * d, "100y"],
	])("%d ms is %s", (durationMs, text) => {
		expect(humanDuration(durationMs)).toBe(text);
	});
});

describe("ageText", () => {
	test("counts from a moment to now", () => {
		expect(ageText(1_000, 61_000)).toBe("60s");
	});

	test("says so when there is no moment", () => {
		expect(ageText(undefined, 61_000)).toBe("<unknown>");
	});
});

describe("parseDuration", () => {
	test.each([
		["90s", 90 * s],
		["2h", 2 * h],
		["3d4h", 3 * d + 4 * h],
		["1h30m", 90 * m],
		["1.5h", 90 * m],
		["1w", 7 * d],
		["2y1d", 2 * y + d],
		["0s", 0],
	])("%j", (text, durationMs) => {
		expect(parseDuration(text)).toBe(durationMs);
	});

	test.each(["", "2", "h", "2h2h", "4h3d", "-2h", "2 h", "h2", "2ms", "<unknown>", "1.h"])("%j is none", (text) => {
		expect(parseDuration(text)).toBeUndefined();
	});

	test("reads whatever is written, to its own precision", async () => {
		await fuzz(
			fc.property(fc.integer({ min: 0, max: 100 * y }), (durationMs) => {
				const text = humanDuration(durationMs);
				const parsed = parseDuration(text) ?? Number.NaN;
				expect(parsed).toBeLessThanOrEqual(durationMs);
				expect(humanDuration(parsed)).toBe(text);
			}),
			10_000,
		);
	});
});
