import { setTimeout as wait } from "node:timers/promises";
import type { MeasuredProgram } from "./measured-program.ts";
import { topPod } from "./pod-screen.ts";
import type { Figures, Setup } from "./setup.ts";

/** By name (a text) and by age (a number). The last one puts the order back. */
const KEYS = ["A", "N"];

/** From a sort key to another row at the top of the screen. */
export async function measureSort({ plan }: Setup, program: MeasuredProgram): Promise<Figures> {
	const sortMs: number[] = [];
	for (let left = plan.repeats; left > 0; left--) {
		for (const key of KEYS) {
			const top = topPod(program.emulator);
			const sorted = program.until("another order", (screen) => topPod(screen) !== top);
			const sentMs = program.send(key);
			sortMs.push((await sorted) - sentMs);
			await wait(200 + 100 * Math.random());
		}
	}
	return { sortMs };
}
