import { safeText } from "../../src/text/safe-text.ts";
import { cellWidth, clip } from "../../src/text/width.ts";
import { cutIntoRows, indexAtCell } from "../screens/pane-cut.ts";
import type { Piece } from "../theme/styled-text.ts";

/** Pieces as lines of at most `width` cells each; at least one. */
export function wrapPieces(pieces: readonly Piece[], width: number): readonly (readonly Piece[])[] {
	const text = textOf(pieces);
	return cutIntoRows([text], Math.max(1, width)).map(({ from, to }) => slice(pieces, from, to));
}

/** Pieces without the first `left` cells, and no wider than `width`; what is cut off at the right is an ellipsis. */
export function cutPieces(pieces: readonly Piece[], left: number, width: number): readonly Piece[] {
	const text = textOf(pieces);
	const from = indexAtCell(text, left);
	// A line of a megabyte is not measured to its end.
	const rest = text.slice(from, from + 4 * width + 1);
	if (from + rest.length === text.length && cellWidth(rest) <= width)
		return from === 0 ? pieces : slice(pieces, from, text.length);
	const kept = clip(safeText(rest), Math.max(0, width - 1)).length;
	return [...slice(pieces, from, from + kept), { text: ellipsis, token: "muted" }];
}

const ellipsis = safeText("…");

function textOf(pieces: readonly Piece[]): string {
	return pieces.map(({ text }) => text).join("");
}

/** The part of pieces between two places of their text, in UTF-16 units. */
function slice(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
	const kept: Piece[] = [];
	let at = 0;
	for (const piece of pieces) {
		const start = Math.max(0, from - at);
		const end = Math.min(piece.text.length, to - at);
		if (start === 0 && end === piece.text.length) kept.push(piece);
		else if (end > start) kept.push({ ...piece, text: safeText(piece.text.slice(start, end)) });
		at += piece.text.length;
		if (at >= to) break;
	}
	return kept;
}
