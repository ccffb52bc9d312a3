import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, it } from "vitest";
import { cleanUpMs, guardLifeCycle, type LifeCycle } from "../../src/terminal/life-cycle.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { FakeTtyInput, FakeTtyOutput } from "../support/fake-tty.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";

class FakeHost extends EventEmitter {
	readonly pid = 42;
	readonly codes: number[] = [];
	readonly kills: string[] = [];

	kill(pid: number, signal: string): void {
		this.kills.push(`${signal} ${pid}`);
	}

	exit(code: number): void {
		this.codes.push(code);
	}
}

describe("the end of the program", () => {
	let host: FakeHost;
	let clock: ManualClock;
	let input: FakeTtyInput;
	let output: FakeTtyOutput;
	let terminal: Terminal;
	let life: LifeCycle;
	let lines: string[];
	let order: string[];
	let cleanUp: () => Promise<void> | void;

	beforeEach(() => {
		host = new FakeHost();
		clock = new ManualClock();
		input = new FakeTtyInput();
		output = new FakeTtyOutput();
		lines = [];
		order = [];
		cleanUp = () => {};
		terminal = openTerminal({ input, output, clock, env: {} });
		life = guardLifeCycle({
			terminal,
			host,
			clock,
			cleanUp: () => {
				order.push(input.raw ? "cleaned while raw" : "cleaned");
				return cleanUp();
			},
			report: (line) => lines.push(line),
		});
	});

	it.each([
		["SIGTERM", 143],
		["SIGHUP", 129],
		["SIGINT", 130],
		["SIGQUIT", 131],
		["SIGABRT", 134],
	])("on %s is code %i, after the terminal is back and things are cleaned up", async (signal, code) => {
		host.emit(signal);
		await settle();
		expect(order).toEqual(["cleaned"]);
		expect(host.codes).toEqual([code]);
	});

	it("of a terminal that was lent through us every signal is ours; a stop gives it to the shell, and what follows back", async () => {
		const modes = { undo: () => "undone", redo: () => "" };
		await terminal.lend({ ownLineEnds: true, modes, typed: () => {}, drained: () => {}, returned: () => {} });
		output.take();
		host.emit("SIGTSTP");
		await settle();
		expect([host.kills, input.raw, output.take()]).toEqual([["SIGSTOP 42"], false, "undone"]);
		host.emit("SIGCONT");
		expect([input.raw, terminal.lent.get(), terminal.suspended.get()]).toEqual([true, true, true]);
		// A stop that nobody saw coming: the shell has set the tty as it likes.
		input.raw = false;
		host.emit("SIGCONT");
		expect(input.raw).toBe(true);
		host.emit("SIGINT");
		await clock.advance(300);
		expect([host.codes, input.raw, output.take()]).toEqual([[130], false, "undone\x1b[5n"]);
	});

	it.each(["SIGINT", "SIGQUIT"])(
		"%s is for whom the terminal was lent to, and for us when it is back",
		async (signal) => {
			await terminal.suspend();
			host.emit(signal);
			await settle();
			expect(host.codes).toEqual([]);
			terminal.resume();
			host.emit(signal);
			await settle();
			expect(host.codes).toHaveLength(1);
		},
	);

	it("does not come by a signal that was for whom the terminal was lent to, and that comes late", async () => {
		await terminal.suspend();
		terminal.resume();
		host.emit("SIGINT");
		await settle();
		expect(host.codes).toEqual([]);
		host.emit("SIGINT");
		await settle();
		expect(host.codes).toEqual([130]);
	});

	it("comes by one that cannot be so late", async () => {
		await terminal.suspend();
		terminal.resume();
		await clock.advance(300);
		host.emit("SIGINT");
		await settle();
		expect(host.codes).toEqual([130]);
	});

	it("on a lost terminal is code 129; the hang-up that comes with it does not cut the clean-up short", async () => {
		let done = (): void => {};
		cleanUp = () => new Promise((resolve) => (done = resolve));
		input.emit("end");
		host.emit("SIGHUP");
		input.emit("close");
		await settle();
		expect(host.codes).toEqual([]);
		done();
		await settle();
		expect(order).toEqual(["cleaned"]);
		expect(host.codes).toEqual([129]);
	});

	it("comes in time though the clean-up hangs, and at once when asked again", async () => {
		cleanUp = () => new Promise(() => {});
		host.emit("SIGTERM");
		await clock.advance(cleanUpMs - 1);
		expect(host.codes).toEqual([]);
		await clock.advance(1);
		expect(host.codes).toEqual([143]);

		const second = new FakeHost();
		guardLifeCycle({ terminal, host: second, clock, cleanUp, report: () => {} });
		second.emit("SIGTERM");
		second.emit("SIGTERM");
		expect(second.codes).toEqual([143]);
	});

	it("by a crash says why, safely, with causes, also when the clean-up fails", async () => {
		cleanUp = () => Promise.reject(new Error("cannot clean"));
		host.emit("uncaughtException", new Error("bad \x1b[2J", { cause: "why\x07" }));
		await settle();
		expect(host.codes).toEqual([1]);
		expect(lines.filter((line) => !/^\s+at /.test(line))).toEqual(["Error: bad ␛[2J", "why␇", "Error: cannot clean"]);
	});

	it.each([
		["a file that cannot be read", { code: "EMFILE", syscall: "open" }],
		["a part of the program that is gone", { code: "ERR_MODULE_NOT_FOUND" }],
	])("by %s is one line and no stack", async (_what, details) => {
		host.emit("unhandledRejection", Object.assign(new Error("no such thing\nRequire stack:"), details));
		await settle();
		expect([host.codes, lines]).toEqual([[1], [messages.cli.stopped("no such thing")]]);
	});

	it("by a rejection is a crash, too", async () => {
		host.emit("unhandledRejection", "no reason");
		await settle();
		expect([host.codes, lines]).toEqual([[1], ["no reason"]]);
	});

	it("asked for by the program keeps its first code", async () => {
		life.exit(3);
		life.exit(4);
		await settle();
		expect(host.codes).toEqual([3]);
	});

	it("elsewhere still gives the terminal back", () => {
		host.emit("exit");
		expect(input.raw).toBe(false);
	});

	it("is not ours any more once disposed of", () => {
		life[Symbol.dispose]();
		expect(host.eventNames()).toEqual([]);
	});
});

