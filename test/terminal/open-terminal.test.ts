import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Activity, createActivity } from "../../src/base/activity.ts";
import { askBackground } from "../../src/terminal/background.ts";
import { linkedText } from "../../src/terminal/link.ts";
import { enterModes, leaveModes } from "../../src/terminal/modes.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";
import { localUrl } from "../../src/text/local-url.ts";
import { FakeTtyInput, FakeTtyOutput } from "../support/fake-tty.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";

describe("the owner of the tty", () => {
	let input: FakeTtyInput;
	let output: FakeTtyOutput;
	let activity: Activity;
	let terminal: Terminal;

	const answer = "\x1b]11;rgb:0000/0000/0000\x07";
	let clock: ManualClock;

	beforeEach(() => {
		clock = new ManualClock();
		input = new FakeTtyInput();
		output = new FakeTtyOutput();
		activity = createActivity();
		const env = { TERM: "xterm-256color" };
		terminal = openTerminal({ input, output, clock, env, activity });
	});

	afterEach(() => terminal.close());

	it("takes it and gives it back as it was, once", () => {
		expect(output.take()).toBe(enterModes(true) + askBackground);
		expect([input.raw, input.reading, output.blocking]).toEqual([true, true, false]);
		terminal.close();
		terminal.close();
		expect(output.take()).toBe(leaveModes);
		expect([input.raw, input.reading, output.blocking]).toEqual([false, false, true]);
		terminal.draw({ lines: ["late"] });
		terminal.resume();
		expect(output.take()).toBe("");
	});

	it("draws only the last frame of a turn", async () => {
		output.take();
		terminal.draw({ lines: ["one"] });
		terminal.draw({ lines: ["two"] });
		await settle();
		expect(output.take()).toMatch(/^\x1b\[\?2026h.*two\x1b\[\?2026l$/);
		expect(terminal.counts).toMatchObject({ frames: 1, dropped: 1 });
		terminal.draw({ lines: ["two"] });
		await settle();
		expect(output.take()).toBe("");
	});

	it("drops frames, never keys, while the line is stalled, and shows the last one when it is not", async () => {
		const keys: string[] = [];
		terminal.onInput((event) => event.type === "key" && keys.push(event.chord));
		await settle();
		output.take();
		output.stalled = true;
		terminal.draw({ lines: ["first"] });
		await settle();
		for (let frame = 0; frame < 100; frame++) {
			terminal.draw({ lines: [`frame ${frame}`] });
			input.type("j");
			await settle(1);
		}
		expect(keys).toHaveLength(100);
		expect(output.take()).toContain("first");
		expect(activity.pending.get()).toBe(1);
		output.drain();
		await settle();
		expect(output.take()).toContain("rame 99");
		expect(terminal.counts).toMatchObject({ frames: 2, dropped: 99, inputs: 100 });
		expect(activity.pending.get()).toBe(0);
	});

	it("draws whole after a change of size, and tells it", async () => {
		const sizes: unknown[] = [];
		terminal.size.subscribe(() => sizes.push(terminal.size.get()));
		terminal.draw({ lines: ["abc", "def"] });
		await settle();
		output.take();
		output.resize(2, 1);
		output.resize(2, 1);
		terminal.draw({ lines: ["abc", "def"] });
		await settle();
		expect(sizes).toEqual([{ columns: 2, rows: 1 }]);
		expect(output.take()).toMatch(/\x1b\[2J.*ab\x1b/);
		output.resize(0, 0);
		expect(terminal.size.get()).toEqual({ columns: 80, rows: 24 });
	});

	it("hands over and takes back: nothing is read or written in between, then all is drawn anew", async () => {
		const keys: string[] = [];
		terminal.onInput((event) => event.type === "key" && keys.push(event.chord));
		terminal.draw({ lines: ["abc"] });
		await settle();
		output.take();
		input.type(answer);
		input.type("\x1b[");
		void terminal.suspend();
		void terminal.suspend();
		expect(output.take()).toBe(leaveModes);
		expect([input.raw, input.reading, terminal.suspended.get()]).toEqual([false, false, true]);
		terminal.draw({ lines: ["xyz"] });
		input.type("A");
		await settle();
		expect(output.take()).toBe("");
		terminal.resume();
		await settle();
		// First all modes are undone that others may have left.
		expect(output.take()).toMatch(/^\x18.*\x1b\[4l.*\x1b\[\?1049h.*\x1b\[\?6l\x1b\[r.*\x1b\[2J.*xyz/);
		input.type("j");
		expect(keys).toEqual(["j"]);
	});

	it("hands over only after the frame on its way has left", async () => {
		await settle();
		output.stalled = true;
		terminal.draw({ lines: ["abc"] });
		await settle();
		output.take();
		let handedOver = false;
		input.type(answer);
		void terminal.suspend().then(() => (handedOver = true));
		await settle();
		expect([handedOver, output.take()]).toEqual([false, ""]);
		output.drain();
		await settle();
		expect([handedOver, output.take()]).toEqual([true, leaveModes]);
	});

	it("gives nothing back that something else holds", async () => {
		input.type(answer);
		await terminal.suspend();
		output.take();
		terminal.close();
		expect(output.take()).toBe("");
	});

	it("is not ours before it is taken, when it begins suspended", () => {
		const later = new FakeTtyInput();
		using begun = openTerminal({ input: later, output, clock, env: {}, suspended: true });
		expect([later.raw, later.reading, begun.suspended.get()]).toEqual([false, false, true]);
		output.take();
		begun.resume();
		expect([later.raw, later.reading, begun.suspended.get()]).toEqual([true, true, false]);
		expect(output.take()).toBe(enterModes(true));
	});

	describe("whose answer is still on its way", () => {
		const ways = [
			["leaves", (): Promise<void> => terminal.leave()],
			["hands over", (): Promise<void> => terminal.suspend()],
		] as const;

		it.each(ways)("%s the screen at once and reads on until the answer has come, telling no key", async (_how, go) => {
			const keys: string[] = [];
			terminal.onInput((event) => keys.push(event.type));
			output.take();
			let done = false;
			void go().then(() => (done = true));
			await settle();
			expect([output.take(), input.raw, input.reading, done]).toEqual([leaveModes, true, true, false]);
			input.type("q");
			input.type(answer);
			await settle();
			expect([input.raw, input.reading, output.blocking, done]).toEqual([false, false, true, true]);
			expect(keys).toEqual([]);
		});

		it.each(ways)("%s without it when it does not come soon", async (_how, go) => {
			const done = go();
			await clock.advance(249);
			expect(input.raw).toBe(true);
			await clock.advance(1);
			await done;
			expect(input.raw).toBe(false);
		});

		it.each(ways)("%s at once when it is long overdue", async (_how, go) => {
			await clock.advance(3_000);
			await go();
			expect(input.raw).toBe(false);
		});

		it("is taken again in between, and stays taken", async () => {
			const handedOver = terminal.suspend();
			terminal.resume();
			await handedOver;
			await settle();
			expect([input.raw, input.reading]).toEqual([true, true]);
		});

		it("has two on its way when it was handed over before the first had come, and reads both", async () => {
			const handedOver = terminal.suspend();
			await clock.advance(250);
			await handedOver;
			terminal.resume();
			let done = false;
			void terminal.leave().then(() => (done = true));
			input.type(answer);
			await settle();
			expect([input.raw, done]).toEqual([true, false]);
			input.type(answer);
			await settle();
			expect([input.raw, done]).toEqual([false, true]);
		});

		it("waits no longer when it is closed or gone", async () => {
			const left = terminal.leave();
			terminal.close();
			expect(input.raw).toBe(false);
			await left;
			const lost = new FakeTtyInput();
			using other = openTerminal({ input: lost, output, clock, env: { TERM: "xterm-256color" } });
			const gone = other.leave();
			lost.emit("end");
			await gone;
			expect(lost.raw).toBe(false);
		});
	});

	it("is left behind the frame on its way, with no key told and no frame drawn meanwhile", async () => {
		await settle();
		input.type(answer);
		output.stalled = true;
		terminal.draw({ lines: ["abc"] });
		await settle();
		output.take();
		let left = false;
		const keys: string[] = [];
		terminal.onInput((event) => keys.push(event.type));
		void terminal.leave().then(() => (left = true));
		input.type("j");
		terminal.draw({ lines: ["def"] });
		await settle();
		expect([left, output.take(), keys]).toEqual([false, "", []]);
		output.drain();
		await settle();
		expect([left, output.take(), input.raw]).toEqual([true, leaveModes, false]);
		terminal.close();
		expect(output.take()).toBe("");
	});

	it("is left over the frame on its way where the line is stalled, and again behind it", async () => {
		await settle();
		input.type(answer);
		output.stalled = true;
		terminal.draw({ lines: ["abc"] });
		await settle();
		output.take();
		const leaving = terminal.leave();
		await clock.advance(300);
		await leaving;
		expect(output.take()).toBe(`\x18\x1b[?2026l${leaveModes}`);
		output.drain();
		expect(output.take()).toBe(`\x18\x1b[?2026l${leaveModes}`);
	});

	it("ends a half-written frame before it gives the screen back", async () => {
		await settle();
		output.stalled = true;
		terminal.draw({ lines: ["abc"] });
		await settle();
		output.take();
		terminal.close();
		expect(output.take()).toBe(`\x18\x1b[?2026l${leaveModes}`);
		// The rest of the frame may have come out since.
		terminal.close();
		expect(output.take()).toBe(`\x18\x1b[?2026l${leaveModes}`);
	});

	it("ends the link that a half-written frame may have begun, where the terminal bears links", async () => {
		const line = new FakeTtyOutput();
		const env = { TERM: "xterm-kitty", NO_COLOR: "1" };
		using bearing = openTerminal({ input: new FakeTtyInput(), output: line, clock: new ManualClock(), env });
		line.stalled = true;
		bearing.draw({ lines: [linkedText("abc", localUrl("127.0.0.1", 80))] });
		await settle();
		line.take();
		bearing.close();
		expect(line.take()).toBe(`\x18\x1b[?2026l\x1b]8;;\x1b\\${leaveModes}`);
	});

	it.each([
		["its input ends", (): unknown => input.emit("end")],
		["reading fails", (): unknown => input.emit("error", new Error("EIO"))],
		["writing fails", (): unknown => output.emit("error", new Error("EPIPE"))],
	])("tells that the other side is gone when %s, and writes no frame any more", async (_what, cut) => {
		await settle();
		cut();
		expect(terminal.lost.get()).toBe(true);
		output.take();
		terminal.draw({ lines: ["abc"] });
		await settle();
		expect(output.take()).toBe("");
	});

	it("draws everything again on request", async () => {
		terminal.draw({ lines: ["abc"] });
		await settle();
		output.take();
		terminal.redraw();
		await settle();
		expect(output.take()).toMatch(/\x1b\[2J.*abc/);
	});
});
