import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtFixture } from "../support/built-fixture.ts";
import { untouchedModes } from "../support/emulator.ts";
import { PtyProgram } from "../support/pty-program.ts";

const fixture = builtFixture("terminal-program");
const inUse = {
	alternate: true,
	cursorVisible: false,
	bracketedPasteMode: true,
	sendFocusMode: true,
	mouseTrackingMode: "vt200",
	wraparoundMode: false,
};

describe("a program that has the terminal", () => {
	let folder: string;
	let program: PtyProgram;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), "yagura-test-"));
		// A shell around it tells the exit code and how the tty is left.
		program = new PtyProgram({
			command: "/bin/sh",
			args: ["-c", `echo before; trap '' INT QUIT; "$0" "$1"; echo "code $?"; stty -a`, process.execPath, fixture],
			// Tall: the stack of an error is as long as the paths in it, and what was there before must stay in sight.
			rows: 120,
			env: { CLEANED_FILE: join(folder, "cleaned") },
		});
		await program.shows("ready 80x120");
		await program.idle();
		expect(program.emulator.modes()).toMatchObject(inUse);
	});

	afterEach(() => {
		program[Symbol.dispose]();
		rmSync(folder, { recursive: true, force: true });
	});

	/** The program's own process: the shell's child. */
	function childPid(): number {
		return Number(readFileSync(`/proc/${program.pid}/task/${program.pid}/children`, "utf8").trim());
	}

	/** The kernel's letter for what a process is doing: `T` is stopped. */
	function stateOf(pid: number): string | undefined {
		return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
	}

	async function expectRestored(code: number): Promise<string> {
		await program.exited();
		expect(program.emulator.modes()).toEqual(untouchedModes);
		const text = program.emulator.text();
		expect(text).toContain("before");
		expect(text).toContain(`code ${code}`);
		// The tty's own settings: lines are edited and echoed, signals made, output processed.
		expect(text).toMatch(/(^|\s)icanon/m);
		expect(text).toMatch(/\sisig/);
		expect(text).toMatch(/\secho\s/);
		expect(text).toMatch(/(^|\s)opost/m);
		return text;
	}

	it.each([
		["leaves in order", "q", 0],
		["calls exit anywhere", "e", 7],
		["has nothing more to do", "n", 0],
	])("gives it back when it %s", async (_how, key, code) => {
		program.send(key, 1);
		await expectRestored(code);
	});

	it.each([
		["throws", "x", ["Error: thrown ␛[2J on purpose", "Error: the cause"]],
		["leaves a rejection unhandled", "r", ["Error: rejected on purpose"]],
	])("gives it back when it %s, and says why", async (_how, key, account) => {
		program.send(key, 1);
		const text = await expectRestored(1);
		for (const line of account) expect(text).toContain(line);
	});

	it.each([
		["SIGTERM", 143],
		["SIGHUP", 129],
		["SIGINT", 130],
		["SIGQUIT", 131],
		["SIGABRT", 134],
		["SIGUSR2", 140],
		["SIGALRM", 142],
	] as const)("gives it back on %s", async (signal, code) => {
		process.kill(childPid(), signal);
		await expectRestored(code);
		expect(existsSync(join(folder, "cleaned"))).toBe(true);
	});

	it("gives it back at once and ends within bounds when the clean-up hangs", async () => {
		await program.press("h");
		process.kill(childPid(), "SIGTERM");
		await program.until("the main screen", () => !program.emulator.alternate);
		await expectRestored(143);
	});

	it("ends within bounds when the window is closed, after cleaning up", async () => {
		const cleaned = join(folder, "cleaned-alone");
		using alone = new PtyProgram({ command: process.execPath, args: [fixture], env: { CLEANED_FILE: cleaned } });
		await alone.shows("ready");
		await alone.press("h");
		alone.hangUp();
		expect((await alone.exited()).exitCode).toBe(129);
		expect(existsSync(cleaned)).toBe(true);
	});

	it("hands it back when it is stopped and takes it again when it is continued", async () => {
		const pid = childPid();
		const before = program.emulator.styledLines();
		process.kill(pid, "SIGTSTP");
		await program.until("the main screen", () => !program.emulator.alternate);
		expect(program.emulator.modes()).toEqual(untouchedModes);
		expect(program.emulator.text()).toContain("before");
		// As a shell does, which continues only what it has seen stop.
		await expect.poll(() => stateOf(pid), { timeout: 10_000, interval: 5 }).toBe("T");
		const { updates } = program.emulator;
		process.kill(pid, "SIGCONT");
		await program.until("a frame", () => program.emulator.updates > updates);
		expect(program.emulator.modes()).toMatchObject(inUse);
		expect(program.emulator.styledLines()).toEqual(before);
		await program.press("j");
		expect(program.emulator.text()).toContain("j");
		program.send("q", 1);
		await expectRestored(0);
	});

	it("takes it again after a stop it could not see", async () => {
		const pid = childPid();
		process.kill(pid, "SIGSTOP");
		await expect.poll(() => stateOf(pid), { timeout: 10_000, interval: 5 }).toBe("T");
		await program.emulator.write("\x1b[2J\x1b[?1000l\x1b[?25h");
		process.kill(pid, "SIGCONT");
		await program.shows("ready 80x120");
		await program.until("the modes", () => !program.emulator.cursor().visible);
		expect(program.emulator.modes()).toMatchObject(inUse);
	});

	it("follows the size of the window", async () => {
		await program.resize(100, 30);
		await program.shows("ready 100x30");
		await program.idle();
		await program.resize(40, 10);
		await program.shows("ready 40x10");
		await program.idle();
		expect(program.emulator.lines()).toHaveLength(10);
		expect(program.emulator.lines()[1]).toBe("row ".repeat(10).trimEnd());
	});

	it("takes every key that was typed at once, and mouse, focus and pastes", async () => {
		await program.type("jjj");
		expect(program.emulator.text()).toContain("j j j");
		program.send("\x1b[<64;3;4M\x1b[I\x1b[200~q\x1b[201~", 3);
		await program.idle();
		expect(program.emulator.text()).toContain("{mouse wheel-up} {focus true} {paste q}");
	});

	it("goes on while nobody reads its screen, and shows the newest state when somebody does", async () => {
		await program.press("f");
		program.stall();
		// Hundreds of kilobytes of frames: far more than a pty holds.
		for (let key = 1; key <= 100; key++) {
			program.send("k", 1);
			await program.until(`key ${key} taken`, () => (program.activity?.inputs ?? 0) > key);
		}
		expect(program.activity?.dropped).toBeGreaterThan(50);
		program.flow();
		await program.idle();
		expect(program.emulator.lines().at(-1)).toBe("k k k k k k k k");
		expect(program.emulator.lines()[1]).toMatch(/^(row1){20}$/);
		program.send("q", 1);
		await expectRestored(0);
	});

	it("gives it back though nobody reads at first", async () => {
		await program.press("f");
		program.stall();
		for (let key = 1; key <= 20; key++) program.send("k", 1);
		await program.until("the keys taken", () => (program.activity?.inputs ?? 0) > 20);
		program.send("q", 1);
		program.flow();
		await expectRestored(0);
	});
});
