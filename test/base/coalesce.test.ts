import { expect, test } from "vitest";
import { coalesce } from "../../src/base/coalesce.ts";
import { ManualClock } from "../support/manual-clock.ts";

test("the first request of a quiet period runs at once", () => {
	let runs = 0;
	const gate = coalesce(new ManualClock(), 100, () => runs++);
	gate.request();
	expect(runs).toBe(1);
});

test("a thousand requests in one interval are two runs: one at once, one at its end", async () => {
	const clock = new ManualClock();
	let runs = 0;
	const gate = coalesce(clock, 100, () => runs++);
	for (let request = 0; request < 1_000; request++) gate.request();
	expect(runs).toBe(1);
	await clock.advance(100);
	expect(runs).toBe(2);
	await clock.advance(1_000);
	expect(runs).toBe(2);
	expect(clock.waiting).toBe(0);
});

test("requests that never stop run once an interval", async () => {
	const clock = new ManualClock();
	let runs = 0;
	const gate = coalesce(clock, 100, () => runs++);
	for (let step = 0; step < 100; step++) {
		gate.request();
		await clock.advance(10);
	}
	expect(runs).toBe(11);
});

test("a request made by the action itself is not lost", async () => {
	const clock = new ManualClock();
	let runs = 0;
	const gate = coalesce(clock, 100, () => {
		runs++;
		if (runs === 1) gate.request();
	});
	gate.request();
	await clock.advance(100);
	expect(runs).toBe(2);
});

test("flush runs what waits, and nothing when nothing waits", () => {
	let runs = 0;
	const gate = coalesce(new ManualClock(), 100, () => runs++);
	gate.flush();
	expect(runs).toBe(0);
	gate.request();
	gate.request();
	gate.flush();
	gate.flush();
	expect(runs).toBe(2);
});

test("after disposal nothing runs and no timer is left", async () => {
	const clock = new ManualClock();
	let runs = 0;
	const gate = coalesce(clock, 100, () => runs++);
	gate.request();
	gate.request();
	gate[Symbol.dispose]();
	await clock.advance(1_000);
	expect(runs).toBe(1);
	expect(clock.waiting).toBe(0);
});
