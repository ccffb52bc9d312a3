import { expect, test } from "vitest";
import { RateCap } from "../../../src/kube/transport/rate-cap.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { fetchText, get, serveHttp, targetOf, transportTo, until } from "./loopback.ts";

/** Ask `count` times; says how many have been let go so far. */
function ask(cap: RateCap, count: number): { gone: () => number } {
	let gone = 0;
	for (let index = 0; index < count; index++) void cap.take().then((mayGo) => void (mayGo && gone++));
	return { gone: () => gone };
}

test("a burst goes at once, then so many a second, in order", async () => {
	const clock = new ManualClock();
	const cap = new RateCap(clock, 50, 100);
	const first = ask(cap, 100);
	const second = ask(cap, 60);
	await clock.advance(0);
	expect([first.gone(), second.gone()]).toEqual([100, 0]);
	await clock.advance(500);
	expect(second.gone()).toBe(25);
	await clock.advance(700);
	expect(second.gone()).toBe(60);
	expect(clock.waiting).toBe(0);
});

test("whatever is asked for, a minute never sees more than the burst and its rate", async () => {
	const clock = new ManualClock();
	const asking = ask(new RateCap(clock, 50, 100), 10_000);
	await clock.advance(60_000);
	expect(asking.gone()).toBeLessThanOrEqual(100 + 60 * 50);
	expect(asking.gone()).toBeGreaterThan(100 + 60 * 45);
});

test("one who gives up makes room, and the end sends all away", async () => {
	const clock = new ManualClock();
	const cap = new RateCap(clock, 1, 1);
	const stop = new AbortController();
	expect(await cap.take()).toBe(true);
	const given = cap.take(stop.signal);
	const patient = cap.take();
	stop.abort();
	expect(await given).toBe(false);
	await clock.advance(1_000);
	expect(await patient).toBe(true);
	const late = cap.take();
	cap.end();
	expect(await late).toBe(false);
	expect(clock.waiting).toBe(0);
});

test("a loop gone wild is held at the transport", async () => {
	const clock = new ManualClock();
	let requests = 0;
	await using server = await serveHttp((_, response) => {
		requests++;
		response.end("{}");
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`), { clock });
	const wild = Array.from({ length: 150 }, () => fetchText(transport, get("/version")));
	await until(() => requests === 100);
	await clock.advance(100);
	await until(() => requests === 105);
	await clock.advance(2_000);
	await Promise.all(wild);
	expect(requests).toBe(150);
});
