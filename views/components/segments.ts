import { safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";

/** Pieces that belong together: drawn whole or not at all. */
export interface Segment {
	readonly pieces: readonly Piece[];
	/** 0 stays to the last; on a narrow screen the highest goes first. */
	readonly priority: number;
}

const SEGMENT_GAP = "  ";
const GROUP_GAP = "   ";

/** A segment of one piece. */
export function segment(text: string, token: Token = "plain", priority = 0): Segment {
	return { pieces: [{ text: safeText(text), token }], priority };
}

/**
 * Lay out one line of `width` cells: groups of segments from the left, the last group at the right
 * edge. Segments that do not fit are left out, least important first; what is still too long is cut
 * by the line itself.
 */
export function fitSegments(groups: readonly (readonly Segment[])[], width: number): readonly Piece[] {
	let kept: readonly (readonly Segment[])[] = groups.filter((group) => group.length > 0);
	while (widthOf(kept) > width) {
		const shorter = withoutWorst(kept);
		if (shorter === undefined) break;
		kept = shorter;
	}
	const spare = Math.max(0, width - widthOf(kept));
	return kept.flatMap((group, place) => {
		const isLast = place > 0 && place === kept.length - 1;
		const gap = place === 0 ? "" : " ".repeat(GROUP_GAP.length + (isLast ? spare : 0));
		return [{ text: safeText(gap), token: "plain" as const }, ...joined(group)];
	});
}

/** The groups without the last of their least important segments; undefined when all must stay. */
function withoutWorst(groups: readonly (readonly Segment[])[]): readonly (readonly Segment[])[] | undefined {
	const worst = Math.max(...groups.flat().map(({ priority }) => priority));
	if (worst <= 0) return undefined;
	const from = groups.findLastIndex((group) => group.some(({ priority }) => priority === worst));
	return groups
		.map((group, place) =>
			place === from
				? group.toSpliced(
						group.findLastIndex(({ priority }) => priority === worst),
						1,
					)
				: group,
		)
		.filter((group) => group.length > 0);
}

/** Whether two lines of pieces look the same. */
export function samePieces(before: readonly Piece[], after: readonly Piece[]): boolean {
	return (
		before.length === after.length &&
		before.every((piece, index) => {
			const other = after[index];
			return (
				piece.text === other?.text &&
				piece.token === other.token &&
				piece.isOnCursor === other.isOnCursor &&
				piece.style === other.style &&
				piece.link === other.link
			);
		})
	);
}

function joined(group: readonly Segment[]): readonly Piece[] {
	return group.flatMap(({ pieces }, place) =>
		place === 0 ? pieces : [{ text: safeText(SEGMENT_GAP), token: "muted" as const }, ...pieces],
	);
}

function widthOf(groups: readonly (readonly Segment[])[]): number {
	const inside = groups.map((group) => joined(group).reduce((sum, { text }) => sum + cellWidth(text), 0));
	return inside.reduce((sum, width) => sum + width, 0) + GROUP_GAP.length * Math.max(0, groups.length - 1);
}
