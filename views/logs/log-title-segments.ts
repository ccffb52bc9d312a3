import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth, truncate } from "../../src/text/width.ts";
import { type Segment, segment } from "../components/segments.ts";
import { rangeText } from "./log-empty-text.ts";
import type { LogModel } from "./log-model.ts";

/** Cells that a name and what was typed have at least. */
const LEAST_NAME = 20;
const LEAST_TYPED = 10;
/** Between segments; a little more between groups. */
const GAP_COLUMNS = 2;

const said = messages.logScreen;

/** What the title of a log says, in groups of segments. The name gives way first, where there is no room for all of it. */
export function logTitle(model: LogModel, width: number): readonly (readonly Segment[])[] {
	const whole = groupsFor(model, width, width);
	const cells = whole.flat().flatMap(({ pieces }) => pieces.map(({ text }) => cellWidth(text) + GAP_COLUMNS));
	const isTooWide = cells.reduce((sum, one) => sum + one, 0) > width;
	return isTooWide ? groupsFor(model, width, Math.max(LEAST_NAME, Math.floor(width / 3))) : whole;
}

function groupsFor(model: LogModel, width: number, nameColumns: number): readonly (readonly Segment[])[] {
	const { logs } = model;
	const { prompts } = messages.views;
	const { shown, matching, lines, found, skipped, isReading } = logs.counts();
	const where: Segment[] = [
		segment(said.logs, "title"),
		segment(truncate(model.title, nameColumns, "middle"), "plain", 1),
	];
	if (logs.previous) where.push(segment(said.previous, "badge", 1));
	where.push(flowSegment(model));
	const pods = podsOf(model);
	if (pods.there + pods.gone > 1 && model.target.of === "pods")
		where.push(segment(said.pods(pods.there, pods.gone), "muted", 4));
	if (logs.filter !== "") where.push(segment(`${prompts.signs.lines}${typed(logs.filter, width)}`, "prompt"));
	if (logs.inverted && logs.filter !== "") where.push(segment(said.inverted, "attention", 2));
	if (logs.context > 0 && logs.filter !== "") where.push(segment(said.context(logs.context), "muted", 3));
	if (logs.searched !== "") {
		const token = found === 0 ? "attention" : "prompt";
		where.push(segment(`${prompts.signs.search}${typed(logs.searched, width)} ${said.found(found)}`, token));
	}
	const form = said.lineForms[model.drawing.form];
	if (form !== "") where.push(segment(form, "muted", 5));
	const much: Segment[] = [];
	if (model.marks.size > 0) much.push(segment(said.marks(model.marks.size), "mark", 2));
	if (skipped > 0) much.push(segment(said.skipped(skipped), "attention", 1));
	if (shown > 0 || isReading) {
		const counts = logs.filter === "" ? said.counts(lines, lines) : said.counts(matching, lines);
		much.push(isReading ? segment(said.reading(lines), "attention", 2) : segment(counts, "plain", 2));
	}
	much.push(segment(rangeText(logs.range), "muted", 4));
	return [where, much];
}

/** How many pods are read, and of how many that are gone there is still something to be seen. */
function podsOf({ logs }: LogModel): { readonly there: number; readonly gone: number } {
	const sources = logs.sources.get();
	const there = new Set(sources.flatMap(({ podUid, state }) => (state.state === "ghost" ? [] : [podUid]))).size;
	return { there, gone: new Set(sources.map(({ podUid }) => podUid)).size - there };
}

/** What was typed, as far as there is room: its beginning tells most. */
function typed(text: string, width: number): SafeText {
	return truncate(safeText(text), Math.max(LEAST_TYPED, Math.floor(width / 5)));
}

/** Whether one goes with the log, and what has come below since one does not. */
function flowSegment({ scroll, logs }: LogModel): Segment {
	const sources = logs.sources.get();
	const isOver = sources.length > 0 && sources.every(({ state }) => state.state === "ended" || state.state === "ghost");
	if (!scroll.isFollowing) {
		const { newBelow } = scroll;
		const more = newBelow === 0 ? "" : `  ${said.newBelow(newBelow)}`;
		return segment(`${said.stopped}${more}`, "attention");
	}
	const isRead =
		sources.length === 0 || sources.some(({ state }) => state.state === "following" || state.state === "opening");
	if (!isOver) return segment(said.following, isRead ? "ok" : "attention");
	const ways = new Set(sources.map(({ state }) => (state.state === "ended" ? state.how : "")));
	const [how = ""] = ways;
	return segment(ways.size === 1 && how !== "" ? said.states.endedHow(how) : said.ended, "finished");
}
