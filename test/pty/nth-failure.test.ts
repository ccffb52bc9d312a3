import { afterAll, beforeAll, expect, it } from "vitest";
import { type NthRun, runWithFailure } from "./nth-run.ts";
import { NthWorld } from "./nth-world.ts";

/** `npm test` fails one operation of each kind, `npm run test:soak` every one there is. */
const isWhole = process.env["EVERY_OPERATION"] !== undefined;
const AT_ONCE = 3;

let world: NthWorld;

beforeAll(async () => {
	world = await NthWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());

/** One number for each kind of operation: of those it has the one in the middle, where most is going on. */
function oneOfEach({ operations }: NthRun): readonly number[] {
	const kinds = Map.groupBy(operations, ({ kind }) => kind);
	return Array.from(kinds.values(), (same) => same[Math.floor(same.length / 2)]?.number ?? 0);
}

/** How a run ended: what the program made of the failure. */
function verdictOf({ code, missed }: NthRun): string {
	if (code !== 0) return "ended";
	return missed.length > 0 ? "said" : "recovered";
}

it(
	"whatever operation fails, the program recovers, says what could not be had, or ends with one clear line",
	async () => {
		const whole = await runWithFailure(world.home(), { number: 0, waits: true });
		expect(whole).toMatchObject({ code: 0, missed: [], wrong: [] });
		const numbers = isWhole ? whole.operations.map(({ number }) => number) : oneOfEach(whole);
		const wrong: unknown[] = [];
		const table = new Map<string, Record<string, number>>();
		const waiting = numbers.values();
		const run = async (): Promise<void> => {
			for (const number of waiting) {
				const one = await runWithFailure(world.home(), { number, waits: isWhole });
				const { failed, code, missed, screen } = one;
				if (one.wrong.length > 0) wrong.push({ number, failed, wrong: one.wrong, code, missed, screen });
				const row = table.get(failed?.kind ?? "none") ?? {};
				table.set(failed?.kind ?? "none", { ...row, [verdictOf(one)]: (row[verdictOf(one)] ?? 0) + 1 });
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, run));
		if (isWhole) console.table(Object.fromEntries(table));
		expect(wrong).toEqual([]);
	},
	isWhole ? 3_600_000 : 180_000,
);
