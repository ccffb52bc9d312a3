import { beforeEach, expect, it } from "vitest";
import { endText, Session } from "../../src/shells/session.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { EmulatedTty } from "../support/emulated-tty.ts";
import { FakeTtyInput } from "../support/fake-tty.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { ScriptedProcess } from "../support/scripted-process.ts";

let tty: EmulatedTty;
let input: FakeTtyInput;
let terminal: Terminal;
let clock: ManualClock;
let process: ScriptedProcess;
let session: Session;

beforeEach(() => {
	tty = new EmulatedTty(90, 10);
	input = new FakeTtyInput();
	tty.emulator.onReply((reply) => input.type(reply));
	clock = new ManualClock();
	terminal = openTerminal({ input, output: tty, clock, env: {} });
	process = new ScriptedProcess();
	session = new Session({
		process,
		clock,
		name: "shell-1",
		what: safeText("shell"),
		target: safeText("payments/api-0 (app)"),
		tty: true,
	});
});

async function shows(text: string): Promise<void> {
	await expect.poll(() => tty.emulator.text()).toContain(text);
}

it("has the terminal: says what leaves it, shows what was said before, and is told keys and sizes", async () => {
	process.say("/ # ");
	await session.alive;
	expect(process.isPaused).toBe(true);
	const departure = session.show(terminal);
	await shows("shell in payments/api-0 (app) · ctrl-] d leaves it running, ctrl-] x ends it");
	await shows("/ #");
	expect([process.isPaused, process.sizes]).toEqual([false, ["90x10"]]);
	input.type("ls\r");
	tty.resize(100, 20);
	expect([process.typed, process.sizes.at(-1)]).toEqual(["ls\r", "100x20"]);
	process.exit(3);
	expect(await departure).toBe("ended");
	expect(endText(session)).toBe("shell in payments/api-0 (app) has ended, exit code 3.");
	expect(terminal.suspended.get()).toBe(false);
});

it("goes on when it is left, counts what is new, and shows where it was when one comes back", async () => {
	const first = session.show(terminal);
	await settle();
	process.say("\x1b[?2004h/ # ");
	input.type("\x1dd");
	expect(await first).toBe("left");
	expect([session.end.get(), session.unseenBytes.get(), process.isPaused]).toEqual([undefined, 0, false]);
	process.say("job done\x1b[6n\r\n/ # ");
	expect(session.unseenBytes.get()).toBe(18);
	const typedBefore = process.typed;
	const second = session.show(terminal);
	await shows("job done");
	expect(tty.emulator.modes().bracketedPasteMode).toBe(true);
	expect(session.unseenBytes.get()).toBe(0);
	// What a program asked of the terminal before is not asked again.
	expect(process.typed).toBe(typedBefore);
	input.type("\x1dx");
	expect(await second).toBe("ended");
	expect(endText(session)).toContain("you ended the connection");
});

it("a program that owns the screen is made to draw by a size that changes twice", async () => {
	const first = session.show(terminal);
	await settle();
	process.say("before\r\n\x1b[?1049heditor");
	input.type("\x1dd");
	await first;
	process.sizes.length = 0;
	const second = session.show(terminal);
	await settle();
	await expect.poll(() => tty.emulator.alternate).toBe(true);
	expect(process.sizes).toEqual(["90x9", "90x10"]);
	expect(tty.emulator.text()).not.toContain("before");
	process.exit(0);
	await second;
});

it("keeps of what is written in the background no more than its bound, from the beginning of a line", async () => {
	const first = session.show(terminal);
	await settle();
	input.type("\x1dd");
	await first;
	for (let line = 0; line < 30_000; line++) process.say(`line ${line}\r\n`);
	const before = tty.written.length;
	const second = session.show(terminal);
	await shows("line 29999");
	const replayed = tty.written.slice(before);
	expect(replayed.length).toBeLessThan(140_000);
	expect(replayed).toMatch(/ends it\r\vline \d+\r\v/);
	process.exit(0);
	await second;
});

it("whoever does not read makes the process wait, and a process that does not read makes the keys wait", async () => {
	const departure = session.show(terminal);
	await settle();
	process.isFull = true;
	input.type("paste");
	expect(input.reading).toBe(false);
	process.drain();
	expect(input.reading).toBe(true);
	process.say("y".repeat(100_000));
	expect(process.isPaused).toBe(true);
	await expect.poll(() => process.isPaused).toBe(false);
	process.exit(0);
	await departure;
});

it("says why a connection was lost", async () => {
	process.finish({ how: "lost", failure: { kind: "unreachable", message: safeText("the line is dead") } });
	await session.alive;
	expect(endText(session)).toBe("shell: the connection was lost: the line is dead");
});
