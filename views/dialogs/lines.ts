import { safeText } from "../../src/text/safe-text.ts";
import { cellWidth, pad } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";

/** Lines of a dialog, each of pieces with a look. */
export type Lines = readonly (readonly Piece[])[];

/** Cells of a label. */
export const LABEL_COLUMNS = 11;

/** No list takes more lines than this, however high the screen. */
const LONGEST_LIST = 16;

/** A text with a look. */
export function piece(text: string, token: Token = "plain"): Piece {
	return { text: safeText(text), token };
}

/** A line of a label and a value. */
export function fact(label: string, value: string, token: Token = "plain"): readonly Piece[] {
	return [piece(`   ${label.padEnd(LABEL_COLUMNS)}`, "muted"), piece(value, token)];
}

/** No name of a list is filled up beyond this. */
const LONGEST_NAME = 44;

/** Names of a list, filled up so that what is said of them stands in a column. */
export function nameColumn(names: readonly string[]): readonly string[] {
	const safe = names.map((name) => safeText(name));
	const width = Math.min(LONGEST_NAME, Math.max(0, ...safe.map(cellWidth)));
	return safe.map((name) => pad(name, width));
}

/**
 * As many lines of a list as there is room for, from `offset` on; when that is not all, the last of them says how many
 * there are besides.
 */
export function boundedList(
	lines: Lines,
	offset: number,
	room: number,
	more: (count: number) => readonly Piece[],
): Lines {
	const height = Math.max(2, Math.min(room, LONGEST_LIST));
	if (lines.length <= height) return lines;
	const shown = height - 1;
	const from = Math.max(0, Math.min(offset, lines.length - shown));
	return [...lines.slice(from, from + shown), more(lines.length - shown)];
}

/** A button; the chosen one is marked. */
export function button(text: string, chosen: boolean, token: Token): Piece {
	return piece(chosen ? `▸[ ${text} ]` : ` [ ${text} ]`, chosen ? "cursor" : token);
}
