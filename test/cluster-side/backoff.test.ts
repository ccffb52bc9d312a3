import { expect, test } from "vitest";
import { createBackoff } from "../../src/cluster/backoff.ts";
import { ManualClock } from "../support/manual-clock.ts";

/** Delays in a row, each waited for. */
async function delays(random: () => number, count: number): Promise<readonly number[]> {
	const clock = new ManualClock();
	const backoff = createBackoff(clock, random);
	const taken: number[] = [];
	for (let time = 0; time < count; time++) {
		const delayMs = backoff.next();
		taken.push(delayMs);
		await clock.advance(delayMs);
	}
	return taken;
}

test("the ceiling is 0.8 s and doubles to 30 s", async () => {
	expect(await delays(() => 1, 8)).toEqual([800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
});

test("the jitter is full: from nothing to the ceiling", async () => {
	expect(await delays(() => 0, 3)).toEqual([0, 0, 0]);
	expect(await delays(() => 0.25, 3)).toEqual([200, 400, 800]);
});

test.each([
	[119_999, 1600],
	[120_000, 800],
])("after %i ms of health the next ceiling is %i ms", async (healthyMs, ceilingMs) => {
	const clock = new ManualClock();
	const backoff = createBackoff(clock, () => 1);
	await clock.advance(backoff.next() + healthyMs);
	expect(backoff.next()).toBe(ceilingMs);
});

test.each([
	[2_000, 2_800],
	[300_000, 300_800],
	[3_600_000, 300_800],
])("Retry-After of %i ms is a delay of %i ms at most", (retryAfterMs, delayMs) => {
	expect(createBackoff(new ManualClock(), () => 1).next(retryAfterMs)).toBe(delayMs);
});
