import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setInterval as ticks } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { PtyProgram } from "../support/pty-program.ts";
import { SlowLine } from "../support/slow-line.ts";

const LINE = { bytesPerSecond: 10_000, latencyMs: 100 };
/** A held key comes so often. */
const REPEAT_MS = 33;

let home: string;
let sim: Sim;

beforeAll(async () => {
	home = mkdtempSync(join(tmpdir(), "yagura-home-"));
	sim = await startSim({
		clock: systemClock,
		seed: "slow",
		scenario: scaleScenario({ pods: 1000, nodes: 20, changesPerSecond: 0 }),
	});
	writeFileSync(join(home, "config"), sim.kubeconfig(), { mode: 0o600 });
});
afterAll(async () => {
	await sim[Symbol.asyncDispose]();
	rmSync(home, { recursive: true, force: true });
});

/** Hold a key. */
async function hold(program: PtyProgram, key: string, times: number): Promise<void> {
	let left = times;
	for await (const _ of ticks(REPEAT_MS)) {
		program.send(key, 1);
		if (--left === 0) return;
	}
}

/** The row under the cursor, counted from the top of the table. */
const cursorRow = ({ emulator }: PtyProgram): number => emulator.lines().findIndex((line) => line.startsWith("▸")) - 4;

describe.concurrent("over a line of 10 KB a second, 200 ms there and back", () => {
	it.each([
		{ columns: 80, rows: 24, frameBytes: 5_000 },
		{ columns: 200, rows: 50, frameBytes: 11_000 },
	])("keys are obeyed in order and nothing piles up, at $columns x $rows", async ({ columns, rows, frameBytes }) => {
		const line = new SlowLine(LINE);
		using program = new PtyProgram({
			command: process.execPath,
			args: ["--max-semi-space-size=2", "dist/yagura.mjs", "--kubeconfig", join(home, "config")],
			env: { HOME: home, COLORTERM: "truecolor" },
			columns,
			rows,
			line,
		});
		await program.shows("watch live");
		await program.press("g");
		line.takeMostWaiting();
		const report: Record<string, number> = {};
		const measured = async (what: string, act: () => Promise<void>): Promise<void> => {
			const before = program.received;
			await act();
			const startMs = performance.now();
			await program.idle();
			report[`${what}, late ms`] = Math.round(performance.now() - startMs);
			report[`${what}, waiting`] = line.takeMostWaiting();
			report[`${what}, bytes`] = program.received - before;
		};
		await measured("move", () => hold(program, "j", rows - 10));
		expect(cursorRow(program)).toBe(rows - 10);
		await measured("scroll", () => hold(program, "j", 60));
		await measured("page", () => hold(program, "\x06", 10));
		await measured("filter", async () => program.send("/app-0003", 9));
		await measured("applied", async () => program.send("\r", 1));
		if (process.env["SLOW_LINE_REPORT"]) console.table(report);
		expect(program.emulator.text()).toContain("app-0003");
		// Unbounded it is four screens; how few it can be is for the tests of its parts, whose time is not the machine's.
		for (const what of ["move", "scroll", "page"]) {
			expect({ what, bytes: report[`${what}, waiting`] }).toEqual({
				what,
				bytes: expect.toSatisfy((bytes: number) => bytes < 2 * frameBytes),
			});
		}
	});
});
