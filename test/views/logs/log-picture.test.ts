import { expect, test } from "vitest";
import { failure } from "../../../src/kube/failure.ts";
import type { LogRow } from "../../../src/logs/log-view.ts";
import { safeText } from "../../../src/text/safe-text.ts";
import { cellWidth } from "../../../src/text/width.ts";
import { fitSegments } from "../../../views/components/segments.ts";
import { LogModel } from "../../../views/logs/log-model.ts";
import { drawLog } from "../../../views/logs/log-picture.ts";
import { LogText } from "../../../views/logs/log-text.ts";
import { logTitle } from "../../../views/logs/log-title-segments.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { logRow, logSource, ScriptedLogs } from "../../support/scripted-logs.ts";

const start = Date.UTC(2026, 0, 1);
const named = {
	target: { of: "pods", namespace: "payments", picks: [] },
	title: safeText("Deployment payments/api"),
} as const;

function open(rows: readonly LogRow[], width = 80, height = 10) {
	const logs = new ScriptedLogs();
	const opened = [logs];
	const clock = new ManualClock();
	logs.sources.set([logSource(0, "api-7d9f-x2x4z", "api"), logSource(1, "api-7d9f-p9k2v", "api")]);
	logs.set(rows);
	const model = new LogModel({
		named,
		clock,
		open: () => opened.pop() ?? logs,
	});
	model.drawing.times = "utc";
	const text = new LogText();
	const live = () => ({ nowMs: start + 3_600_000, usage: () => undefined, containerUsage: () => undefined });
	/** The title, and what is below it. */
	const lines = (): string[] => {
		const { lines: drawn, empty } = drawLog({ live }, model, text, { width, height });
		const title = fitSegments(logTitle(model, width), width);
		expect(drawn.length).toBeLessThanOrEqual(height);
		return [
			...[title, ...drawn.map(({ pieces }) => pieces)].map((pieces) => {
				const line = pieces.map((piece) => piece.text).join("");
				expect(cellWidth(line)).toBeLessThanOrEqual(width);
				return line.trimEnd();
			}),
			...(empty?.lines ?? []),
		];
	};
	return { logs, model, clock, lines };
}

const requests = Array.from({ length: 40 }, (_, line) =>
	logRow(line, `request ${line}`, { source: line % 2, level: line % 10 === 0 ? "error" : "info" }),
);

test("lines with their time, source and level; where one is stands above", () => {
	const { lines, model } = open(requests, 80, 4);
	expect(lines()).toEqual([
		"logs  Deployment payments/api  ● following  2 pods      40 lines  last 500 lines",
		" 00:00:36.000Z x2x4z INFO  request 36",
		" 00:00:37.000Z p9k2v INFO  request 37",
		" 00:00:38.000Z x2x4z INFO  request 38",
		" 00:00:39.000Z p9k2v INFO  request 39",
	]);
	model.scrollBy(-1);
	model.toggleMark();
	expect(lines().slice(0, 4)).toEqual([
		"logs  Deployment payments/api  ○ stopped  2 pods              1 marked  40 lines",
		" 00:00:36.000Z x2x4z INFO  request 36",
		" 00:00:37.000Z p9k2v INFO  request 37",
		"✓00:00:38.000Z x2x4z INFO  request 38",
	]);
});

test("what comes while one has stopped is counted, and moves nothing", () => {
	const { lines, model, logs } = open(requests, 80, 3);
	model.scrollBy(-1);
	const before = lines().slice(1);
	logs.add(logRow(40, "new"), logRow(41, "new"));
	expect(lines()[0]).toContain("○ stopped  ▼ 2 new");
	expect(lines().slice(1)).toEqual(before);
	model.toggleFollow();
	expect(lines().at(-1)).toContain("new");
});

test("a filter is applied after a pause in typing, at once when it is accepted, and says what is wrong", async () => {
	const { lines, model, clock, logs } = open(requests, 80, 5);
	model.setFilter("request 3", true);
	await clock.advance(100);
	model.setFilter("request 39", true);
	await clock.advance(240);
	expect(logs.filter).toBe("");
	await clock.advance(20);
	expect(logs.filter).toBe("request 39");
	expect(lines()[0]).toContain("&request 39");
	model.setFilter("wrong(");
	expect(model.problem.get()?.at).toBe(5);
	expect(logs.filter).toBe("request 39");
	model.setFilter("request 39");
	expect(model.problem.get()).toBeUndefined();
	expect(model.back()).toBe(true);
	expect([logs.filter, model.back()]).toEqual(["", false]);
});

