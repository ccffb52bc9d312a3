import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { untouchedModes } from "../support/emulator.ts";
import { PtyProgram } from "../support/pty-program.ts";

const bundle = join(import.meta.dirname, "../../dist/yagura.mjs");

let home: string;
let program: PtyProgram | undefined;

beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), "yagura-home-"));
});

afterEach(() => {
	program?.[Symbol.dispose]();
	rmSync(home, { recursive: true, force: true });
});

/** Run a line of shell, in which `yagura` is the built program. */
function run(line: string): PtyProgram {
	const own = `yagura() { '${process.execPath}' '${bundle}' "$@"; }; ${line}`;
	program = new PtyProgram({ command: "/bin/sh", args: ["-c", own], cwd: home, env: { HOME: home, TZ: "UTC" } });
	return program;
}

it("shows files, follows them, and leaves the terminal as it was", async () => {
	writeFileSync(join(home, "app.log"), "2026-01-03T00:00:01Z one\n");
	const screen = run("yagura logs app.log");
	await screen.shows(/logs {2}app\.log {2}● following/);
	appendFileSync(join(home, "app.log"), "2026-01-03T00:00:02Z two\n");
	await screen.shows("two");
	await screen.press("q");
	expect(await screen.exited()).toEqual({ exitCode: 0 });
	expect(screen.emulator.modes()).toEqual(untouchedModes);
});

it("shows what is piped in; keys come from the terminal", async () => {
	const screen = run("printf 'one\\ntwo\\n' | yagura logs");
	await screen.shows(/logs {2}standard input {2}all ended/);
	await screen.press("k");
	await screen.shows("○ stopped");
	await screen.press("q");
	expect(await screen.exited()).toEqual({ exitCode: 0 });
	expect(screen.emulator.modes()).toEqual(untouchedModes);
});

it.each([
	["yagura logs nowhere.log", "nowhere.log is not there"],
	["yagura logs", "needs files, folders, or something piped into it"],
])("%s says why not, and takes no screen", async (line, why) => {
	const screen = run(line);
	expect((await screen.exited()).exitCode).toBe(1);
	expect(screen.emulator.text()).toContain(why);
});
