import type { CallNode } from "./call-tree.ts";

/** A function in a row of the graph: as many cells wide as its share of the whole. */
export interface FlameBox {
	readonly node: CallNode;
	/** First cell, and how many. */
	readonly from: number;
	readonly width: number;
}

/**
 * A flame graph from the top: each row shows what the row above it called, each box as wide as its share. Boxes that
 * would have no cell are left out. Which one begins where is rounded once, so that a box never reaches beyond its caller.
 *
 * @param width - cells of the whole
 */
export function flameRows(root: CallNode, width: number): readonly (readonly FlameBox[])[] {
	const rows: FlameBox[][] = [];
	const scale = root.value > 0 ? width / root.value : 0;
	const lay = (nodes: readonly CallNode[], start: number, depth: number): void => {
		let at = start;
		for (const node of nodes) {
			const from = Math.round(at * scale);
			const to = Math.round((at + node.value) * scale);
			if (to > from) {
				(rows[depth] ??= []).push({ node, from, width: to - from });
				lay(node.children, at, depth + 1);
			}
			at += node.value;
		}
	};
	lay(root.children, 0, 0);
	return rows;
}
