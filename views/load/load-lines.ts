import { plot } from "asciichart";
import { overTime, summarize } from "../../src/forwards/latencies.ts";
import type { LoadPlan, LoadReport } from "../../src/forwards/load-test.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { PaneLine } from "../screens/text-pane.ts";

const said = messages.load;
const LABEL_COLUMNS = 14;
const CHART_ROWS = 8;
/** Left of the chart stand its figures. */
const CHART_LABEL_COLUMNS = 8;
/** Fewer make no curve. */
const LEAST_POINTS = 8;

/** What has come of a load test so far, and how it went over time, for a screen of this width. */
export function loadLines(plan: LoadPlan, report: LoadReport, width: number): readonly PaneLine[] {
	const { done, elapsedMs, bytes, answers, failures, latenciesMs } = report;
	const { labels } = said;
	const summary = summarize(latenciesMs);
	const rate = elapsedMs === 0 ? 0 : done / (elapsedMs / 1_000);
	const pairs: readonly (readonly [string, number])[] = [
		[said.least, summary.least],
		["p50", summary.p50],
		["p90", summary.p90],
		["p95", summary.p95],
		["p99", summary.p99],
		[said.most, summary.most],
		[said.mean, summary.mean],
	];
	return [
		fact(
			labels.requests,
			[
				said.progress(done, plan.requests, (elapsedMs / 1_000).toFixed(1)),
				said.rate(figure(rate)),
				said.bytes(bytes),
			].join("   "),
		),
		...[...answers]
			.sort(([a], [b]) => a - b)
			.map(([status, count], index) =>
				fact(index === 0 ? labels.answers : "", `${status}  ${count}`, status < 400 ? "plain" : "attention"),
			),
		...[...failures]
			.sort(([, a], [, b]) => b - a)
			.map(([why, count], index) => fact(index === 0 ? labels.failed : "", `${count}  ${why}`, "broken")),
		fact(labels.latency, pairs.map(([name, value]) => `${name} ${figure(value)}`).join("   ")),
		...chart(latenciesMs, width),
	];
}

function chart(latenciesMs: readonly number[], width: number): readonly PaneLine[] {
	const points = overTime(latenciesMs, Math.max(1, width - CHART_LABEL_COLUMNS - 4));
	if (points.length < LEAST_POINTS) return [];
	const drawn = plot([...points], {
		min: 0,
		height: CHART_ROWS,
		format: (value) => figure(value).padStart(CHART_LABEL_COLUMNS),
	});
	return [
		{ text: "", tone: "plain" },
		{ text: said.overTime, tone: "muted" },
		...drawn.split("\n").map((text): PaneLine => ({ text, tone: "plain" })),
	];
}

function fact(label: string, text: string, tone: PaneLine["tone"] = "plain"): PaneLine {
	return { text: label.padEnd(LABEL_COLUMNS) + text, tone, labelFrom: 0, labelLength: label.length };
}

function figure(value: number): string {
	return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
