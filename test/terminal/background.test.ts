import { describe, expect, test } from "vitest";
import { askBackground, backgroundOf, readBackground } from "../../src/terminal/background.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import { FakeTtyInput, FakeTtyOutput } from "../support/fake-tty.ts";
import { ManualClock } from "../support/manual-clock.ts";

test.each([
	["11;rgb:0000/0000/0000", "dark"],
	["11;rgb:1515/1919/1f1f", "dark"],
	["11;rgb:00/2b/36", "dark"],
	["11;rgb:fdfd/f6f6/e3e3", "light"],
	["11;rgb:ffff/ffff/ffff", "light"],
	["11;rgba:ffff/ffff/ffff/cccc", "light"],
	["11;#ffffff", "light"],
	["11;rgb:f/f/f", "light"],
	["10;rgb:ffff/ffff/ffff", undefined],
	["11;?", undefined],
	["11;rgb:ffff/ffff", undefined],
])("%s is %s", (answer, background) => expect(readBackground(answer)).toBe(background));

test.each([
	["15;0", "dark"],
	["0;15", "light"],
	["0;default;7", "light"],
	["7;8", "dark"],
	["0;default", undefined],
	["0;99", undefined],
	[undefined, undefined],
])("COLORFGBG=%s is %s", (value, background) => expect(backgroundOf({ COLORFGBG: value })).toBe(background));

describe("a terminal that is asked", () => {
	const open = (env: Readonly<Record<string, string>>, background?: "dark" | "light") => {
		const [input, output, clock] = [new FakeTtyInput(), new FakeTtyOutput(), new ManualClock()];
		const terminal = openTerminal({ input, output, clock, env, ...(background === undefined ? {} : { background }) });
		const keys: string[] = [];
		terminal.onInput((event) => keys.push(event.type === "key" ? event.chord : event.type));
		return { input, output, clock, terminal, keys };
	};
	const rich = { TERM: "xterm-256color" };
	const white = "\x1b]11;rgb:ffff/ffff/ffff\x07";

	test("tells, and nothing of it is a key, wherever the line tears it and whoever types meanwhile", async () => {
		for (const answer of [white, white.replace("\x07", "\x1b\\")]) {
			for (let at = 1; at < answer.length; at++) {
				const { input, output, clock, terminal, keys } = open({ ...rich, SSH_TTY: "/dev/pts/0" });
				expect(output.take()).toContain(askBackground);
				expect(terminal.background.get()).toBe("dark");
				input.type(`j${answer.slice(0, at)}`);
				await clock.advance(700);
				input.type(`${answer.slice(at)}k`);
				await clock.advance(200);
				expect(terminal.background.get(), `torn at ${at}`).toBe("light");
				expect(keys.filter((key) => key !== "esc")).toEqual(["j", "k"]);
				terminal.close();
			}
		}
	});

	test("and never answers keeps what the environment says, and its keys", async () => {
		const { input, clock, terminal, keys } = open({ ...rich, COLORFGBG: "0;15" });
		expect(terminal.background.get()).toBe("light");
		input.type("]x");
		await clock.advance(10_000);
		input.type("j");
		expect(keys).toEqual(["]", "x", "j"]);
		terminal.close();
	});

	test("and loses half of its answer does not take the keys along", async () => {
		const { input, clock, terminal, keys } = open(rich);
		input.type("\x1b]11;rgb:ffff/ff");
		input.type("j");
		input.type("k");
		await clock.advance(1_000);
		expect(keys).toEqual(["j", "k"]);
		terminal.close();
	});

	test("and answers too late is not heeded, and not typed", async () => {
		const { input, clock, terminal, keys } = open(rich);
		await clock.advance(10_000);
		input.type(white);
		expect([terminal.background.get(), keys]).toEqual(["dark", []]);
		terminal.close();
	});

	test("is not asked where it is told, and where colours do not depend on it", () => {
		for (const { terminal, output } of [
			open(rich, "light"),
			open({ TERM: "xterm" }),
			open({ ...rich, NO_COLOR: "1" }),
		]) {
			expect(output.take()).not.toContain(askBackground);
			terminal.close();
		}
		expect(open(rich, "light").terminal.background.get()).toBe("light");
	});
});
