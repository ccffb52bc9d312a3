import { afterEach, expect, test, vi } from "vitest";
import { fillTextCache, grown, measure, type SoakFigures } from "../support/soak-figures.ts";
import { SoakStage } from "../support/soak-stage.ts";

/**
 * Simulated time: `npm test` lets six minutes pass with 1,000 pods, `npm run test:soak` a day with 5,000. Fifty changes
 * a second, a fault every three minutes.
 */
const hours = Number(process.env["SOAK_HOURS"] ?? 0);
const isLong = hours > 0;
const size = { pods: isLong ? 5_000 : 1_000, changesPerSecond: 50 };
/**
 * Until every kind of fault has befallen it, or in a short run a few, and more pods have come and gone than a map has room
 * for beside those that are there: it grows once by half then, and never again.
 */
const warmUpSeconds = isLong ? 2 * 3_600 : 180;
const lookEverySeconds = isLong ? 3_600 : 180;
const seconds = isLong ? hours * 3_600 : 360;
vi.setConfig({ testTimeout: 60_000 + seconds * 200 });

/** In a short run what V8 keeps of compiled code comes and goes. */
const HEAP_SHARE = isLong ? 0.02 : 0.05;
const GROWTH_MB_PER_MILLION = 5;

let stage: SoakStage;
afterEach(() => stage[Symbol.asyncDispose]());

async function pass(count: number): Promise<void> {
	for (let second = 0; second < count; second++) await stage.second();
	await stage.rest();
}

test("what is held stays what it was, however long it goes on", async () => {
	const warnings: string[] = [];
	const onWarning = ({ name, message }: Error): void => {
		if (name !== "ExperimentalWarning") warnings.push(message);
	};
	process.on("warning", onWarning);
	stage = await SoakStage.open(size);
	fillTextCache();
	await pass(warmUpSeconds);
	const base = measure(stage);
	const baseChanges = stage.changes;
	if (isLong) say(base);
	for (let passed = warmUpSeconds; passed < seconds; passed += lookEverySeconds) {
		await pass(lookEverySeconds);
		const now = measure(stage);
		if (isLong) say(now);
		expect(grown(base, now, HEAP_SHARE), `after ${stage.changes} changes`).toEqual([]);
	}
	const millions = (stage.changes - baseChanges) / 1e6;
	if (isLong) expect((measure(stage).heapMb - base.heapMb) / millions).toBeLessThan(GROWTH_MB_PER_MILLION);
	process.off("warning", onWarning);
	expect(warnings).toEqual([]);
});

test.each([
	["keeps every row that it was ever told of", "heapMb", keepsRows],
	["listens anew again and again and never leaves", "functions", listensAnew],
] as const)("a follower that %s is found out", async (_what, figure, leak) => {
	stage = await SoakStage.open({ pods: 200, changesPerSecond: 200 });
	await pass(10);
	const base = measure(stage);
	const kept = leak();
	await pass(150);
	expect(grown(base, measure(stage), HEAP_SHARE)).toContainEqual(expect.stringMatching(`^${figure}:`));
	expect(kept()).toBeGreaterThan(80);
});

function keepsRows(): () => number {
	const kept: object[] = [];
	stage.table.rows.subscribe(({ updated }) => {
		for (const { after } of updated) kept.push(after);
	});
	return () => kept.length;
}

function listensAnew(): () => number {
	let listeners = 0;
	const listen = (): void => {
		const mine = ++listeners;
		stage.table.freshness.subscribe(() => void mine);
		stage.clock.after(250, listen);
	};
	listen();
	return () => listeners;
}

function say(figures: SoakFigures): void {
	console.log(`${stage.changes} changes, ${stage.faults} faults: ${JSON.stringify(figures)}`);
}
