import { expect, test } from "vitest";
import { barsIn, histogramLines } from "../../../views/logs/histogram-lines.ts";

const fromMs = Date.UTC(2026, 10, 21, 12, 0, 0);
const options = { width: 47, height: 2, atMs: undefined, times: "utc" } as const;
const counts = Array.from({ length: 40 }, (_, index) =>
	index === 3 ? 1_600 : index === 5 ? 800 : index === 7 ? 1 : 0,
);

function drawn(how: Parameters<typeof histogramLines>[1] = options) {
	return histogramLines({ fromMs, stepMs: 15_000, counts }, how);
}

test("the highest bar fills the height, half of it half, and what is there at all is seen", () => {
	expect(
		drawn().map((pieces) =>
			pieces
				.map(({ text }) => text)
				.join("")
				.trimEnd(),
		),
	).toEqual([" 1,600    █", "          █ █ ▁", "       12:00:00Z        a bar is 15s  12:10:00Z"]);
});

test("the bar of the line one is at stands out", () => {
	const bars = drawn({ ...options, atMs: fromMs + 5 * 15_000 + 1 })[1];
	expect(bars?.filter(({ token }) => token === "attention").map(({ text }) => text)).toEqual(["█"]);
	const beyond = drawn({ ...options, atMs: fromMs - 1 })[1];
	expect(beyond?.some(({ token }) => token === "attention")).toBe(false);
});

test("a few bars are as wide as there is room for", () => {
	const [, row] = histogramLines({ fromMs, stepMs: 1_000, counts: [2, 1] }, { ...options, width: barsIn(15) + 14 });
	expect(row?.map(({ text }) => text).join("")).toBe(`       ${"█".repeat(7)}${"█".repeat(7)}`);
});
