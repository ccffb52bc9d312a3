import { clustersOf } from "../../src/text/clusters.ts";
import { isSingleCells } from "../../src/text/single-cell.ts";
import { cellWidth } from "../../src/text/width.ts";

/** A row of a pane: which line it comes from, and which part of that it shows, in UTF-16 units. */
export interface PaneRow {
	readonly line: number;
	readonly from: number;
	readonly to: number;
}

/** Texts as rows: one each, or where there is a width as many as no row is wider for. */
export function cutIntoRows(texts: readonly string[], width: number | undefined): readonly PaneRow[] {
	return texts.flatMap((text, line): readonly PaneRow[] =>
		width === undefined
			? [{ line, from: 0, to: text.length }]
			: wrapped(text, width).map((part) => ({ line, ...part })),
	);
}

/** Where the first character begins that is not left of a cell. */
export function indexAtCell(text: string, cell: number): number {
	if (cell === 0) return 0;
	if (isSingleCells(text)) return Math.min(cell, text.length);
	let cells = 0;
	let index = 0;
	for (const cluster of clustersOf(text)) {
		if (cells >= cell) return index;
		cells += cellWidth(cluster);
		index += cluster.length;
	}
	return text.length;
}

/** Where a text is cut so that no part is wider than `width` cells; at least one part. */
function wrapped(text: string, width: number): readonly { readonly from: number; readonly to: number }[] {
	if (text.length <= width && isSingleCells(text)) return [{ from: 0, to: text.length }];
	const parts: { from: number; to: number }[] = [];
	let from = 0;
	let cells = 0;
	let index = 0;
	for (const cluster of clustersOf(text)) {
		const wide = cellWidth(cluster);
		if (cells + wide > width && index > from) {
			parts.push({ from, to: index });
			from = index;
			cells = 0;
		}
		cells += wide;
		index += cluster.length;
	}
	return [...parts, { from, to: text.length }];
}
