import type { Profile } from "./read-profile.ts";

/** What a function costs. */
export interface FunctionCost {
	readonly name: string;
	/** Of itself. */
	readonly flat: number;
	/** Of itself and of all that it called. */
	readonly cumulative: number;
}

/** What each function costs, what costs most by itself first; and what all of them cost together. */
export function topFunctions(
	{ functions, samples }: Pick<Profile, "functions" | "samples">,
	kind: number,
): { readonly total: number; readonly costs: readonly FunctionCost[] } {
	const flat = new Float64Array(functions.length);
	const cumulative = new Float64Array(functions.length);
	const seenIn = new Int32Array(functions.length).fill(-1);
	let total = 0;
	for (const [index, { stack, values }] of samples.entries()) {
		const value = values[kind] ?? 0;
		total += value;
		const [leaf] = stack;
		if (leaf !== undefined) flat[leaf] = (flat[leaf] ?? 0) + value;
		for (const one of stack) {
			// Who calls itself is counted once.
			if (seenIn[one] === index) continue;
			seenIn[one] = index;
			cumulative[one] = (cumulative[one] ?? 0) + value;
		}
	}
	const costs = functions
		.map((name, index) => ({ name, flat: flat[index] ?? 0, cumulative: cumulative[index] ?? 0 }))
		.filter((cost) => cost.flat !== 0 || cost.cumulative !== 0)
		.sort(
			(a, b) =>
				Math.abs(b.flat) - Math.abs(a.flat) ||
				Math.abs(b.cumulative) - Math.abs(a.cumulative) ||
				(a.name < b.name ? -1 : 1),
		);
	return { total, costs };
}
