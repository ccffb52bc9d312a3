import { expect, test } from "vitest";
import { cellWidth } from "../../../src/text/width.ts";
import { fitSegments, segment } from "../../../views/components/segments.ts";
import type { Piece } from "../../../views/theme/styled-text.ts";

const text = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join("");
const groups = [
	[segment("prod-tokyo", "brand"), segment("READ-ONLY", "badge", 1), segment("v1.36.3", "muted", 7)],
	[segment("watch live", "ok"), segment("24 nodes", "muted", 4)],
	[segment("14:03:22 JST", "plain", 2)],
];

test("with room, everything is drawn and the last group stands at the right edge", () => {
	const line = text(fitSegments(groups, 100));
	expect(line).toMatch(/^prod-tokyo {2}READ-ONLY {2}v1\.36\.3 {3}watch live {2}24 nodes {4,}14:03:22 JST$/);
	expect(cellWidth(line)).toBe(100);
});

test.each([
	[80, ["prod-tokyo", "READ-ONLY", "v1.36.3", "watch live", "24 nodes", "14:03:22 JST"]],
	[64, ["prod-tokyo", "READ-ONLY", "watch live", "24 nodes", "14:03:22 JST"]],
	[55, ["prod-tokyo", "READ-ONLY", "watch live", "14:03:22 JST"]],
	[40, ["prod-tokyo", "READ-ONLY", "watch live"]],
	[30, ["prod-tokyo", "watch live"]],
])("at %i cells the least important segments have gone", (width, kept) => {
	const line = text(fitSegments(groups, width));
	expect(line.split(/ {2,}/)).toEqual(kept);
	expect(cellWidth(line)).toBeLessThanOrEqual(width);
});

test("what must stay stays, even where it does not fit; the line cuts it", () => {
	expect(text(fitSegments(groups, 5))).toBe("prod-tokyo   watch live");
});

test("no groups are an empty line", () => {
	expect(fitSegments([], 10)).toEqual([]);
});
