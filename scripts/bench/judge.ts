import { atSize, type Line, lines } from "./budgets.ts";
import type { Figures } from "./setup.ts";

/** One line as measured. */
export interface Judged {
	readonly line: Line;
	readonly k9s: number | undefined;
	readonly budget: number | undefined;
	/** undefined = it could not be measured. */
	readonly measured: number | undefined;
	/** How many times its budget. */
	readonly ratio: number | undefined;
	readonly verdict: "" | "ok" | "within 2x" | "over";
}

/** Put each line of the table beside its budget. */
export function judge(figures: Figures, pods: number): readonly Judged[] {
	return lines.map((line) => {
		const values = figures[line.figure];
		const measured = values === undefined || values.length === 0 ? undefined : line.of(values);
		const budget = atSize(line.budget, pods);
		const ratio = budget === undefined || measured === undefined ? undefined : measured / budget;
		return { line, k9s: atSize(line.k9s, pods), budget, measured, ratio, verdict: verdictOf(ratio) };
	});
}

/** Counts that are far over: what may fail a build, on any machine. */
export function brokenCounts(judged: readonly Judged[]): readonly Judged[] {
	return judged.filter(({ line, verdict }) => line.isCount === true && verdict === "over");
}

function verdictOf(ratio: number | undefined): Judged["verdict"] {
	if (ratio === undefined) return "";
	return ratio <= 1 ? "ok" : ratio <= 2 ? "within 2x" : "over";
}
