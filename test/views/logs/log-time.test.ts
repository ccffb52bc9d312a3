import { expect, test } from "vitest";
import { isSameDay, timeText } from "../../../views/logs/log-time.ts";

const at = Date.UTC(2026, 10, 21, 12, 3, 22, 123);
const look = { form: "utc", hasDays: false, isShort: false, nowMs: at + 192_000 } as const;

test.each([
	[look, "12:03:22.123Z"],
	[{ ...look, isShort: true }, "12:03:22Z"],
	[{ ...look, hasDays: true }, "11-21 12:03:22Z"],
	[{ ...look, form: "relative" }, " 3m12s"],
	[{ ...look, form: "off" }, ""],
] as const)("%o", (how, text) => {
	expect(timeText(at, how)).toBe(text);
});

test("local time is that of where one is, in the zone it had then", () => {
	const local = new Date(2026, 6, 1, 9, 5, 7, 4);
	expect(timeText(local.getTime(), { ...look, form: "local" })).toBe("09:05:07.004");
});

test("a fraction of a millisecond is left out, a time that nobody knows is blank", () => {
	expect(timeText(at + 0.987, look)).toBe("12:03:22.123Z");
	expect(timeText(Number.NaN, look)).toBe(" ".repeat("12:03:22.123Z".length));
});

test("whether it is the same day depends on whose days are counted", () => {
	expect(isSameDay(Date.UTC(2026, 0, 1, 23), Date.UTC(2026, 0, 2, 1), "utc")).toBe(false);
	expect(isSameDay(Date.UTC(2026, 0, 1, 1), Date.UTC(2026, 0, 1, 23), "utc")).toBe(true);
	expect(isSameDay(new Date(2026, 0, 1, 1).getTime(), new Date(2026, 0, 1, 23).getTime(), "local")).toBe(true);
});
