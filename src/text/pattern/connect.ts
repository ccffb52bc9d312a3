import type { Boundary } from "./pattern-node.ts";
import type { NumberedNode } from "./positions.ts";

/** How the positions of a pattern hang together where the places between them are all of one sort. */
export interface Connections {
	/** Matches without any character. */
	readonly nullable: boolean;
	/** Positions that a match may begin with, or end with. */
	readonly first: readonly number[];
	readonly last: readonly number[];
	/** For each position those that may come after it. */
	readonly follow: readonly ReadonlySet<number>[];
}

interface Ends {
	readonly nullable: boolean;
	readonly first: readonly number[];
	readonly last: readonly number[];
}

const NOTHING: Ends = { nullable: true, first: [], last: [] };
const NEVER: Ends = { nullable: false, first: [], last: [] };

/**
 * Glushkov's construction of an automaton with one state for each position. Between two characters
 * lies one boundary, so that with the sort of boundary given, an assertion there is simply true or false.
 *
 * @see https://en.wikipedia.org/wiki/Glushkov%27s_construction_algorithm
 */
export function connect(root: NumberedNode, count: number, boundary: Boundary): Connections {
	const follow = Array.from({ length: count }, () => new Set<number>());
	const join = (from: readonly number[], to: readonly number[]): void => {
		for (const position of from) for (const next of to) follow[position]?.add(next);
	};
	const ends = (node: NumberedNode): Ends => {
		switch (node.kind) {
			case "position":
				return { nullable: false, first: [node.position], last: [node.position] };
			case "boundary":
				return node.holds(boundary) ? NOTHING : NEVER;
			case "again": {
				const inner = ends(node.of);
				join(inner.last, inner.first);
				return inner;
			}
			case "choice": {
				const all = node.of.map(ends);
				return {
					nullable: all.some(({ nullable }) => nullable),
					first: all.flatMap(({ first }) => first),
					last: all.flatMap(({ last }) => last),
				};
			}
			default:
				return node.of.map(ends).reduce((before, after) => {
					join(before.last, after.first);
					return {
						nullable: before.nullable && after.nullable,
						first: before.nullable ? [...before.first, ...after.first] : before.first,
						last: after.nullable ? [...before.last, ...after.last] : after.last,
					};
				}, NOTHING);
		}
	};
	return { ...ends(root), follow };
}
