import { expect, test } from "vitest";
import { fail, ok, type Result } from "../../../src/base/result.ts";
import { type Failure, type FailureKind, failure } from "../../../src/kube/failure.ts";
import { retrying } from "../../../src/kube/transport/retrying.ts";
import type { KubeRequest, KubeResponse } from "../../../src/kube/transport/transport.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { get } from "./loopback.ts";

async function* noBody(): AsyncIterable<Uint8Array> {}
const success = ok<KubeResponse>({ status: 200, headers: {}, body: noBody() });

/** Answers with these in turn, then with success; notes when it was asked. */
function scripted(clock: ManualClock, outcomes: readonly Result<KubeResponse, Failure>[]) {
	const askedAtMs: number[] = [];
	return {
		askedAtMs,
		request: async () => {
			askedAtMs.push(clock.monotonic());
			return outcomes[askedAtMs.length - 1] ?? success;
		},
	};
}

const of = (kind: FailureKind, retryAfterMs?: number): Result<KubeResponse, Failure> =>
	fail(failure(kind, kind, retryAfterMs === undefined ? {} : { retryAfterMs }));

const post: KubeRequest = { method: "POST", path: "/api/v1/pods", body: "{}", purpose: "test" };

test("a read waits longer each time, with jitter, until it succeeds", async () => {
	const clock = new ManualClock();
	const transport = scripted(clock, [of("unreachable"), of("server"), of("timeout")]);
	const outcome = retrying(transport, get("/version"), { clock, random: () => 0.5 });
	await clock.advance(10_000);
	expect((await outcome).ok).toBe(true);
	expect(transport.askedAtMs).toEqual([0, 250, 750, 1750]);
});

test("never before the time that the server asked for", async () => {
	const clock = new ManualClock();
	const transport = scripted(clock, [of("throttled", 30_000)]);
	const outcome = retrying(transport, get("/version"), { clock, random: () => 0.1 });
	await clock.advance(60_000);
	expect((await outcome).ok).toBe(true);
	expect(transport.askedAtMs).toEqual([0, 30_050]);
});

test("the last failure is the outcome, after so many attempts and never so long a wait", async () => {
	const clock = new ManualClock();
	const transport = scripted(
		clock,
		Array.from({ length: 9 }, () => of("unreachable")),
	);
	const policy = { clock, random: () => 0.999, attempts: 6, firstDelayMs: 1_000, longestDelayMs: 4_000 };
	const outcome = retrying(transport, get("/version"), policy);
	await clock.advance(60_000);
	expect(await outcome).toMatchObject({ ok: false, failure: { kind: "unreachable" } });
	expect(transport.askedAtMs.map((atMs) => Math.round(atMs / 100) * 100)).toEqual([0, 1000, 3000, 7000, 11000, 15000]);
});

test.each([
	["GET", "forbidden", 1],
	["GET", "absent", 1],
	["GET", "unauthorised", 1],
	["GET", "gone", 1],
	["GET", "refused", 1],
	["GET", "cancelled", 1],
	["GET", "server", 2],
	["POST", "server", 1],
	["POST", "unreachable", 1],
	["POST", "timeout", 1],
	["POST", "throttled", 2],
] as const)("%s that failed as %s is sent %s times", async (method, kind, times) => {
	const clock = new ManualClock();
	const transport = scripted(clock, [of(kind)]);
	const outcome = retrying(transport, method === "GET" ? get("/version") : post, { clock, random: () => 0.5 });
	await clock.advance(60_000);
	await outcome;
	expect(transport.askedAtMs).toHaveLength(times);
});

test("given up while waiting", async () => {
	const clock = new ManualClock();
	const stop = new AbortController();
	const transport = scripted(clock, [of("unreachable")]);
	const outcome = retrying(transport, get("/version", { signal: stop.signal }), { clock, random: () => 0.5 });
	await clock.advance(10);
	stop.abort();
	expect(await outcome).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
	expect(clock.waiting).toBe(0);
});
