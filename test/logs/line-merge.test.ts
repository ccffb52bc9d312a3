import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineMerge } from "../../src/logs/line-merge.ts";
import { fuzz } from "../support/fuzz.ts";
import { ManualClock } from "../support/manual-clock.ts";

interface Delivered {
	readonly source: number;
	readonly atUs: number;
	readonly text: string;
}

class MergeStage implements Disposable {
	readonly clock = new ManualClock();
	readonly delivered: Delivered[] = [];
	readonly merge: LineMerge;
	readonly lanes;

	constructor(count: number) {
		const decoder = new TextDecoder();
		this.merge = new LineMerge({
			clock: this.clock,
			nowMs: () => this.clock.now(),
			deliver: ({ source, atUs, bytes, from, to }) =>
				this.delivered.push({ source, atUs, text: decoder.decode(bytes.subarray(from, to)) }),
			delivered: () => undefined,
		});
		this.lanes = Array.from({ length: count }, (_, source) => this.merge.lane(source, () => undefined));
	}

	line(lane: number, agoMs: number, text = ""): void {
		const bytes = new TextEncoder().encode(text);
		this.lanes[lane]?.line((this.clock.now() - agoMs) * 1e3, bytes, 0, bytes.length, 0);
	}

	[Symbol.dispose](): void {
		this.merge[Symbol.dispose]();
	}
}

describe("bringing logs together", () => {
	it("waits for the log that is read slowly, and makes the others wait", async () => {
		using stage = new MergeStage(2);
		for (const lane of stage.lanes) lane.opening();
		for (let line = 0; line < 100; line++) stage.line(0, 150_000 - line * 1_000, "fast");
		for (let line = 0; line < 100; line += 10) {
			for (let at = line; at < line + 10; at++) stage.line(1, 150_000 - at * 1_000, "slow");
			await stage.clock.advance(200);
		}
		await stage.clock.advance(2_000);
		const times = stage.delivered.map(({ atUs }) => atUs);
		expect(times).toHaveLength(200);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
	});

	it("does not wait longer than 3 s for a log that gives nothing", async () => {
		using stage = new MergeStage(2);
		for (const lane of stage.lanes) lane.opening();
		stage.line(0, 60_000, "here");
		await stage.clock.advance(2_500);
		expect(stage.delivered).toEqual([]);
		await stage.clock.advance(1_000);
		expect(stage.delivered).toHaveLength(1);
	});

	it("hands a line on within half a second when all is quiet, and at once where there is one log", async () => {
		using two = new MergeStage(2);
		two.line(0, 0);
		await two.clock.advance(500);
		expect(two.delivered).toHaveLength(1);
		using one = new MergeStage(1);
		one.line(0, 0);
		await one.clock.advance(20);
		expect(one.delivered).toHaveLength(1);
	});

	it("makes who runs ahead wait, and lets it go on", async () => {
		using stage = new MergeStage(2);
		for (const lane of stage.lanes) lane.opening();
		stage.line(1, 100_000, "slow");
		const text = "x".repeat(1_000);
		let room: Promise<void> | undefined;
		for (let line = 0; line < 20_000 && room === undefined; line++) {
			stage.line(0, 90_000 - line, text);
			room = stage.lanes[0]?.room();
		}
		expect(room).toBeDefined();
		let isFree = false;
		void room?.then(() => (isFree = true));
		stage.lanes[1]?.settled();
		await stage.clock.advance(1_000);
		expect(isFree).toBe(true);
		expect(stage.lanes[0]?.room()).toBeUndefined();
	});

	it("loses nothing, doubles nothing, and keeps each log in its own order", () =>
		fuzz(
			fc.asyncProperty(
				fc.array(
					fc.record({
						lane: fc.nat(3),
						what: fc.constantFrom("line", "line", "line", "opening", "settled"),
						agoMs: fc.integer({ min: -2_000, max: 100_000 }),
						thenMs: fc.constantFrom(0, 0, 10, 150, 4_000),
					}),
					{ maxLength: 60 },
				),
				async (steps) => {
					using stage = new MergeStage(4);
					const sent: string[][] = [[], [], [], []];
					for (const [index, { lane, what, agoMs, thenMs }] of steps.entries()) {
						if (what === "line") {
							stage.line(lane, agoMs, `${index}`);
							sent[lane]?.push(`${index}`);
						} else if (what === "opening") stage.lanes[lane]?.opening();
						else stage.lanes[lane]?.settled();
						await stage.clock.advance(thenMs);
					}
					await stage.clock.advance(10_000);
					for (const [lane, texts] of sent.entries()) {
						expect(stage.delivered.filter(({ source }) => source === lane).map(({ text }) => text)).toEqual(texts);
					}
				},
			),
			10_000,
		));
});
