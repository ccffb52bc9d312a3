/**
 * Printable ASCII, Latin letters, punctuation, arrows, pictures of controls, boxes and blocks, what stands for no character:
 * what nearly every text on the screen is made of.
 * Each takes one cell, none joins with another, and every terminal agrees. Stands between the brackets of a pattern.
 */
export const singleCellClass =
	"\\x20-\\x7e\\u00a1-\\u00ac\\u00ae-\\u00ff\\u2010-\\u2027\\u2190-\\u21ff\\u2400-\\u2426\\u2500-\\u25fc\\u25ff\\ufffd";

const singleCells = new RegExp(`^[${singleCellClass}]*$`);

/** As many cells as UTF-16 units: there is nothing to measure. */
export function isSingleCells(text: string): boolean {
	return singleCells.test(text);
}
