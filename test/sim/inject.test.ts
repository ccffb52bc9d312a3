import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startDemo } from "../../src/sim/demo-server.ts";
import { inject } from "../../src/sim/faults/inject.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { get as request, targetOf, transportTo, until } from "../kube/transport/loopback.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { get, openWatch } from "./client.ts";
import { addPods, emptySim, existing } from "./world.ts";

const PODS = "/api/v1/pods";
const ONE = { kind: kinds.pods, namespace: "default", name: "one" };

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	({ sim, clock } = await emptySim());
	addPods(sim, "one");
});
afterEach(() => sim[Symbol.asyncDispose]());

const statusOf = async (path = PODS): Promise<number> => (await get(sim, path)).status;
const as = (user: string) => ({ Authorization: `Bearer ${sim.tokens.get(user)}` });

describe("answers", () => {
	test("latency: nothing before its time, all after it", async () => {
		const over = inject(sim, { fault: "latency", delayMs: 5_000, jitterMs: 1_000 });
		let status = 0;
		const answered = statusOf().then((code) => {
			status = code;
		});
		await until(() => sim.requests.length === 1 && clock.waiting === 2);
		await clock.advance(4_999);
		expect(status).toBe(0);
		await clock.advance(1_001);
		await answered;
		expect(status).toBe(200);
		over();
		expect(await statusOf()).toBe(200);
	});

	test.each([
		["server-error", { fault: "server-error", times: 3 }, [500, 500, 500, 200]],
		["another 5xx", { fault: "server-error", code: 503, times: 1 }, [503, 200]],
		["too-many-requests", { fault: "too-many-requests", retryAfterSeconds: 7, times: 1 }, [429, 200]],
		["too-large-version", { fault: "too-large-version", times: 1 }, [504, 200]],
	] as const)("%s", async (_name, fault, codes) => {
		inject(sim, fault);
		for (const code of codes) expect(await statusOf()).toBe(code);
	});

	test("a fault takes only what it is for, until it is taken back", async () => {
		const matches = (_method: string, url: string): boolean => url === PODS;
		const over = inject(sim, { fault: "server-error", matches });
		expect([await statusOf(), await statusOf("/version")]).toEqual([500, 200]);
		over();
		expect(await statusOf()).toBe(200);
	});

	test("reset", async () => {
		inject(sim, { fault: "reset", times: 1 });
		await expect(statusOf()).rejects.toThrow("fetch failed");
		expect(await statusOf()).toBe(200);
	});
});

/** The body's bytes as they come, until something is so; and how the body ends. */
function reading(signal?: AbortSignal) {
	const heard = { bytes: Buffer.alloc(0), ended: "" };
	const read = async (): Promise<void> => {
		const response = await fetch(sim.url + PODS, signal === undefined ? {} : { signal });
		for await (const chunk of response.body ?? []) heard.bytes = Buffer.concat([heard.bytes, chunk]);
		heard.ended = "well";
	};
	read().catch((error: Error) => {
		heard.ended = error.name;
	});
	return heard;
}

