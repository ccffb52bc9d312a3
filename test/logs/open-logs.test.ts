import { describe, expect, it } from "vitest";
import { failure } from "../../src/kube/failure.ts";
import { PodStage } from "./pod-stage.ts";

describe("logs of several pods", () => {
	it("are in the order of time, what was written before and what comes", async () => {
		using stage = new PodStage();
		const [a, b] = [stage.add("web-a"), stage.add("web-b")];
		a.write(["1"]);
		await stage.pass(10);
		b.write(["2"]);
		await stage.pass(10);
		a.write(["3"]);
		stage.open();
		await stage.pass();
		b.write(["4"]);
		await stage.pass(20);
		a.write(["5"]);
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a 1", "web-b 2", "web-a 3", "web-b 4", "web-a 5"]);
		expect(stage.logs.sources.get().map(({ state }) => state.state)).toEqual(["following", "following"]);
		expect(stage.logs.counts()).toMatchObject({ lines: 5, bytes: 5, shown: 5, skipped: 0, isReading: false });
	});

	it("take in a pod that joins, from its first line, whatever the range", async () => {
		using stage = new PodStage();
		stage.add("web-a").write(["old", "1"]);
		stage.open({ range: { by: "tail", lines: 1 } });
		await stage.pass();
		stage.add("web-b").write(["2", "3"]);
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a 1", "-- web-b has joined", "web-b 2", "web-b 3"]);
	});

	it("go on with the pod that takes the place of one that was deleted, and say so", async () => {
		using stage = new PodStage();
		stage.add("web-a").write(["1"]);
		stage.open();
		await stage.pass();
		stage.remove("web-a");
		await stage.pass();
		stage.add("web-b").write(["2"]);
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a 1", "-- web-b has taken the place of web-a", "web-b 2"]);
		expect(stage.logs.sources.get().map(({ pod, state }) => `${pod} ${state.state}`)).toEqual([
			"web-a ghost",
			"web-b following",
		]);
	});

	it("of one pod go on with its replacement too, also of the next version of its workload", async () => {
		using stage = new PodStage();
		stage.add("web-a", { labels: "app=web,pod-template-hash=1" }).write(["1"]);
		stage.add("other", { labels: "app=other", ownerUid: "rs-9" }).write(["no"]);
		const select = { by: "uid", uid: "uid-1" } as const;
		stage.open({ target: { of: "pods", namespace: "shop", picks: [{ from: "pods", select }] } });
		await stage.pass();
		stage.remove("web-a");
		await stage.pass();
		stage.add("web-b", { labels: "app=web,pod-template-hash=2", ownerUid: "rs-2" }).write(["2"]);
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a 1", "-- web-b has taken the place of web-a", "web-b 2"]);
	});

	it("keep the lines of a ghost, whose name leaves after 15 minutes", async () => {
		using stage = new PodStage();
		stage.add("web-a").write(["1"]);
		stage.open();
		await stage.pass();
		stage.remove("web-a");
		await stage.pass(14 * 60_000);
		expect(stage.logs.sources.get()).toHaveLength(1);
		await stage.pass(2 * 60_000);
		expect(stage.logs.sources.get()).toHaveLength(0);
		expect(stage.logs.counts().shown).toBe(1);
		expect(stage.logs.record(0)?.source.pod).toBe("web-a");
	});

	it("say why there is nothing when pods may not be listed", async () => {
		using stage = new PodStage();
		stage.freshness.set({ state: "forbidden", sinceMs: 0, failure: failure("forbidden", "you may not list pods") });
		stage.open();
		await stage.pass();
		expect(stage.logs.trouble.get()?.message).toBe("you may not list pods");
	});
});

