import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoScenario } from "../../src/sim/scenario/demo/demo.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { get } from "./client.ts";
import { addPods, emptySim } from "./world.ts";

let sim: Sim;
beforeEach(async () => {
	({ sim } = await emptySim());
	addPods(sim, "one");
});
afterEach(() => sim[Symbol.asyncDispose]());

describe("faults", () => {
	test("the next requests get a status, then all is well", async () => {
		sim.faults.add({ action: { do: "status", code: 429, retryAfterSeconds: 7 }, times: 2 });
		const answers = [await get(sim, "/api/v1/pods"), await get(sim, "/api/v1/nodes"), await get(sim, "/api/v1/pods")];
		expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
		expect(answers[0]?.headers.get("retry-after")).toBe("7");
	});

	test("a fault takes only the requests it is for", async () => {
		const matches = (_method: string, url: string): boolean => url.includes("/nodes");
		sim.faults.add({ action: { do: "status", code: 500 }, times: Number.POSITIVE_INFINITY, matches });
		expect((await get(sim, "/api/v1/pods")).status).toBe(200);
		expect((await get(sim, "/api/v1/nodes")).status).toBe(500);
		sim.faults.clear();
		expect((await get(sim, "/api/v1/nodes")).status).toBe(200);
	});

	test("a reset breaks the connection", async () => {
		sim.faults.add({ action: { do: "reset" }, times: 1 });
		await expect(get(sim, "/api/v1/pods")).rejects.toThrow("fetch failed");
		expect((await get(sim, "/api/v1/pods")).status).toBe(200);
	});

	test("a blackhole never answers", async () => {
		sim.faults.add({ action: { do: "blackhole" }, times: 1 });
		const abort = new AbortController();
		const outcome = fetch(`${sim.url}/api/v1/pods`, { signal: abort.signal }).then(
			() => "answered",
			(error: Error) => error.name,
		);
		expect((await get(sim, "/api/v1/pods")).status).toBe(200);
		abort.abort();
		expect(await outcome).toBe("AbortError");
	});

	test("a server that stops is refused, and is on the same port when it is back", async () => {
		const { url } = sim;
		await sim.stop();
		await expect(get(sim, "/api/v1/pods")).rejects.toThrow("fetch failed");
		addPods(sim, "meanwhile");
		await sim.restart();
		expect(sim.url).toBe(url);
		expect((await get(sim, "/api/v1/pods")).body.items).toHaveLength(2);
	});

	test("a taken port is refused, and nothing goes on behind it", async () => {
		const clock = new ManualClock();
		const port = Number(new URL(sim.url).port);
		await expect(startSim({ clock, seed: "x", scenario: demoScenario(), port })).rejects.toThrow("EADDRINUSE");
		expect(clock.waiting).toBe(0);
	});

	test("the Date header follows the clock, and can be ahead of it", async () => {
		const date = async (): Promise<string | null> => (await get(sim, "/version")).headers.get("date");
		expect(await date()).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
		sim.switches.dateSkewMs = 90_000;
		expect(await date()).toBe("Thu, 01 Jan 2026 00:01:30 GMT");
	});

	test("requests are remembered", async () => {
		await get(sim, "/api/v1/pods?limit=5");
		expect(sim.requests).toEqual(["GET /api/v1/pods?limit=5"]);
	});
});