describe("bodies", () => {
	test("truncation: so many bytes, then a reset", async () => {
		inject(sim, { fault: "truncation", afterBytes: 100 });
		const heard = reading();
		await until(() => heard.bytes.length === 100);
		await clock.advance(0);
		await until(() => heard.ended !== "");
		expect([heard.bytes.length, heard.ended]).toEqual([100, "TypeError"]);
	});

	test("blackhole-in-stream: so many bytes, then nothing", async () => {
		inject(sim, { fault: "blackhole-in-stream", afterBytes: 100 });
		const abort = new AbortController();
		const heard = reading(abort.signal);
		await until(() => heard.bytes.length === 100);
		await clock.advance(60_000);
		expect([heard.bytes.length, heard.ended]).toEqual([100, ""]);
		abort.abort();
	});

	test("drip: ten bytes a second", async () => {
		const over = inject(sim, { fault: "drip" });
		const abort = new AbortController();
		const heard = reading(abort.signal);
		await until(() => heard.bytes.length > 0);
		const before = heard.bytes.length;
		await clock.advance(3_000);
		await until(() => heard.bytes.length >= before + 30);
		expect(heard.bytes.length).toBeLessThanOrEqual(before + 31);
		abort.abort();
		over();
		// Nothing goes on for who has left: there is the compaction to wait for and no more.
		await until(() => clock.waiting === 1);
	});

	test("drip: what has begun comes at once when the line is well again", async () => {
		const over = inject(sim, { fault: "drip" });
		const heard = reading();
		await until(() => heard.bytes.length > 0);
		over();
		await clock.advance(200);
		await until(() => heard.ended !== "");
		expect(JSON.parse(heard.bytes.toString())).toMatchObject({ kind: "PodList" });
	});

	test("corruption: one byte is another", async () => {
		const good = reading();
		await until(() => good.ended !== "");
		inject(sim, { fault: "corruption", atByte: 5 });
		const bad = reading();
		await until(() => bad.ended !== "");
		const different = [...good.bytes.keys()].filter((index) => good.bytes[index] !== bad.bytes[index]);
		expect(different).toEqual([5]);
	});
});

describe("silence", () => {
	test("blackhole-at-connect: a connection is made and nobody answers", async () => {
		const over = inject(sim, { fault: "blackhole-at-connect" });
		const socket = connect(Number(new URL(sim.url).port), "127.0.0.1");
		let heard = 0;
		socket.on("data", ({ length }) => {
			heard += length;
		});
		await new Promise((resolve) => socket.write("GET /version HTTP/1.1\r\nHost: x\r\n\r\n", resolve));
		let turns = 0;
		await until(() => turns++ > 500);
		expect([heard, sim.requests.length]).toEqual([0, 0]);
		socket.destroy();
		over();
		expect(await statusOf()).toBe(200);
	});

	test("blackhole: the request is taken", async () => {
		const over = inject(sim, { fault: "blackhole" });
		const abort = new AbortController();
		const outcome = fetch(sim.url + PODS, { signal: abort.signal }).catch((error: Error) => error.name);
		await until(() => sim.requests.length === 1);
		over();
		expect(await statusOf()).toBe(200);
		abort.abort();
		expect(await outcome).toBe("AbortError");
	});

	test("silent-watches: what is due is lost", async () => {
		const watch = await openWatch(sim, `${PODS}?watch=1`);
		expect(await watch.take(1)).toEqual(["ADDED one"]);
		const over = inject(sim, { fault: "silent-watches" });
		addPods(sim, "two");
		over();
		addPods(sim, "three");
		expect(await watch.take(1)).toEqual(["ADDED three"]);
		watch.close();
	});
});

describe("who asks", () => {
	test("unauthorized: 401 with the old token, well with the new one", async () => {
		const old = as("admin");
		inject(sim, { fault: "unauthorized", user: "admin" });
		expect((await get(sim, PODS, old)).status).toBe(401);
		expect((await get(sim, PODS, as("admin"))).status).toBe(200);
	});

	test("forbidden: 403 in the middle of a session, until it is taken back", async () => {
		expect((await get(sim, PODS, as("admin"))).status).toBe(200);
		const over = inject(sim, { fault: "forbidden", user: "admin" });
		expect((await get(sim, PODS, as("admin"))).status).toBe(403);
		over();
		expect((await get(sim, PODS, as("admin"))).status).toBe(200);
	});
});