describe("what is shown", () => {
	it("is what a filter lets through, which reads what the range had left out", async () => {
		using stage = new PodStage();
		const a = stage.add("web-a");
		a.write(["status=200 path=/a", "status=503 path=/b", "status=200 path=/c", "status=200 path=/d"]);
		const logs = stage.open({ range: { by: "tail", lines: 2 } });
		await stage.pass();
		expect(stage.shown()).toHaveLength(2);
		expect(logs.setFilter("status>=500")).toEqual({ ok: true, value: undefined });
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a status=503 path=/b"]);
		expect(logs.generation.get()).toBe(1);
		a.write(["status=504 path=/e", "status=200 path=/f"]);
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a status=503 path=/b", "web-a status=504 path=/e"]);
		logs.setInverted(true);
		await stage.pass();
		expect(stage.shown()).toHaveLength(4);
		expect(logs.counts()).toMatchObject({ lines: 6, matching: 4 });
		logs.setInverted(false);
		logs.setFilter("");
		await stage.pass();
		expect(stage.shown()).toHaveLength(6);
	});

	it("tells where a filter cannot be read, and leaves the last good one", async () => {
		using stage = new PodStage();
		stage.add("web-a").write(["one", "two"]);
		const logs = stage.open();
		logs.setFilter("one");
		const result = logs.setFilter("one (");
		expect(result.ok).toBe(false);
		await stage.pass();
		expect(logs.filter).toBe("one");
		expect(logs.setFilter("one ~tow !x")).toEqual({
			ok: false,
			failure: { message: "lines have no names: write tow, or pod:*tow*", at: 4, length: 4 },
		});
		expect(logs.filter).toBe("one");
		expect(stage.shown()).toEqual(["web-a one"]);
	});

	it("has lines of the same container around each that matches", async () => {
		using stage = new PodStage();
		const [a, b] = [stage.add("web-a"), stage.add("web-b")];
		const logs = stage.open();
		logs.setFilter("error");
		logs.setContext(1);
		await stage.pass();
		for (const text of ["1", "2", "error 3", "4", "5", "6"]) {
			a.write([`a${text}`]);
			await stage.pass(10);
			b.write([`b${text.replace("error ", "")}`]);
			await stage.pass(10);
		}
		await stage.pass();
		const before = stage.shown();
		expect(before).toEqual(["web-a a2", "web-a aerror 3", "web-a a4"]);
		expect(logs.window(0, 3).map(({ isContext }) => isContext)).toEqual([true, false, true]);
		// The same when all lines are there already.
		logs.setContext(1);
		await stage.pass();
		expect(stage.shown()).toEqual(before);
	});

	it("is searched from line to line, and marked", async () => {
		using stage = new PodStage();
		stage.add("web-a").write(["one", "\x1b[31mTimeout\x1b[0m of two", "three", "timeout"]);
		const logs = stage.open();
		await stage.pass();
		logs.setSearch("timeout of");
		await stage.pass();
		expect(logs.counts().found).toBe(1);
		expect(logs.window(1, 1)[0]?.segments).toEqual([
			{ text: "Timeout", color: "red", isMatch: true },
			{ text: " of", isMatch: true },
			{ text: " two" },
		]);
		logs.setSearch("/t.meout/");
		await stage.pass();
		expect(logs.findMatch(-1, 1)).toBe(1);
		expect(logs.findMatch(1, 1)).toBe(3);
		expect(logs.findMatch(3, 1)).toBeUndefined();
		expect(logs.findMatch(3, -1)).toBe(1);
	});

	it("counts matches over time", async () => {
		using stage = new PodStage();
		const a = stage.add("web-a");
		const logs = stage.open();
		for (let minute = 0; minute < 10; minute++) {
			a.write(minute % 2 === 0 ? ["error", "error"] : ["fine"]);
			await stage.pass(60_000);
		}
		expect(logs.histogram(10)).toMatchObject({ stepMs: 60_000, counts: [2, 1, 2, 1, 2, 1, 2, 1, 2, 1] });
		logs.setSearch("error");
		await stage.pass();
		expect(logs.histogram(10)).toMatchObject({ stepMs: 60_000, counts: [2, 0, 2, 0, 2, 0, 2, 0, 2] });
		expect(logs.histogram(3)).toMatchObject({ stepMs: 300_000, counts: [6, 4] });
	});

	it("is saved as text", async () => {
		using stage = new PodStage();
		stage.add("web-a").write(["\x1b[1mone\x1b[0m\ttab", "bell \x07 \x1b]0;title\x07"]);
		const logs = stage.open();
		await stage.pass();
		let text = "";
		for await (const part of logs.save({ times: true, sources: true })) text += part;
		expect(text).toBe(
			"2026-01-01T00:00:00.000Z shop/web-a/app one\ttab\n2026-01-01T00:00:00.000Z shop/web-a/app bell \u2407 \u241b]0;title\u2407\n",
		);
	});

	it("is read anew for another range", async () => {
		using stage = new PodStage();
		const a = stage.add("web-a");
		a.write(["old"]);
		await stage.pass(120_000);
		a.write(["new"]);
		const logs = stage.open();
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a old", "web-a new"]);
		logs.setRange({ by: "last", durationMs: 60_000 });
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a new"]);
		logs.setRange({ by: "head", lines: 1 });
		await stage.pass();
		expect(stage.shown()).toEqual(["web-a old"]);
	});
});
