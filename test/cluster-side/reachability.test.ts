import { expect, test } from "vitest";
import { TableStore } from "../../src/cluster/table-store.ts";
import { failure } from "../../src/kube/failure.ts";
import type { ThingRow } from "../support/fake-api.ts";
import { seeded } from "../support/seeded.ts";
import { Stage } from "./reflector-script.ts";

const refused = failure("unreachable", "connect ECONNREFUSED", { code: "ECONNREFUSED" });
const reset = failure("unreachable", "read ECONNRESET", { code: "ECONNRESET" });

/** As many reflectors on one cluster, each with a store of its own, all live. */
async function many(stage: Stage, count: number): Promise<AsyncDisposable> {
	const open = new AsyncDisposableStack();
	for (let index = 0; index < count; index++) open.use(stage.reflect(new TableStore<ThingRow>()));
	await stage.clock.advance(0);
	stage.api.asked.length = 0;
	return open;
}

test("20 s of silence on 30 watches is one probe", async () => {
	await using stage = new Stage();
	await using _open = await many(stage, 30);
	await stage.clock.advance(20_000);
	expect(stage.asked).toEqual(["probe"]);
});

test("a byte on any of the watches speaks for all", async () => {
	await using stage = new Stage();
	await using _open = await many(stage, 3);
	await stage.clock.advance(19_000);
	stage.api.bookmark();
	await stage.clock.advance(19_000);
	expect(stage.asked).toEqual([]);
});

test("30 watches that break at once while the server is away are 0.2 requests a second, and no more", async () => {
	await using stage = new Stage(seeded(1));
	await using _open = await many(stage, 30);
	stage.api.down = refused;
	stage.api.endWatches(reset);
	await stage.clock.advance(59_999);
	expect(stage.times("probe")).toEqual(Array.from({ length: 12 }, (_, index) => index * 5_000));
	expect(stage.times("watch")).toEqual([]);
});

test("when the server is back, all are let go within 3 s, spread", async () => {
	await using stage = new Stage(seeded(2));
	await using _open = await many(stage, 30);
	stage.api.down = refused;
	stage.api.endWatches(reset);
	await stage.clock.advance(12_000);
	stage.api.down = undefined;
	await stage.clock.advance(30_000);
	const times = stage.times("watch");
	expect(times.length).toBe(30);
	expect(Math.min(...times)).toBeGreaterThanOrEqual(15_000);
	expect(Math.max(...times)).toBeLessThanOrEqual(18_000);
	expect(new Set(times).size).toBeGreaterThan(20);
});

test("a probe that is not answered is given up after 15 s, the next ones after 5 s: what swallowed one is not waited for", async () => {
	await using stage = new Stage();
	await using _open = await many(stage, 5);
	stage.api.down = "hang";
	await stage.clock.advance(70_000);
	expect(stage.times("probe")).toEqual([20_000, 35_000, 40_000, 45_000, 50_000, 55_000, 60_000, 65_000, 70_000]);
});

test("one watch that breaks while the server answers backs off on its own", async () => {
	await using stage = new Stage();
	await using _open = await many(stage, 1);
	stage.api.fault("watch", { fail: reset }, { fail: reset });
	stage.api.endWatches(reset);
	await stage.clock.advance(10_000);
	expect(stage.times("watch")).toEqual([400, 1_200, 2_800]);
	expect(stage.reachability.silent.get()).toBe(false);
});

test("a byte that comes while the cluster is taken for silent releases everybody", async () => {
	await using stage = new Stage();
	await using _open = await many(stage, 2);
	stage.api.down = refused;
	stage.api.endWatches(reset);
	await stage.clock.advance(1_000);
	stage.api.down = undefined;
	stage.reachability.heard();
	await stage.clock.advance(1_500);
	expect(stage.times("watch")).toEqual([2_500, 2_500]);
});

test("who gives up while waiting is let go at once, and nothing is left running", async () => {
	await using stage = new Stage();
	const open = await many(stage, 2);
	stage.api.down = "hang";
	await stage.clock.advance(36_000);
	await open[Symbol.asyncDispose]();
	await stage.reachability[Symbol.asyncDispose]();
	expect(stage.clock.waiting).toBe(0);
});

test("disposed of during a probe that hangs, nothing is left running", async () => {
	await using stage = new Stage();
	const open = await many(stage, 2);
	stage.api.down = "hang";
	await stage.clock.advance(25_000);
	await stage.reachability[Symbol.asyncDispose]();
	await open[Symbol.asyncDispose]();
	expect(stage.clock.waiting).toBe(0);
});

test("without a watch there is nothing to listen for, and nothing is asked", async () => {
	await using stage = new Stage();
	await (await many(stage, 1))[Symbol.asyncDispose]();
	await stage.clock.advance(120_000);
	expect(stage.asked).toEqual([]);
});
