import { describe, expect, it } from "vitest";
import { lines } from "../../scripts/bench/budgets.ts";
import { brokenCounts, judge } from "../../scripts/bench/judge.ts";
import { tableText } from "../../scripts/bench/print-table.ts";
import { percentile } from "../../scripts/bench/statistics.ts";

const figures = {
	"keys.moveMs": [1, 2, 900],
	"keys.scrollBytes": [2000, 2100],
	"rest.framesPerSecond": [3],
	"rest.residentMb": [230],
};
const judgedAt = (pods: number) => new Map(judge(figures, pods).map((one) => [one.line.label, one]));

describe("the bench's verdicts", () => {
	it("hold a figure against the budget of its size", () => {
		expect(judgedAt(1000).get("memory settled (RSS)")?.verdict).toBe("over");
		expect(judgedAt(10_000).get("memory settled (RSS)")?.verdict).toBe("within 2x");
		expect(judgedAt(50_000).get("memory settled (RSS)")).toMatchObject({ budget: 220, verdict: "within 2x" });
	});

	it("fail a build for counts alone, never for times", () => {
		const judged = judge(figures, 10_000);
		expect(judgedAt(10_000).get("key → moved cursor, p95")?.verdict).toBe("over");
		expect(brokenCounts(judged).map(({ line }) => line.label)).toEqual(["bytes a key, table scrolls"]);
	});

	it("say what could not be measured", () => {
		expect(judgedAt(1000).get("sort key → applied")).toMatchObject({ measured: undefined, verdict: "" });
		expect(tableText(judge({}, 1000)).match(/failed/g)).toHaveLength(lines.length);
	});
});

it("interpolates between the values around a percentile", () => {
	expect(percentile([4, 1, 3, 2], 50)).toBe(2.5);
	expect(percentile([7], 95)).toBe(7);
	expect(percentile([0, 10], 95)).toBeCloseTo(9.5);
});
