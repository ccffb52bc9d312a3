import type { RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { overTime, summarize } from "../../src/forwards/latencies.ts";
import { LoadTest } from "../../src/forwards/load-test.ts";
import { type Loopback, serveHttp } from "../kube/transport/loopback.ts";
import { ManualClock } from "../support/manual-clock.ts";

const servers: Loopback[] = [];
afterEach(async () => {
	for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

/** A server that answers so. @returns its port */
async function serve(listener: RequestListener): Promise<number> {
	const server = await serveHttp(listener);
	servers.push(server);
	return server.port;
}

const plan = { host: "127.0.0.1", path: "/health", requests: 96, concurrency: 8 };

describe("a load test", () => {
	it("sends just as many requests as asked for, no more at once than asked for, and counts what is answered", async () => {
		const paths = new Set<string>();
		const waiting: (() => void)[] = [];
		let most = 0;
		// Nobody is answered before as many wait as may.
		const port = await serve((asked, response) => {
			paths.add(`${asked.method} ${asked.url}`);
			most = Math.max(
				most,
				waiting.push(() => void response.end("fine")),
			);
			if (waiting.length === plan.concurrency) for (const answer of waiting.splice(0)) answer();
		});
		using test = new LoadTest({ ...plan, port }, new ManualClock());
		await test.ended;
		const { state, done, bytes, answers, failures, latenciesMs } = test.report.get();
		expect({ state, done, bytes, answers, failures }).toEqual({
			state: "done",
			done: 96,
			bytes: 384,
			answers: new Map([[200, 96]]),
			failures: new Map(),
		});
		expect(latenciesMs).toHaveLength(96);
		expect(most).toBe(8);
		expect([...paths]).toEqual(["GET /health"]);
	});

	it("counts what fails by its words, and goes on", async () => {
		let count = 0;
		const port = await serve((asked, response) => {
			if (++count % 4 === 0) asked.socket.destroy();
			else response.writeHead(503).end();
		});
		using test = new LoadTest({ ...plan, port, requests: 40, concurrency: 1 }, new ManualClock());
		await test.ended;
		const { done, answers, failures } = test.report.get();
		expect([done, answers, failures]).toEqual([40, new Map([[503, 30]]), new Map([["socket hang up", 10]])]);
	});

	it("gives up a request that is not answered, and all of it after a minute", async () => {
		const port = await serve(() => {});
		const clock = new ManualClock();
		using test = new LoadTest({ ...plan, port, requests: 100, concurrency: 1 }, clock);
		await clock.advance(65_000);
		await test.ended;
		const { state, failures } = test.report.get();
		expect([state, failures.get("no answer in 10 s")]).toEqual(["out of time", 5]);
	});

	it("is stopped at once, and counts nothing of what it gave up", async () => {
		const arrived = Promise.withResolvers<void>();
		const port = await serve(() => arrived.resolve());
		using test = new LoadTest({ ...plan, port }, new ManualClock());
		await arrived.promise;
		test.stop();
		await test.ended;
		expect(test.report.get()).toMatchObject({ state: "stopped", done: 0, failures: new Map() });
	});

	it("asks nothing but this machine, and no more than is decent", async () => {
		expect(() => new LoadTest({ ...plan, host: "192.0.2.1", port: 80 }, new ManualClock())).toThrow(
			"192.0.2.1 is not this machine",
		);
		using test = new LoadTest({ ...plan, port: 1, requests: 1e9, concurrency: 1e9 }, new ManualClock());
		test.stop();
		expect(test.plan).toMatchObject({ requests: 100_000, concurrency: 200 });
		await test.ended;
	});
});

it("percentiles are by nearest rank", () => {
	const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
	expect(summarize(hundred)).toEqual({
		count: 100,
		least: 1,
		mean: 50.5,
		p50: 50,
		p90: 90,
		p95: 95,
		p99: 99,
		most: 100,
	});
	expect(summarize([7])).toMatchObject({ p50: 7, p99: 7, least: 7, most: 7 });
	expect(summarize([])).toEqual({ count: 0, least: 0, mean: 0, p50: 0, p90: 0, p95: 0, p99: 0, most: 0 });
});

it("over time, each stretch has its own 95th percentile", () => {
	expect(overTime([1, 2, 3, 10, 20, 30], 2)).toEqual([3, 30]);
	expect(overTime([5], 60)).toEqual([5]);
	expect(overTime([], 60)).toEqual([]);
});
