import type { Boundary, PatternNode } from "./pattern-node.ts";

/** A pattern whose repetitions are written out, so that each character of it has a number. */
export type NumberedNode =
	| { readonly kind: "position"; readonly position: number }
	| { readonly kind: "boundary"; readonly holds: (boundary: Boundary) => boolean }
	| { readonly kind: "sequence" | "choice"; readonly of: readonly NumberedNode[] }
	/** Once or more. */
	| { readonly kind: "again"; readonly of: NumberedNode };

/** The numbered pattern and what stands at each position. */
export interface Positions {
	readonly root: NumberedNode;
	readonly matches: readonly ((codePoint: number) => boolean)[];
}

const NOTHING: NumberedNode = { kind: "sequence", of: [] };

/** How many characters a pattern has once its repetitions are written out. */
export function countPositions(node: PatternNode): number {
	switch (node.kind) {
		case "character":
			return 1;
		case "boundary":
			return 0;
		case "repeat":
			return countPositions(node.of) * (Number.isFinite(node.most) ? node.most : Math.max(1, node.least));
		default:
			return node.of.reduce((sum, one) => sum + countPositions(one), 0);
	}
}

/** Write the repetitions out: `a{2,}` is `aa+`, `a{1,3}` is `a(a(a|)|)`. */
export function numberPositions(pattern: PatternNode): Positions {
	const matches: ((codePoint: number) => boolean)[] = [];
	const number = (node: PatternNode): NumberedNode => {
		switch (node.kind) {
			case "character":
				matches.push(node.matches);
				return { kind: "position", position: matches.length - 1 };
			case "boundary":
				return node;
			case "repeat":
				return repeat(node);
			default:
				return { kind: node.kind, of: node.of.map(number) };
		}
	};
	const repeat = ({ of, least, most }: PatternNode & { readonly kind: "repeat" }): NumberedNode => {
		if (most === 0) return NOTHING;
		// Where no character stands, once more says nothing more.
		if (countPositions(of) === 0) return least === 0 ? NOTHING : number(of);
		const required = Array.from({ length: Math.max(0, least - 1) }, () => number(of));
		if (!Number.isFinite(most)) {
			const again: NumberedNode = { kind: "again", of: number(of) };
			return { kind: "sequence", of: [...required, least === 0 ? optional(again) : again] };
		}
		if (least > 0) required.push(number(of));
		let rest = NOTHING;
		for (let left = most - least; left > 0; left--) rest = optional({ kind: "sequence", of: [number(of), rest] });
		return { kind: "sequence", of: [...required, rest] };
	};
	return { root: number(pattern), matches };
}

function optional(node: NumberedNode): NumberedNode {
	return { kind: "choice", of: [node, NOTHING] };
}
