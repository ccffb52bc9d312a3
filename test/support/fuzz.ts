import fc from "fast-check";
import { expect } from "vitest";

/** What `npm test` does of the runs of a night. */
const DAILY = 0.01;

/** `npm run test:nightly` does all of them. */
const share = Number(process.env["FUZZ_SHARE"] ?? DAILY);

/** `npm test` tries the same each time, a night what no night has tried; `FUZZ_SEED` repeats what failed. */
const seed = Number(process.env["FUZZ_SEED"] ?? (share > DAILY ? Date.now() % 2 ** 31 : 20_260_101));

/** Between two batches whoever watches over the tests is answered. */
const BATCH_RUNS = 2_000;

/** More than the daily part is tried, and what takes time may be measured. */
export const isNight: boolean = share > DAILY;

/** Of a test that is slow even at one run in a hundred, or all too slow at night. */
export const fuzzTimeoutMs: number = isNight ? 6 * 3_600_000 : 120_000;

/**
 * Try a property as often as is due, given how often it is tried in a night, which says what it does. A failure prints
 * the seed, the shrunk case and the way to it.
 */
export async function fuzz<Case>(
	property: fc.IProperty<Case> | fc.IAsyncProperty<Case>,
	nightly: number,
): Promise<void> {
	const runs = Math.max(1, Math.ceil(nightly * share));
	const { currentTestName } = expect.getState();
	if (isNight) console.log(`${currentTestName}: ${runs} runs from seed ${seed}`);
	const before = process.cpuUsage();
	for (let done = 0; done < runs; done += BATCH_RUNS) {
		await fc.assert(property as fc.IAsyncProperty<Case>, {
			numRuns: Math.min(BATCH_RUNS, runs - done),
			seed: seed + done / BATCH_RUNS,
		});
		await new Promise(setImmediate);
	}
	const { user, system } = process.cpuUsage(before);
	if (isNight) console.log(`${currentTestName}: held, ${Math.ceil((user + system) / 1e6)} s of CPU`);
}