describe("objects", () => {
	test("expired: older versions are gone", async () => {
		const { resourceVersion } = existing(sim, kinds.pods, "default", "one").metadata;
		addPods(sim, "two");
		inject(sim, { fault: "expired" });
		const watch = await openWatch(sim, `${PODS}?watch=1&resourceVersion=${resourceVersion}`);
		expect((await watch.next()).object.code).toBe(410);
	});

	test("uid-swap: the same name, another object", async () => {
		const before = existing(sim, kinds.pods, "default", "one").metadata.uid;
		const watch = await openWatch(sim, `${PODS}?watch=1`);
		await watch.take(1);
		inject(sim, { fault: "uid-swap", ...ONE });
		expect(await watch.take(2)).toEqual(["DELETED one", "ADDED one"]);
		expect(existing(sim, kinds.pods, "default", "one").metadata.uid).not.toBe(before);
		watch.close();
	});

	test("lost-delete: gone, and no watch was told", async () => {
		const watches = await Promise.all([openWatch(sim, `${PODS}?watch=1`), openWatch(sim, `${PODS}?watch=1`)]);
		for (const watch of watches) await watch.take(1);
		inject(sim, { fault: "lost-delete", ...ONE });
		expect((await get(sim, PODS)).body.items).toEqual([]);
		addPods(sim, "two");
		for (const watch of watches) {
			expect(await watch.take(1)).toEqual(["ADDED two"]);
			watch.close();
		}
	});

	test("malformed-object: it is served as it is, and can be mended", async () => {
		const over = inject(sim, { fault: "malformed-object", ...ONE });
		expect((await get(sim, PODS)).body.items[0]).toMatchObject({ spec: "none", status: [null] });
		over();
		expect((await get(sim, PODS)).body.items[0].spec.containers).toHaveLength(1);
	});

	test("huge-annotation: 1.5 MB in one object", async () => {
		inject(sim, { fault: "huge-annotation", ...ONE });
		expect((await get(sim, PODS)).body.items[0].metadata.annotations["example.com/huge"]).toHaveLength(1_500_000);
	});

	test("an object that is not there cannot be spoilt", () => {
		expect(() => inject(sim, { fault: "uid-swap", ...ONE, name: "none" })).toThrow("pods none is not there");
	});
});

test("clock-skew: the Date header is ahead", async () => {
	const over = inject(sim, { fault: "clock-skew", aheadMs: 90_000 });
	expect((await get(sim, "/version")).headers.get("date")).toBe("Thu, 01 Jan 2026 00:01:30 GMT");
	over();
	expect((await get(sim, "/version")).headers.get("date")).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
});

test("certificate-change: new connections trust the same authority, not a stranger", async () => {
	const { sim: secure } = await emptySim({ tls: true });
	await using _ = secure;
	const trusting = () => transportTo(targetOf(secure.url, { ca: secure.authority ?? "" }));
	const outcome = async (): Promise<boolean> => {
		await using transport = trusting();
		return (await transport.request(request("/version"))).ok;
	};
	expect(await outcome()).toBe(true);
	inject(secure, { fault: "certificate-change", by: "same-authority" });
	expect(await outcome()).toBe(true);
	const over = inject(secure, { fault: "certificate-change", by: "stranger" });
	expect(await outcome()).toBe(false);
	over();
	expect(await outcome()).toBe(true);
});

test("a demo can misbehave by name: well for ten seconds, ill for a minute, well for another, until it ends", async () => {
	const own = new ManualClock();
	const demo = await startDemo(own, { fault: "unavailable" });
	const codes: number[] = [];
	for (const waitMs of [0, 10_000, 59_000, 2_000, 60_000]) {
		await own.advance(waitMs);
		codes.push((await get(demo, "/version")).status);
	}
	expect(codes).toEqual([200, 503, 503, 200, 503]);
	await demo[Symbol.asyncDispose]();
	expect(own.waiting).toBe(0);
});

test("a demo under a fault of certificates has one, and takes whoever comes", async () => {
	await using demo = await startDemo(new ManualClock(), { fault: "certificate-change" });
	await using transport = transportTo(targetOf(demo.url, { ca: demo.authority ?? "" }));
	expect((await transport.request(request(PODS))).ok).toBe(true);
});
