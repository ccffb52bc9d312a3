import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TypeAhead, typeAhead } from "../../src/cli/type-ahead.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";
import { FakeTtyInput, FakeTtyOutput } from "../support/fake-tty.ts";
import { ManualClock } from "../support/manual-clock.ts";

let input: FakeTtyInput;
let terminal: Terminal;
let left: number;
let ahead: TypeAhead;

beforeEach(() => {
	input = new FakeTtyInput();
	terminal = openTerminal({ input, output: new FakeTtyOutput(), clock: new ManualClock(), env: {} });
	left = 0;
	ahead = typeAhead(terminal, () => left++);
});

afterEach(() => terminal.close());

describe("keys before there is a screen to hear them", () => {
	it.each([
		["q", 1],
		["\x03", 1],
		["j\x03", 1],
		["j", 0],
		["jq", 0],
		["\x1b[200~q\x1b[201~", 0],
		["\x1b[<0;5;5M", 0],
	])("%j leaves %i times, and not any more once there is one", (typed, times) => {
		input.type(typed);
		expect(left).toBe(times);
		ahead.take();
		input.type(typed);
		expect(left).toBe(times);
	});

	it("are kept in order, pastes among them, until they are taken; clicks are not", () => {
		input.type(":p");
		input.type("\x1b[<0;5;5M\x1b[I");
		input.type("od\x1b[200~s/q\x1b[201~\r");
		const keys = ahead.take().map((event) => (event.type === "key" ? event.chord : event));
		expect(keys).toEqual([":", "p", "o", "d", { type: "paste", text: "s/q" }, "enter"]);
		input.type("j");
		expect(ahead.take()).toHaveLength(keys.length);
	});
});