describe("a stop", () => {
	it("gives the terminal away and CONT takes it back, unless something else had it", async () => {
		const host = new FakeHost();
		const input = new FakeTtyInput();
		const terminal = openTerminal({ input, output: new FakeTtyOutput(), clock: new ManualClock(), env: {} });
		guardLifeCycle({ terminal, host, clock: new ManualClock(), cleanUp: () => {}, report: () => {} });
		host.emit("SIGTSTP");
		await settle();
		expect([input.raw, host.kills]).toEqual([false, ["SIGSTOP 42"]]);
		host.emit("SIGCONT");
		expect(input.raw).toBe(true);

		await terminal.suspend();
		host.emit("SIGCONT");
		expect(input.raw).toBe(false);
		host.emit("SIGTSTP");
		await settle();
		host.emit("SIGCONT");
		expect(input.raw).toBe(false);
		terminal.resume();
		expect(input.raw).toBe(true);
	});

	it("does not wait for a stalled line for long", async () => {
		const host = new FakeHost();
		const clock = new ManualClock();
		const output = new FakeTtyOutput();
		const terminal = openTerminal({ input: new FakeTtyInput(), output, clock, env: {} });
		guardLifeCycle({ terminal, host, clock, cleanUp: () => {}, report: () => {} });
		await settle();
		output.stalled = true;
		terminal.draw({ lines: ["abc"] });
		await settle();
		host.emit("SIGTSTP");
		await clock.advance(299);
		expect(host.kills).toEqual([]);
		await clock.advance(1);
		output.drain();
		await settle();
		expect(host.kills).toEqual(["SIGSTOP 42"]);
	});
});
