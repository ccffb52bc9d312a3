import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { TerminalLoan } from "../../src/terminal/borrower.ts";
import { EscapeScanner } from "../../src/terminal/escape-scanner.ts";
import { ForeignModes } from "../../src/terminal/foreign-modes.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";
import { EmulatedTty } from "../support/emulated-tty.ts";
import { untouchedModes } from "../support/emulator.ts";
import { FakeTtyInput, FakeTtyOutput } from "../support/fake-tty.ts";
import { fuzz } from "../support/fuzz.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";

/** Whoever borrows, and what it is told. */
interface Guest {
	readonly modes: ForeignModes;
	typed: string;
	drained: number;
	returned: number;
	loan: TerminalLoan | undefined;
	show(text: string): boolean;
}

async function lend(terminal: Terminal, ownLineEnds = true): Promise<Guest> {
	const modes = new ForeignModes();
	const scanner = new EscapeScanner({ text: () => {}, escape: (escape) => modes.read(escape) });
	const guest: Guest = {
		modes,
		typed: "",
		drained: 0,
		returned: 0,
		loan: undefined,
		show(text) {
			scanner.feed(Buffer.from(text));
			return guest.loan?.show(Buffer.from(text)) ?? false;
		},
	};
	guest.loan = await terminal.lend({
		ownLineEnds,
		modes,
		typed: (bytes) => void (guest.typed += Buffer.from(bytes).toString()),
		drained: () => void guest.drained++,
		returned: () => void guest.returned++,
	});
	return guest;
}

/** Everything that a program may do to a terminal. */
const deeds = [
	"\x1b[?1049h",
	"\x1b[?47h",
	"\x1b[?1049l",
	"\x1b[?25l",
	"\x1b[?7l",
	"\x1b[?2004h",
	"\x1b[?1004h",
	"\x1b[?1000;1006h",
	"\x1b[?1003h",
	"\x1b[?9h",
	"\x1b[?1h\x1b=",
	"\x1b[?6h",
	"\x1b[4h",
	"\x1b[20h",
	"\x1b[2;5r",
	"\x1b[?2026h",
	"\x1b[>31u",
	"\x1b[>4;2m",
	"\x1b[5 q",
	"\x1b]4;1;rgb:ff/00/00\x07",
	"\x1b]11;#ffffff\x07",
	"\x1b]2;theirs\x07",
	"\x1b]8;;http://x.test\x07",
	"\x1b(0",
	"\x0e",
	"\x1b[1;4;7;31;44m",
	"\x1bc",
	"\x1b[6n",
	"\x1b[c",
	"text\r\n",
	"\x1b]0;never ends",
	"\x1bPq",
	"\x1b[",
] as const;

