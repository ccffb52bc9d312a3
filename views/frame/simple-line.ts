import { singleCellClass } from "../../src/text/single-cell.ts";

/** Kept of what was asked before: some frames' worth of lines. */
const MOST_KNOWN = 1_024;

const simple = new RegExp(`^(?:[${singleCellClass}]|\\x1b\\[[\\d;]*m)*$`);
const sequence = /\x1b\[[\d;]*m/g;

const known = new Map<string, number>();

/**
 * Cells that a line takes of which every character is one cell wide, SGR sequences apart; undefined for any other text.
 * Of such a line Ink's measuring, cleaning and drawing would make what it is already: nearly all lines of a screen.
 */
export function simpleWidth(text: string): number | undefined {
	let width = known.get(text);
	if (width === undefined) {
		width = simple.test(text) ? text.replace(sequence, "").length : -1;
		if (known.size >= MOST_KNOWN) known.clear();
		known.set(text, width);
	}
	return width < 0 ? undefined : width;
}
