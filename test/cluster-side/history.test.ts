import { expect, test, vi } from "vitest";
import type { Format } from "../support/witnessed-pods.ts";
import { liveThrough } from "./history-mishaps.ts";
import { mutants } from "./history-mutations.ts";
import { HistoryStage } from "./history-stage.ts";

/**
 * Seeded histories over real sockets, the clock moved by hand: `npm test` lives through 200, `npm run test:soak`
 * through 2,000. `HISTORY_SEED=n` repeats one.
 */
const runs = Number(process.env["HISTORY_RUNS"] ?? 200);
const only = process.env["HISTORY_SEED"];
const formats: readonly Format[] = ["protobuf", "json"];
vi.setConfig({ testTimeout: 120_000 + runs * 1_000 });

/** Every tenth is lived through over TLS, and so HTTP/2. */
const isSecure = (seed: number): boolean => seed % 10 === 9;

test.each(formats)("in %s: what is told is true, and in the end all of it", async (format) => {
	const seeds = only === undefined ? Array.from({ length: runs / formats.length }, (_, seed) => seed) : [Number(only)];
	let told = 0;
	let resumed = 0;
	for (const seed of seeds) {
		await using stage = await HistoryStage.open({ seed, format, tls: isSecure(seed) });
		expect(await liveThrough(stage), `seed ${seed} in ${format}`).toEqual([]);
		told += stage.pods.checker.told;
		resumed += stage.pods.checker.resumed;
	}
	// A history in which nothing happens holds whatever is checked.
	expect(told / seeds.length, "changes told in a history").toBeGreaterThan(15);
	expect(resumed / seeds.length, "bookmarks and watches taken up in a history").toBeGreaterThan(5);
});

/** A mutant that lives through so many histories is not seen. */
const MUTANT_SEEDS = 25;

test.each(mutants)("a reflector that $name is found out", async ({ mutate, says }) => {
	const problems: string[] = [];
	for (let seed = 0; seed < MUTANT_SEEDS; seed++) {
		const format = formats[seed % formats.length] ?? "json";
		await using stage = await HistoryStage.open({ seed, format, mutation: mutate() });
		problems.push(...(await liveThrough(stage)));
		if (problems.some((problem) => says.test(problem))) return;
	}
	expect(problems).toContainEqual(expect.stringMatching(says));
});