describe("the terminal, lent", () => {
	let tty: EmulatedTty;
	let input: FakeTtyInput;
	let clock: ManualClock;
	let terminal: Terminal;
	let keys: string[];

	function open(): void {
		tty = new EmulatedTty(30, 6);
		input = new FakeTtyInput();
		tty.emulator.onReply((reply) => input.type(reply));
		clock = new ManualClock();
		terminal = openTerminal({ input, output: tty, clock, env: { TERM: "xterm-256color" }, background: "dark" });
		keys = [];
		terminal.onInput((event) => event.type === "key" && keys.push(event.chord));
		terminal.draw({ lines: ["ours"] });
	}

	beforeEach(open);

	const screenIs = async (text: string): Promise<void> => {
		await expect.poll(() => tty.emulator.text().trim()).toBe(text);
	};

	it("is the borrower's: raw, the main screen, every byte both ways; no frame and no key meanwhile", async () => {
		await screenIs("ours");
		const guest = await lend(terminal);
		expect([input.raw, input.reading, tty.blocking, terminal.lent.get()]).toEqual([true, true, false, true]);
		terminal.draw({ lines: ["ours again"] });
		input.type("q\x03\x1b[A");
		guest.show("theirs");
		await screenIs("theirs");
		expect([guest.typed, keys]).toEqual(["q\x03\x1b[A", []]);
		await guest.loan?.end();
		await screenIs("ours again");
		input.type("j");
		expect([keys, terminal.lent.get(), terminal.suspended.get()]).toEqual([["j"], false, false]);
	});

	it("a lone LF moves down only where the borrower ends its lines itself", async () => {
		const written = new FakeTtyOutput();
		const other = openTerminal({ input: new FakeTtyInput(), output: written, clock, env: {} });
		const guest = await lend(other);
		written.take();
		guest.show("a\r\nb\nc");
		expect(written.take()).toBe("a\r\vb\vc");
		const plain = openTerminal({ input: new FakeTtyInput(), output: written, clock, env: {} });
		const simple = await lend(plain, false);
		written.take();
		simple.show("a\nb");
		expect(written.take()).toBe("a\nb");
		other.close();
		plain.close();
	});

	it("what it was asked and what was typed before it is ours again is nobody's", async () => {
		const guest = await lend(terminal);
		guest.show("\x1b[c\x1b[6n");
		const ended = guest.loan?.end();
		input.type("dd\r");
		await ended;
		expect(keys).toEqual([]);
		await screenIs("ours");
		expect(keys).toEqual([]);
	});

	it("a terminal that does not answer is not waited for long", async () => {
		const silent = new FakeTtyInput();
		const other = openTerminal({ input: silent, output: new FakeTtyOutput(), clock, env: {} });
		const guest = await lend(other);
		let isBack = false;
		void guest.loan?.end().then(() => (isBack = true));
		await clock.advance(100);
		expect(isBack).toBe(false);
		await clock.advance(200);
		expect(isBack).toBe(true);
		expect(other.suspended.get()).toBe(false);
		other.close();
	});

	it("a full line is told of, and when there is room again", async () => {
		const output = new FakeTtyOutput();
		const other = openTerminal({ input: new FakeTtyInput(), output, clock, env: {} });
		const guest = await lend(other);
		await settle();
		output.stalled = true;
		const pieces = Array.from({ length: 40 }, () => guest.show("x".repeat(4096)));
		expect(pieces[0]).toBe(true);
		expect(pieces.at(-1)).toBe(false);
		expect(guest.drained).toBe(0);
		output.drain();
		await settle();
		expect(guest.drained).toBe(1);
		expect(guest.show("more")).toBe(true);
		other.close();
	});

	it("what is typed can be held back", async () => {
		const guest = await lend(terminal);
		guest.loan?.hold(true);
		expect(input.reading).toBe(false);
		guest.loan?.hold(false);
		expect(input.reading).toBe(true);
	});

	it("a stop gives it to the shell as it was, and what follows gives it to the borrower as it had it", async () => {
		const guest = await lend(terminal);
		guest.show("\x1b[?1049h\x1b[?1003h\x1b[?25leditor");
		await screenIs("editor");
		await terminal.suspend();
		expect([input.raw, tty.blocking]).toEqual([false, true]);
		await expect.poll(() => tty.emulator.modes()).toEqual(untouchedModes);
		terminal.resume();
		await expect
			.poll(() => tty.emulator.modes())
			.toMatchObject({ alternate: true, cursorVisible: false, mouseTrackingMode: "any" });
		expect([guest.returned, input.raw]).toEqual([1, true]);
		input.type("x");
		expect(guest.typed).toBe("x");
		await guest.loan?.end();
		await screenIs("ours");
	});

	it("whatever was done to it, it is as it was when the program leaves, and nothing is left to be read", async () => {
		const guest = await lend(terminal);
		guest.show(deeds.join("text"));
		await terminal.leave();
		await expect.poll(() => tty.emulator.modes()).toEqual(untouchedModes);
		expect([input.raw, input.reading, tty.blocking]).toEqual([false, false, true]);
		expect(keys).toEqual([]);
		await guest.loan?.end();
		expect(tty.written.endsWith("\x1b[5n")).toBe(true);
	});

	it("whatever was done to it, in any order, it is as it was when it is given back, and our screen stands", async () => {
		await fuzz(
			fc.asyncProperty(fc.array(fc.constantFrom(...deeds), { maxLength: 12 }), async (done) => {
				open();
				const guest = await lend(terminal);
				for (const deed of done) guest.show(deed);
				await guest.loan?.end();
				terminal.draw({ lines: ["ours", `after ${done.length}`] });
				await expect.poll(() => tty.emulator.text().trim(), { interval: 1 }).toBe(`ours\nafter ${done.length}`);
				expect(tty.emulator.mode(2026)).toBe(false);
				await terminal.suspend();
				await expect.poll(() => tty.emulator.modes(), { interval: 1 }).toEqual(untouchedModes);
				terminal.close();
			}),
			2_000,
		);
	});
});
