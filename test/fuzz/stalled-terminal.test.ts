import fc from "fast-check";
import { expect, test } from "vitest";
import { enterModes } from "../../src/terminal/modes.ts";
import { openTerminal } from "../../src/terminal/open-terminal.ts";
import { paint } from "../../src/terminal/painter.ts";
import { ScreenReader } from "../../src/terminal/screen.ts";
import { Emulator } from "../support/emulator.ts";
import { FakeTtyInput, FakeTtyOutput } from "../support/fake-tty.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";

const words = ["pod", "payments-api", "   ", "価格", "\x1b[31m", "\x1b[44m", "\x1b[0m", "Running", "─", "e\u0301"];
const line = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((parts) => parts.join(""));
const lines = fc.array(line, { maxLength: 14 });
const step = fc.oneof(
	{ weight: 4, arbitrary: lines.map((frame) => ({ does: "draw" as const, frame })) },
	{
		weight: 1,
		arbitrary: fc.record({
			does: fc.constant("resize" as const),
			columns: fc.integer({ min: 4, max: 60 }),
			rows: fc.integer({ min: 2, max: 14 }),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ does: "stall" as const }) },
	{ weight: 1, arbitrary: fc.constant({ does: "drain" as const }) },
	{ weight: 1, arbitrary: fc.constant({ does: "turn" as const }) },
	{ weight: 1, arbitrary: fc.constant({ does: "redraw" as const }) },
);

test(
	"however the line stalls and the window is resized, at rest the screen is the last frame",
	async () => {
		await fuzz(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), lines, async (steps, last) => {
				const size = { columns: 40, rows: 12 };
				const output = new FakeTtyOutput(size.columns, size.rows);
				const emulator = new Emulator(size);
				const env = { TERM: "xterm-256color" };
				const terminal = openTerminal({ input: new FakeTtyInput(), output, clock: new ManualClock(), env });
				/** What the line has let through by now. */
				const arrive = (): Promise<void> => emulator.write(output.take());
				for (const one of [...steps, { does: "draw" as const, frame: last }]) {
					if (one.does === "draw") terminal.draw({ lines: one.frame });
					else if (one.does === "stall") output.stalled = true;
					else if (one.does === "drain") output.drain();
					else if (one.does === "redraw") terminal.redraw();
					else if (one.does === "resize") {
						// What was written for the old size arrives before: an emulator has no line in between.
						await settle();
						await arrive();
						emulator.resize(one.columns, one.rows);
						output.resize(one.columns, one.rows);
					} else await settle();
				}
				for (let turn = 0; turn < 3; turn++) {
					output.drain();
					await settle();
				}
				await arrive();
				const now = terminal.size.get();
				const anew = new Emulator(now);
				await anew.write(enterModes(false) + paint(undefined, new ScreenReader().read({ lines: last }, now)));
				expect(emulator.styledLines()).toEqual(anew.styledLines());
				terminal.close();
			}),
			15_000,
		);
	},
	fuzzTimeoutMs,
);
