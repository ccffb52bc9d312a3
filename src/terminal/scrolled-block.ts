import { emptyLine, type ScreenLine } from "./screen-line.ts";

/** A block of rows whose content moved. */
export interface ScrolledBlock {
	/** First and last row of the block, counting from 0. */
	readonly top: number;
	readonly bottom: number;
	/** Rows by which the content moved up; negative is down. */
	readonly up: number;
}

/** So many moves are considered; more would be chance. */
const mostCandidates = 2;
/** So many rows must have moved together. */
const fewestRows = 2;

/** Find blocks that probably scrolled: the moves that explain the most changed rows, best first. */
export function findScrolledBlocks(before: readonly ScreenLine[], after: readonly ScreenLine[]): ScrolledBlock[] {
	const rowOf = new Map<string, number>();
	for (const [row, line] of before.entries()) {
		if (line.length > 0) rowOf.set(line.text, rowOf.has(line.text) ? -1 : row);
	}
	const moves = new Map<number, { rows: number; first: number; last: number }>();
	for (const [row, line] of after.entries()) {
		const from = rowOf.get(line.text);
		if (from === undefined || from < 0 || from === row || line.text === before[row]?.text) continue;
		const move = moves.get(from - row);
		if (move === undefined) moves.set(from - row, { rows: 1, first: row, last: row });
		else {
			move.rows++;
			move.last = row;
		}
	}
	return [...moves]
		.filter(([, move]) => move.rows >= fewestRows)
		.sort(([, a], [, b]) => b.rows - a.rows)
		.slice(0, mostCandidates)
		.map(([up, { first, last }]) => ({ up, top: first + Math.min(0, up), bottom: last + Math.max(0, up) }));
}

/** The lines as the terminal holds them after the block was scrolled. */
export function scrollLines(lines: readonly ScreenLine[], block: ScrolledBlock): ScreenLine[] {
	return lines.map((line, row) => {
		if (row < block.top || row > block.bottom) return line;
		const from = row + block.up;
		return from < block.top || from > block.bottom ? emptyLine : (lines[from] ?? emptyLine);
	});
}
