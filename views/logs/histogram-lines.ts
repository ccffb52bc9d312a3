import type { LogHistogram } from "../../src/logs/log-view.ts";
import { humanDuration } from "../../src/text/duration.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { fitSegments, segment } from "../components/segments.ts";
import type { Piece } from "../theme/styled-text.ts";
import { type TimeForm, timeText } from "./log-time.ts";

const eighths = ["", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/** Cells for how many the highest bar stands for. */
const SCALE_COLUMNS = 7;
/** Cells that the words below the bars need. */
const LEAST_AXIS_COLUMNS = 32;

/** Number of bars there is room for. */
export function barsIn(width: number): number {
	return Math.max(1, width - SCALE_COLUMNS);
}

/** Bars over time, `height` lines high, and below them from when to when; the bar of the line one is at stands out. */
export function histogramLines(
	{ counts, fromMs, stepMs }: LogHistogram,
	{
		width,
		height,
		atMs,
		times,
	}: { readonly width: number; readonly height: number; readonly atMs: number | undefined; readonly times: TimeForm },
): readonly (readonly Piece[])[] {
	const most = Math.max(1, ...counts);
	const wide = Math.max(1, Math.floor(barsIn(width) / Math.max(1, counts.length)));
	const chosen = atMs === undefined || Number.isNaN(atMs) ? -1 : Math.floor((atMs - fromMs) / stepMs);
	const rows = Array.from({ length: height }, (_, row): readonly Piece[] => {
		const scale = row === 0 ? messages.logScreen.histogram.most(most) : "";
		const below = height - 1 - row;
		const bar = (count: number): string => {
			// What is there at all is seen.
			const filled = count === 0 ? 0 : Math.max(1, Math.round((count / most) * height * 8));
			return (eighths[Math.max(0, Math.min(8, filled - below * 8))] || " ").repeat(wide);
		};
		const drawn = counts.map(bar);
		const before = drawn.slice(0, Math.max(0, chosen)).join("");
		return [
			{ text: safeText(`${scale.padStart(SCALE_COLUMNS - 1)} `), token: "muted" },
			{ text: safeText(chosen < 0 ? drawn.join("") : before), token: "finished" },
			...(chosen < 0
				? []
				: [
						{ text: safeText(drawn[chosen] ?? ""), token: "attention" as const },
						{ text: safeText(drawn.slice(chosen + 1).join("")), token: "finished" as const },
					]),
		];
	});
	const look = {
		form: times === "utc" ? "utc" : "local",
		hasDays: counts.length * stepMs > 86_400_000,
		isShort: true,
		nowMs: 0,
	} as const;
	const toMs = fromMs + counts.length * stepMs;
	const axis = fitSegments(
		[
			[segment(`${" ".repeat(SCALE_COLUMNS)}${timeText(fromMs, look)}`, "muted")],
			[
				segment(messages.logScreen.histogram.step(humanDuration(stepMs)), "muted", 1),
				segment(timeText(toMs, look), "muted"),
			],
		],
		Math.min(width, SCALE_COLUMNS + Math.max(LEAST_AXIS_COLUMNS, counts.length * wide)),
	);
	return [...rows, axis];
}
