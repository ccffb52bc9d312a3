import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtFixture } from "../support/built-fixture.ts";
import { PtyProgram } from "../support/pty-program.ts";

let home: string;
let program: PtyProgram | undefined;

beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), "yagura-type-ahead-"));
});

afterEach(() => {
	program?.[Symbol.dispose]();
	program = undefined;
	rmSync(home, { recursive: true, force: true });
});

/** The program, which does not load its screen before so many bytes have been read of it. */
function start(bytes: number, ...args: readonly string[]): PtyProgram {
	program = new PtyProgram({
		command: process.execPath,
		args: ["--import", builtFixture("start-door"), "dist/yagura.mjs", ...args],
		env: { HOME: home, TZ: "UTC", START_AFTER_BYTES: String(bytes) },
		columns: 100,
		rows: 30,
	});
	return program;
}

describe("what is typed while the program starts", () => {
	it("is done as a whole, from the first byte on: also what comes before the terminal is its own", async () => {
		const typed = ":nodes\r/lapis\r";
		const screen = start(typed.length, "demo");
		screen.send(typed, 0);
		await screen.shows(/^nodes .*\/lapis/m);
		await screen.idle();
		expect(screen.emulator.lines().at(-1)).not.toContain("no such key");
	});

	it("is one with what is typed after", async () => {
		const screen = start(3, "demo");
		await screen.shows("connecting");
		screen.send(":no", 0);
		await screen.shows("watch live");
		await screen.shows(/^:no/m);
		screen.send("des\r", 0);
		await screen.shows(/^nodes /m);
	});

	it("answers the question whether to open the demo with its first line, and the demo has the rest", async () => {
		const screen = start(7);
		screen.send("y\r:nodes\r", 0);
		await screen.shows(/^nodes /m);
		await screen.shows("DEMO");
	});
});
