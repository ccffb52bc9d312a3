import { describe, expect, it } from "vitest";
import { failure } from "../../src/kube/failure.ts";
import { Reading } from "./reading.ts";

describe("reading a container's log", () => {
	it("reads what there is and what comes", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one", "two"]);
		reading.open();
		await reading.pass();
		server.write(["three"]);
		await reading.pass();
		expect(reading.read).toEqual(["one", "two", "three"]);
		expect(reading.state).toBe("following");
	});

	it("goes on after a reset with nothing left out and nothing twice, though servers count in seconds", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		reading.open();
		await reading.pass();
		server.write(["one", "same", "same"]);
		await reading.pass(10);
		server.cut();
		server.write(["same", "two"]);
		await reading.pass();
		expect(reading.read).toEqual(["one", "same", "same", "same", "two"]);
		expect(server.asked.at(-1)).toMatchObject({ sinceTime: "2026-01-01T00:00:00Z", follow: true });
		expect(server.asked.at(-1)?.["tailLines"]).toBeUndefined();
	});

	it("shows of the end of a log what was asked for, and after a reset no more of it", async () => {
		await using reading = new Reading({ by: "tail", lines: 2 });
		const { server } = reading;
		server.start();
		server.write(["one", "two", "three", "four"]);
		reading.open();
		await reading.pass();
		server.cut();
		server.write(["five"]);
		await reading.pass();
		expect(reading.read).toEqual(["three", "four", "five"]);
	});

	it("tells of lines that may be missing when the log was rotated while nobody read", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass();
		server.cut();
		server.write(["lost"]);
		server.rotate();
		await reading.pass(10_000);
		server.write(["two"]);
		await reading.pass();
		expect(reading.read).toEqual(["one", "-- gap", "two"]);
	});

	it("reads on through a rotation", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass();
		server.write(["two"]);
		server.rotate();
		server.write(["three"]);
		await reading.pass();
		expect(reading.read).toEqual(["one", "two", "three"]);
	});

	it("reads the last words of a run that ended while the line was broken, then the next run", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass();
		server.cut();
		server.write(["last words"]);
		server.stop(false);
		server.start(false);
		server.write(["first words"]);
		await reading.pass(5_000);
		expect(reading.read).toEqual(["one", "last words", "-- restarted", "first words"]);
		server.tell();
		await reading.pass(5_000);
		expect(reading.read).toHaveLength(4);
	});

	it("says that runs in between may be missing, and shows the one that is still there", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass(3_000);
		server.cut();
		server.stop(false);
		for (const text of ["two", "three", "four"]) {
			await reading.clock.advance(1);
			server.start(false);
			server.write([text]);
			if (text !== "four") server.stop(false);
		}
		await reading.pass(5_000);
		expect(reading.read).toEqual(["one", "-- gap", "three", "-- restarted", "four"]);
	});

	it("tells how a run ended and waits for the next without asking all the time", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass();
		server.stop();
		await reading.pass(600_000);
		expect(reading.read).toEqual(["one", "-- ended"]);
		expect(reading.states.at(-1)).toEqual({ state: "ended", how: "Error, exit code 3" });
		expect(server.asked.length).toBeLessThan(6);
		server.start();
		server.write(["two"]);
		await reading.pass(5_000);
		expect(reading.read).toEqual(["one", "-- ended", "-- restarted", "two"]);
	});

	it("waits for a container that has not started", async () => {
		await using reading = new Reading();
		const { server } = reading;
		reading.open();
		await reading.pass(5_000);
		expect(reading.states.at(-1)).toEqual({
			state: "waiting",
			why: "the container has not started: ContainerCreating",
		});
		expect(server.asked).toEqual([]);
		server.start();
		server.write(["one"]);
		await reading.pass();
		expect(reading.read).toEqual(["one"]);
	});

	it.each([
		["forbidden", failure("forbidden", "no", { status: 403 }), "failed"],
		["not found", failure("absent", "no", { status: 404 }), "failed"],
		[
			"not started",
			failure("invalid", 'container "app" is waiting to start: PodInitializing', { status: 400 }),
			"waiting",
		],
		["out of range", failure("gone", "too old", { status: 410 }), "reconnecting"],
		["overloaded", failure("throttled", "slow down", { status: 429, retryAfterMs: 20_000 }), "reconnecting"],
		["out of reach", failure("unreachable", "no route"), "reconnecting"],
	])("tells that it is %s, and tries again", async (_, problem, state) => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		server.failures.push(problem);
		reading.open();
		await reading.pass(10);
		expect(reading.state).toBe(state);
		await reading.pass(60_000);
		expect(reading.read).toEqual(["one"]);
		expect(reading.state).toBe("following");
	});

	it("finds out that a stream gives nothing though its container writes", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass();
		server.stick();
		server.write(["two"]);
		await reading.pass(45_000);
		expect(reading.read).toEqual(["one", "two"]);
	});

	it("leaves a quiet log alone for hours, but for a look now and then", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass(6 * 3_600_000);
		expect(server.asked.filter((query) => query["follow"] === true)).toHaveLength(1);
		expect(server.asked.length).toBeLessThan(85);
		server.write(["two"]);
		await reading.pass();
		expect(reading.read).toEqual(["one", "two"]);
	});

	it("stops and goes on by word, with what was written in between", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass();
		reading.following.set(false);
		await reading.pass();
		expect(reading.state).toBe("paused");
		expect(server.reading).toBe(0);
		server.write(["two"]);
		await reading.pass();
		reading.following.set(true);
		await reading.pass();
		expect(reading.read).toEqual(["one", "two"]);
	});

	it("takes the last words of a pod that is deleted, and asks no more", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass();
		server.write(["last words"]);
		server.remove();
		await reading.pass();
		expect(reading.read).toEqual(["one", "last words"]);
		expect(reading.state).toBe("ghost");
		const asked = server.asked.length;
		await reading.pass(600_000);
		expect(server.asked.length).toBe(asked);
	});

	it("does not take the log of another pod of the same name for its own", async () => {
		await using reading = new Reading();
		const { server } = reading;
		server.start();
		server.write(["one"]);
		reading.open();
		await reading.pass();
		server.cut();
		server.podUid = "uid-2";
		server.rotate();
		server.write(["of another"]);
		await reading.pass(5_000);
		expect(reading.read).toEqual(["one"]);
		expect(reading.state).toBe("failed");
	});

	it("reads the run before the present one, once", async () => {
		await using reading = new Reading({ by: "all" }, true);
		const { server } = reading;
		server.start();
		server.write(["one"]);
		server.stop();
		server.start();
		server.write(["two"]);
		reading.open();
		await reading.pass(60_000);
		expect(reading.read).toEqual(["one"]);
		expect(reading.state).toBe("ended");
		expect(server.asked).toHaveLength(2);
	});

	it("reads the first lines and no more", async () => {
		await using reading = new Reading({ by: "head", lines: 2 });
		const { server } = reading;
		server.start();
		server.write(["one", "two", "three"]);
		reading.open();
		await reading.pass(60_000);
		expect(reading.read).toEqual(["one", "two"]);
		expect(reading.state).toBe("ended");
		expect(server.asked).toHaveLength(1);
	});

	it("reads a stretch of time to the millisecond", async () => {
		await using reading = new Reading({
			by: "time",
			fromMs: Date.UTC(2026, 0, 1) + 1_500,
			toMs: Date.UTC(2026, 0, 1) + 3_500,
		});
		const { server, clock } = reading;
		server.start();
		for (const text of ["one", "two", "three", "four", "five", "six"]) {
			await clock.advance(900);
			server.write([text]);
		}
		reading.open();
		await reading.pass(60_000);
		expect(reading.read).toEqual(["two", "three"]);
		expect(reading.state).toBe("ended");
	});
});