test("a search goes to the nearest match above, on with next, and round the ends", () => {
	const { model, lines } = open(requests, 80, 4);
	model.search("request 1");
	model.goToMatch();
	expect(model.current()?.line).toBe(19);
	expect(lines()[0]).toContain("/request 1 11 found");
	model.next(1);
	expect(model.current()?.line).toBe(1);
	model.next(-1);
	expect(model.current()?.line).toBe(19);
	model.search("nothing");
	expect(model.next(1)).toBe(false);
	expect(lines()[0]).toContain("/nothing not found");
});

test("bars of what matches stand above where there is room, and are switched off", () => {
	const { model, lines } = open(requests, 80, 14);
	model.setFilter("request 3");
	expect(lines().slice(1, 4).join("\n")).toMatch(/█[\s\S]*a bar is/);
	model.toggleHistogram();
	expect(lines().join("\n")).not.toMatch(/█/);
});

test("sideways times and names stay, unless that is not wanted; nothing moves when nothing is cut off", () => {
	const long = [logRow(0, `begin ${"x".repeat(90)} end`)];
	const { model, lines } = open(long, 60, 3);
	expect(lines()[1]).toMatch(/ 00:00:00Z x2x4z begin x+…$/);
	model.shift(1);
	expect(lines()[1]).toMatch(/^ 00:00:00Z x2x4z x+…?/);
	model.drawing.toggleLock();
	expect(lines()[1]).toMatch(/^ x+/);
	model.shift(1);
	lines();
	model.shift(1);
	lines();
	const before = model.drawing.left;
	model.shift(1);
	expect(model.drawing.left).toBe(before);
	model.toggleWrap();
	expect(lines().slice(1, 4).join("\n")).toMatch(/begin[\s\S]* end$/);
});

test("sources that are not being read as they should are named above the lines", () => {
	const { logs, lines } = open(requests, 80, 4);
	const [one, other] = logs.sources.get();
	if (one === undefined || other === undefined) throw new Error("no sources");
	logs.sources.set([one, { ...other, state: { state: "waiting", why: safeText("CrashLoopBackOff") } }]);
	expect(lines()[1]).toBe(" ▲ p9k2v waiting: CrashLoopBackOff");
	const lost = {
		state: "reconnecting",
		failure: failure("unreachable", "connection refused"),
		sinceMs: start,
	} as const;
	logs.sources.set([
		{ ...one, state: lost },
		{ ...other, state: lost },
	]);
	expect(lines()[1]).toBe(" ▲ 2 sources reconnecting 60m: connection refused");
	logs.unread = 4;
	logs.tell();
	expect(lines()[1]).toMatch(/4 more pods are not read$/);
});

test.each<[string, (logs: ScriptedLogs) => void, string | RegExp]>([
	["no pod", (logs) => logs.sources.set([]), /There is no pod of Deployment payments\/api .*\n.*joined/],
	["not listed", (logs) => logs.trouble.set(failure("forbidden", "you may not")), /cannot be listed\.\n.*you may not/],
	[
		"not come yet",
		(logs) => logs.sources.set([logSource(0, "a", "api", { state: { state: "opening" } })]),
		"Nothing has come yet.",
	],
	[
		"waiting",
		(logs) =>
			logs.sources.set([logSource(0, "a", "api", { state: { state: "waiting", why: safeText("ContainerCreating") } })]),
		"a api: waiting: ContainerCreating",
	],
	[
		"forbidden",
		(logs) =>
			logs.sources.set([logSource(0, "a", "api", { state: { state: "failed", failure: failure("forbidden", "no") } })]),
		"a api: not to be had: no",
	],
	[
		"silent",
		(logs) => logs.setRange({ by: "last", durationMs: 60_000 }),
		/Nothing was written \(last 1m\)\.\n.*6 to read/,
	],
])("an empty log says why: %s", (_, happens, why) => {
	const { logs, lines } = open([]);
	happens(logs);
	expect(lines().slice(1).join("\n")).toMatch(why);
});

test("when the filter hides all, that is said", () => {
	const { model, lines } = open(requests);
	model.setFilter("nothing like it");
	expect(lines().join("\n")).toContain("None of 40 lines match “nothing like it”. Press esc to see them all.");
});

test("read anew, one goes with the log again; marks are of lines that are no more", () => {
	const { model, logs } = open(requests);
	model.scrollBy(-5);
	model.toggleMark();
	logs.setRange({ by: "all" });
	expect([model.scroll.isFollowing, model.marks.size]).toEqual([true, 0]);
});
