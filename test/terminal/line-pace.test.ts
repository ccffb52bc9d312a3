import { beforeEach, describe, expect, it } from "vitest";
import { KeyDecoder } from "../../src/terminal/key-decoder.ts";
import { LinePace } from "../../src/terminal/line-pace.ts";
import { ManualClock } from "../support/manual-clock.ts";

describe("the pace of a line", () => {
	let clock: ManualClock;
	let pace: LinePace;
	let gaveUp: number;

	beforeEach(() => {
		clock = new ManualClock();
		gaveUp = 0;
		pace = new LinePace(clock, () => gaveUp++);
	});

	/** Send frames of so many bytes until it has to wait. @returns how many went */
	function sendAll(bytes: number): number {
		let sent = 0;
		while (pace.maySend() && sent < 1_000) {
			pace.sends(bytes);
			sent++;
		}
		return sent;
	}

	/** The terminal answers after so long. */
	async function answersAfter(ms: number): Promise<void> {
		await clock.advance(ms);
		pace.answered();
	}

	it("asks behind the first kilobyte, and not again before the answer", () => {
		expect([pace.sends(600), pace.sends(600), pace.sends(6_000)]).toEqual([false, true, false]);
		expect(pace.answered()).toBe(true);
		expect(pace.answered()).toBe(false);
	});

	it("waits for a terminal that answers: no more than a window is ahead of its answer", async () => {
		pace.sends(1_100);
		await answersAfter(200);
		expect(sendAll(600)).toBe(7);
		await answersAfter(200);
		expect(pace.maySend()).toBe(true);
	});

	it("does not wait for one that never answers, and soon asks it no more", async () => {
		expect(pace.sends(20_000)).toBe(true);
		expect(pace.maySend()).toBe(true);
		await clock.advance(60_000);
		expect(pace.sends(2_000)).toBe(true);
		await clock.advance(60_000);
		expect(pace.sends(2_000)).toBe(false);
		expect(gaveUp).toBe(2);
		pace.reset();
		expect(pace.sends(2_000)).toBe(true);
	});

	it("gives up an answer that is lost", async () => {
		pace.sends(1_100);
		await answersAfter(200);
		sendAll(600);
		await clock.advance(3_000);
		expect(pace.maySend()).toBe(false);
		await clock.advance(6_000);
		expect([pace.maySend(), gaveUp]).toEqual([true, 1]);
	});

	it("lets less ahead where answers come late, down to one frame, and more where they come at once", async () => {
		pace.sends(1_100);
		await answersAfter(200);
		for (let turn = 0; turn < 8; turn++) {
			sendAll(600);
			await answersAfter(700);
		}
		const slow = sendAll(600);
		expect(slow).toBeLessThanOrEqual(2);
		for (let turn = 0; turn < 20; turn++) {
			await answersAfter(200);
			sendAll(600);
		}
		await answersAfter(200);
		await answersAfter(200);
		expect(sendAll(600)).toBeGreaterThan(50);
	});
});

it("an answer is no key, wherever the line cuts it", async () => {
	for (let cut = 1; cut < 4; cut++) {
		const clock = new ManualClock();
		const told: string[] = [];
		const decoder = new KeyDecoder({
			clock,
			escapeDelayMs: 20,
			emit: (event) => told.push(event.type),
			onStatus: () => told.push("status"),
		});
		const answer = Buffer.from("\x1b[0n");
		decoder.feed(answer.subarray(0, cut));
		await clock.advance(15);
		decoder.feed(answer.subarray(cut));
		await clock.advance(1_000);
		expect(told).toEqual(["status"]);
	}
});

it("an answer that comes right behind the escape key leaves it one", async () => {
	const told: string[] = [];
	const decoder = new KeyDecoder({
		clock: new ManualClock(),
		escapeDelayMs: 20,
		emit: (event) => told.push(event.type === "key" ? event.chord : event.type),
		onStatus: () => told.push("status"),
	});
	decoder.feed(Buffer.from("\x1b"));
	decoder.feed(Buffer.from("\x1b[0nq"));
	expect(told).toEqual(["status", "esc", "q"]);
});
