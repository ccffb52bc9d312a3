import { describe, expect, test } from "vitest";
import { type ContainerRun, lastWords, lineAt } from "../../src/sim/logs/log-lines.ts";

const run = (app: string, container = app): ContainerRun => ({
	seed: `${app}/${container}`,
	app,
	container,
	startedAtMs: Date.parse("2026-01-01T00:00:00Z"),
});

const lines = (of: ContainerRun, count: number): string[] =>
	Array.from({ length: count }, (_, index) => lineAt(of, index).text);

describe("each kind of program writes as its kind does", () => {
	test.each([
		["ledger", "ledger", /^\{"time":"2026-.*Z","level":"(debug|info|warn|error)","msg":"/],
		["query", "query", /^ts=2026-\S+Z level=(info|warn|error) msg=/],
		["prometheus", "prometheus", /^ts=2026-\S+Z level=(debug|info|warn) msg=.* source=\w+\.go:\d+/],
		["kube-proxy", "kube-proxy", /^[IWE]0101 00:\d\d:\d\d\.\d{6} +1 \w+\.go:\d+\] "/],
		["postgres", "postgres", /^2026-01-01 00:\d\d:\d\d\.\d{3} UTC \[\d+\] (LOG|ERROR|WARNING): {2}/],
		["kafka", "kafka", /^\[2026-01-01 00:\d\d:\d\d,\d{3}\] (INFO|WARN) \[/],
		["coredns", "coredns", /^\[(INFO|ERROR)\] /],
		// oxlint-disable-next-line no-control-regex -- it writes in colours
		["web", "web", /^\x1b\[2m00:\d\d:\d\d\.\d{3}\x1b\[0m \x1b\[3\dm(INFO|WARN|ERROR) *\x1b\[0m /],
		["ledger", "mesh", /^\[2026-\S+Z\] /],
	])("%s, container %s", (app, container, form) => {
		for (const line of lines(run(app, container), 300)) expect(line).toMatch(form);
	});

	test("a line is one line, and the same whenever it is asked for", () => {
		for (const app of ["ledger", "query", "postgres", "coredns", "settle-batches"]) {
			expect(lines(run(app), 50)).toEqual(lines(run(app), 50));
			expect(lines(run(app), 50).join("")).not.toContain("\n");
		}
	});
});

test("a bad minute has more errors than the others, in all pods of the application", () => {
	const errorsByMinute = (seed: string): Map<string, number> => {
		const counts = new Map<string, number>();
		for (let index = 1; index < 6_000; index++) {
			const { atMs, text } = lineAt({ ...run("ledger"), seed }, index);
			const minute = new Date(atMs).toISOString().slice(0, 16);
			counts.set(minute, (counts.get(minute) ?? 0) + (text.includes('"level":"error"') ? 1 : 0));
		}
		return counts;
	};
	const [one, other] = [errorsByMinute("pod-1"), errorsByMinute("pod-2")];
	const worst = (counts: Map<string, number>): string[] =>
		[...counts].filter(([, count]) => count >= 7).map(([minute]) => minute);
	expect(worst(one).length).toBeGreaterThan(2);
	expect(worst(one).length).toBeLessThan(one.size / 4);
	const inBoth = worst(one).filter((minute) => worst(other).includes(minute));
	expect(inBoth.length).toBeGreaterThan(worst(one).length / 2);
});

test("a run that did its work says so; one that was killed says nothing", () => {
	const endedAs = (exitCode: number) => ({ ...run("settle-batches"), ended: { atMs: 0, exitCode } });
	expect(lastWords(endedAs(0)).map(({ text }) => text)).toEqual([expect.stringContaining('"msg":"done"')]);
	expect(lastWords(endedAs(137))).toEqual([]);
	expect(lastWords(endedAs(1))[0]?.text).toMatch(/^panic: /);
});
