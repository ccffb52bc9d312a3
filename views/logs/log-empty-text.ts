import type { LogRange, LogView } from "../../src/logs/log-view.ts";
import { humanDuration } from "../../src/text/duration.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { Token } from "../theme/theme.ts";
import type { LogModel } from "./log-model.ts";
import { sourceStateText } from "./source-state-text.ts";

const said = messages.logScreen;
/** More reasons than these are no answer. */
const MOST_REASONS = 3;

/** Which part of the logs is read, in words. */
export function rangeText(range: LogRange): string {
	switch (range.by) {
		case "tail":
			return said.ranges.tail(range.lines);
		case "head":
			return said.ranges.head(range.lines);
		case "last":
			return said.ranges.last(wholeUnits(range.durationMs));
		case "time":
			return said.ranges.time;
		case "all":
			return said.ranges.all;
	}
}

/** `15m`, `6h`: in the largest unit of which it is a whole number. */
function wholeUnits(durationMs: number): string {
	const minutes = durationMs / 60_000;
	if (minutes % 60 === 0) return `${minutes / 60}h`;
	return Number.isInteger(minutes) ? `${minutes}m` : humanDuration(durationMs);
}

/** Why there is no line on the screen, most important sentence first. */
export function emptyLogText(
	model: LogModel,
	nowMs: number,
): { readonly lines: readonly SafeText[]; readonly token: Token } {
	const { logs } = model;
	const say = (token: Token, ...lines: readonly string[]) => ({ lines: lines.map((line) => safeText(line)), token });
	const trouble = logs.trouble.get();
	const { lines, isReading } = logs.counts();
	const sources = logs.sources.get();
	if (lines > 0 && logs.filter !== "") {
		return say("plain", (logs.inverted ? said.empty.allMatch : said.empty.noMatch)(logs.filter, lines));
	}
	if (trouble !== undefined) return say("broken", said.empty.trouble, trouble.message);
	if (sources.length === 0 && !isReading) return say("muted", said.empty.noPods(model.title), said.empty.joinsLater);
	const reasons = reasonsOf(logs, nowMs);
	const failed = sources.length > 0 && sources.every(({ state }) => state.state === "failed");
	if (failed) return say("broken", ...reasons);
	if (logs.previous && !isReading && sources.every(({ state }) => isOver(state.state)))
		return say("muted", said.empty.noPrevious, ...reasons);
	if (isReading || sources.some(({ state }) => state.state === "opening"))
		return say("muted", said.empty.nothingYet, ...reasons);
	if (sources.every(({ state }) => state.state === "waiting")) return say("attention", ...reasons);
	return say(
		"muted",
		said.empty.nothingWritten(rangeText(logs.range)),
		...(logs.range.by === "all" ? [] : [said.empty.readMore]),
		...reasons,
	);
}

function isOver(state: string): boolean {
	return state === "ended" || state === "failed" || state === "waiting" || state === "ghost";
}

/** What sources say of themselves where they are not simply read, each sentence once. */
function reasonsOf(logs: LogView, nowMs: number): readonly string[] {
	const sentences = logs.sources
		.get()
		.filter(({ state }) => state.state !== "following" && state.state !== "opening")
		.map((source) => `${[source.pod, source.container].join(" ").trim()}: ${sourceStateText(source, nowMs).text}`);
	return [...new Set(sentences)].slice(0, MOST_REASONS);
}
