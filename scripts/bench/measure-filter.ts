import { setTimeout as wait } from "node:timers/promises";
import { restAtTop } from "./measure-keys.ts";
import type { MeasuredProgram } from "./measured-program.ts";
import { showsPod } from "./pod-screen.ts";
import type { Figures, Setup } from "./setup.ts";
import { KNOWN_POD } from "./start-server.ts";

/** No letter of the pod that leads the table: with the first of them it must go. */
const TYPED = "zb2";
const LETTER_GAP_MS = 80;
const PAUSE_MS = 250;

/** From the first letter of a filter to the table without a pod that it leaves out. */
export async function measureFilter({ plan }: Setup, program: MeasuredProgram): Promise<Figures> {
	const filterMs: number[] = [];
	for (let left = plan.repeats; left > 0; left--) {
		await untilKnownLeads(program);
		program.send("/");
		await wait(PAUSE_MS);
		const applied = program.until("the filter", (screen) => !showsPod(screen, KNOWN_POD));
		const sentMs = program.send(TYPED.charAt(0));
		for (const letter of TYPED.slice(1)) {
			await wait(LETTER_GAP_MS);
			program.send(letter);
		}
		filterMs.push((await applied) - sentMs);
		await wait(PAUSE_MS);
		program.send("\x1b");
		await wait(PAUSE_MS);
		program.send("\x1b");
		// What comes close behind it would be taken for alt and a key.
		await wait(PAUSE_MS);
	}
	await untilKnownLeads(program);
	return { filterMs };
}

async function untilKnownLeads(program: MeasuredProgram): Promise<void> {
	await restAtTop(program);
	await program.until("the pod that leads the table", (screen) => showsPod(screen, KNOWN_POD));
}
