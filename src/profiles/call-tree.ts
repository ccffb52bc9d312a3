import type { Profile } from "./read-profile.ts";

/** A function as it was called on one way from the start, with what it and all below it cost. */
export interface CallNode {
	readonly name: string;
	readonly value: number;
	/** What it called, the costliest first. */
	readonly children: readonly CallNode[];
}

interface Growing {
	value: number;
	readonly children: Map<number, Growing>;
}

/** Of a deeper stack only so many of the first callers are laid. */
const deepest = 500;

/** All stacks laid over each other, from who called first on; the root is all of it and bears no name. */
export function callTree({ functions, samples }: Pick<Profile, "functions" | "samples">, kind: number): CallNode {
	const root: Growing = { value: 0, children: new Map() };
	for (const { stack, values } of samples) {
		const value = values[kind] ?? 0;
		// What is negative (a difference of two profiles) has no width.
		if (value <= 0) continue;
		root.value += value;
		let at = root;
		for (const one of stack.slice(-deepest).toReversed()) {
			let next = at.children.get(one);
			if (next === undefined) {
				next = { value: 0, children: new Map() };
				at.children.set(one, next);
			}
			next.value += value;
			at = next;
		}
	}
	const grown = (name: string, { value, children }: Growing): CallNode => ({
		name,
		value,
		children: [...children]
			.map(([one, child]) => grown(functions[one] ?? "", child))
			.sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1)),
	});
	return grown("", root);
}
