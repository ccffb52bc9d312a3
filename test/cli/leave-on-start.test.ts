import { describe, expect, it } from "vitest";
import { leaveOnStart } from "../../src/cli/leave-on-start.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import { FakeTtyInput, FakeTtyOutput } from "../support/fake-tty.ts";
import { ManualClock } from "../support/manual-clock.ts";

describe("keys before there is a screen to hear them", () => {
	it.each([
		["q", 1],
		["\x03", 1],
		["j", 0],
		["\x1b[200~q\x1b[201~", 0],
	])("%j leaves %i times, and not any more once there is one", (typed, times) => {
		const input = new FakeTtyInput();
		using terminal = openTerminal({ input, output: new FakeTtyOutput(), clock: new ManualClock(), env: {} });
		let left = 0;
		const start = leaveOnStart(terminal, () => left++);
		input.type(typed);
		expect(left).toBe(times);
		start[Symbol.dispose]();
		input.type(typed);
		expect(left).toBe(times);
	});
});
