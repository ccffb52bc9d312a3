import { expect, it } from "vitest";
import { lineTime } from "../../../src/logs/files/line-time.ts";

const now = Date.UTC(2026, 0, 3);
const second = Date.UTC(2026, 0, 2, 3, 4, 5);

it.each([
	["2026-01-02T03:04:05Z said", second],
	["2026-01-02 03:04:05,250 ERROR boom", second + 250],
	["[2026/01/02 03:04:05.5] said", second + 500],
	["2026-01-02T04:04:05+01:00 said", second],
	["2026-01-01T21:34:05-0530 said", second],
	['{"level":"info","ts":1767323045.25,"msg":"said"}', second + 250],
	['{"msg":"said","time":"2026-01-02T03:04:05.000001Z"}', second + 0.001],
	['{"@timestamp":"2026-01-02T03:04:05Z"}', second],
	['{"time":1767323045250}', second + 250],
	['level=info ts=2026-01-02T03:04:05Z msg="said"', second],
	["I0102 03:04:05.250000       1 main.go:1] said", second + 250],
	["Jan 02 03:04:05 node-1 kubelet[7]: said", second],
	["W1231 23:59:59.000000       1 main.go:1] of last year", Date.UTC(2025, 11, 31, 23, 59, 59)],
])("%s", (line, timeMs) => {
	expect((lineTime(line, now) ?? Number.NaN) / 1e3).toBeCloseTo(timeMs, 3);
});

it.each(["", "said", "2026-13-02T03:04:05Z", "{}", '{"ts":12}', "time=soon", "12:30:00 said"])(
	"no time: %s",
	(line) => {
		expect(lineTime(line, now)).toBeUndefined();
	},
);
