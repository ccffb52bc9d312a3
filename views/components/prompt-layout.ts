import type { Place } from "../../src/table/filter-tree.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import type { PromptText } from "../input/prompt-text.ts";

/** A stretch of what is typed, wrong or not. */
interface PromptPart {
	readonly text: SafeText;
	readonly wrong: boolean;
}

/** The part of what is typed that is on the screen. */
export interface PromptLayout {
	readonly parts: readonly PromptPart[];
	/** Cells they take. */
	readonly width: number;
	/** Cell of the cursor among them. */
	readonly cursor: number;
}

/** A character as it is drawn: one that cannot be drawn takes more cells than it has. */
interface Cell {
	readonly from: number;
	readonly to: number;
	readonly text: string;
	readonly width: number;
}

/** So much of what follows the cursor stays in sight. */
const AHEAD_COLUMNS = 8;
const ellipsis = "…";
const characters = new Intl.Segmenter();

/**
 * Lay out what is typed in `width` cells, so that the cursor is among them; what is cut off is an ellipsis. What is
 * wrong is marked, at the end of the text by a cell of its own.
 */
export function layoutPrompt({ text, at }: PromptText, wrong: Place | undefined, width: number): PromptLayout {
	const cells = Array.from(characters.segment(text), ({ segment, index }): Cell => {
		const drawn = safeText(segment);
		return { from: index, to: index + segment.length, text: drawn, width: cellWidth(drawn) };
	});
	// Where the cursor stands behind everything.
	const end: Cell = { from: text.length, to: text.length + 1, text: " ", width: 1 };
	const all = [...cells, end];
	const cursor = Math.max(
		0,
		all.findIndex(({ to }) => to > at),
	);
	const first = firstInSight(all, cursor, width);
	const parts: { text: string; wrong: boolean }[] = [];
	let used = 0;
	let cursorAt = 0;
	const draw = (drawn: string, isWrong: boolean): void => {
		used += cellWidth(drawn);
		const last = parts.at(-1);
		if (last?.wrong === isWrong) last.text += drawn;
		else parts.push({ text: drawn, wrong: isWrong });
	};
	if (first > 0) draw(ellipsis, false);
	for (let index = first; index < all.length; index++) {
		const cell = all[index] ?? end;
		const isLast = index === all.length - 1;
		if (used + cell.width + (isLast ? 0 : 1) > width) {
			if (used < width) draw(ellipsis, false);
			break;
		}
		if (index === cursor) cursorAt = used;
		draw(cell.text, isWithin(cell, wrong));
	}
	return {
		parts: parts.map((part) => ({ text: safeText(part.text), wrong: part.wrong })),
		width: used,
		cursor: Math.max(0, Math.min(cursorAt, width - 1)),
	};
}

function isWithin({ from, to }: Cell, wrong: Place | undefined): boolean {
	if (wrong === undefined) return false;
	return from < wrong.at + Math.max(1, wrong.length) && to > wrong.at;
}

function firstInSight(cells: readonly Cell[], cursor: number, width: number): number {
	const sum = (from: number, to: number): number =>
		cells.slice(from, to).reduce((cellsUsed, cell) => cellsUsed + cell.width, 0);
	if (sum(0, cells.length) <= width) return 0;
	const ahead = Math.min(AHEAD_COLUMNS, Math.floor(width / 3), sum(cursor + 1, cells.length));
	let first = 0;
	while (first < cursor && sum(first, cursor + 1) + ahead + (first > 0 ? 1 : 0) > width) first++;
	return first;
}
