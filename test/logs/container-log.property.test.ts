import fc from "fast-check";
import { expect, it } from "vitest";
import { failure } from "../../src/kube/failure.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";
import { Reading } from "./reading.ts";

type Step =
	| { readonly do: "write"; readonly lines: number; readonly isSame: boolean }
	| { readonly do: "pass"; readonly ms: number }
	| { readonly do: "cut" | "cleanCut" | "rotate" | "restart" | "tell" | "fail" | "pause" | "stick" };

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant("write" as const),
			lines: fc.integer({ min: 1, max: 6 }),
			isSame: fc.boolean(),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(0, 1, 3, 700, 1_500, 40_000) }),
	},
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constantFrom("cut", "cleanCut", "rotate", "restart", "tell", "fail", "pause", "stick"),
		}),
	},
);

/** Do what the steps say, then let all be well and read to the end. */
async function play(steps: readonly Step[], chunk: number, random: () => number): Promise<Reading> {
	const reading = new Reading();
	const { server } = reading;
	let serial = 0;
	server.chunkBytes = () => chunk;
	server.start();
	reading.open(random);
	await reading.pass(1);
	for (const one of steps) {
		if (one.do === "write") {
			// Some lines are of one text and one moment: only their number tells them apart.
			await reading.pass(1);
			if (one.isSame) server.write(Array.from({ length: one.lines }, () => `same ${serial}`));
			else server.write(Array.from({ length: one.lines }, (_, index) => `line ${serial}.${index}`));
			serial++;
		} else if (one.do === "pass") await reading.pass(one.ms);
		else if (one.do === "cut") server.cut();
		else if (one.do === "cleanCut") server.cut("clean");
		// A log is rotated because it is large: something of it has been read.
		else if (one.do === "rotate") {
			if (server.has(reading.read.at(-1))) server.rotate();
		} else if (one.do === "tell") server.tell();
		else if (one.do === "fail") server.failures.push(failure("unreachable", "no route"));
		else if (one.do === "stick") server.stick();
		else if (one.do === "pause") reading.following.update((following) => !following);
		else {
			// Runs are a moment apart.
			await reading.pass(2);
			server.stop(false);
			await reading.pass(2);
			server.start(false);
		}
		await reading.pass(0);
	}
	reading.following.set(true);
	server.tell();
	await reading.pass(700_000);
	server.write(["the end"]);
	await reading.pass(700_000);
	return reading;
}

/** Between two marks of a gap nothing is missing and nothing is twice; nor is the order another. */
function expectWhole(read: readonly string[], written: readonly string[]): void {
	const parts: string[][] = [[]];
	for (const line of read) {
		if (line === "-- gap") parts.push([]);
		else if (!line.startsWith("-- ")) parts.at(-1)?.push(line);
	}
	let from = 0;
	for (const [index, part] of parts.entries()) {
		const at = index === 0 ? 0 : find(written, part, from);
		expect(written.slice(at, at + part.length)).toEqual(part);
		from = at + part.length;
	}
	expect(from).toBe(written.length);
}

/** Where a part begins in what was written; the last one where it ends it. */
function find(written: readonly string[], part: readonly string[], from: number): number {
	const last = written.length - part.length;
	if (part.at(-1) === "the end") return last;
	for (let at = from; at <= last; at++) if (part.every((line, index) => written[at + index] === line)) return at;
	return -1;
}

it(
	"shows what the container wrote, once and in order, or says where something may be missing",
	() =>
		fuzz(
			fc.asyncProperty(
				fc.array(step, { maxLength: 40 }),
				fc.constantFrom(1, 5, 37, 4_096),
				fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 8 }),
				async (steps, chunk, randoms) => {
					let next = 0;
					await using reading = await play(steps, chunk, () => randoms[next++ % randoms.length] ?? 0);
					expectWhole(reading.read, reading.server.written);
					const mayMiss =
						steps.some((one) => one.do === "rotate") || steps.filter((one) => one.do === "restart").length > 1;
					if (!mayMiss) expect(reading.read).not.toContain("-- gap");
				},
			),
			20_000,
		),
	fuzzTimeoutMs,
);
