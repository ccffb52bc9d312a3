import type { MeasuredProgram } from "./measured-program.ts";
import { showsAnyPod } from "./pod-screen.ts";
import { type Figures, launch, type Setup } from "./setup.ts";

/** From the start of the process to the first text, the first pod and all of them; several starts, of which the last goes on. */
export async function measureStart(
	setup: Setup,
): Promise<{ readonly figures: Figures; readonly program: MeasuredProgram }> {
	const firstTextMs: number[] = [];
	const firstRowMs: number[] = [];
	const allRowsMs: number[] = [];
	for (let left = setup.plan.starts; ; left--) {
		const program = launch(setup);
		const { startedMs } = program;
		firstTextMs.push((await program.until("any text", (screen) => screen.text().trim() !== "")) - startedMs);
		firstRowMs.push((await program.until("a pod", showsAnyPod)) - startedMs);
		allRowsMs.push((await untilLive(program)) - startedMs);
		if (left <= 1) return { figures: { firstTextMs, firstRowMs, allRowsMs }, program };
		await program.close();
	}
}

/** All rows are there. */
export function untilLive(program: MeasuredProgram): Promise<number> {
	return program.until("all rows", (screen) => screen.text().includes("watch live"));
}
