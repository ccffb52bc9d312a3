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

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ascii = /^[\x20-\x7e]*$/;

/** Where the first character begins that is not left of a cell. */
export function indexAtCell(text: string, cell: number): number {
	if (cell === 0) return 0;
	if (ascii.test(text)) return Math.min(cell, text.length);
	let cells = 0;
	for (const { segment, index } of graphemes.segment(text)) {
		if (cells >= cell) return index;
		cells += cellWidth(segment);
	}
	return text.length;
}

/** Where a text is cut so that no part is wider than `width` cells; at least one part. */
function wrapped(text: string, width: number): readonly { readonly from: number; readonly to: number }[] {
	if (text.length <= width && ascii.test(text)) return [{ from: 0, to: text.length }];
	const parts: { from: number; to: number }[] = [];
	let from = 0;
	let cells = 0;
	for (const { segment, index } of graphemes.segment(text)) {
		const wide = cellWidth(segment);
		if (cells + wide > width && index > from) {
			parts.push({ from, to: index });
			from = index;
			cells = 0;
		}
		cells += wide;
	}
	return [...parts, { from, to: text.length }];
}
