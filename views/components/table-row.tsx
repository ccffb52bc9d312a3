import { memo, type ReactNode } from "react";
import { joinSafe, type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import { TextLine } from "./span.tsx";
import type { RowText } from "./table-text.ts";

const chosen = safeText("▸");
const other: Piece = { text: safeText(" "), token: "plain" };
const nothing = safeText("");
const marks = {
	marked: { text: safeText("✓"), token: "mark" },
	failed: { text: safeText("!"), token: "broken" },
} as const satisfies Record<Mark, Piece>;

/** Whether a row is marked, and whether what was done to all that are failed for it. */
export type Mark = "marked" | "failed";

/** One row of a table; rendered again only when its text, its mark or its being chosen changes. */
export const TableRow = memo(function TableRow({
	text,
	selected,
	width,
	mark,
}: {
	readonly text: RowText;
	readonly selected: boolean;
	/** Cells of the whole line, which the bar under the cursor fills. */
	readonly width: number;
	readonly mark?: Mark | undefined;
}): ReactNode {
	const gutter = mark && marks[mark];
	if (!selected) return <TextLine pieces={[gutter ?? other, ...text.pieces]} />;
	const drawn = joinSafe(
		text.pieces.map((piece) => piece.text),
		nothing,
	);
	const rest = safeText(" ".repeat(Math.max(0, width - 1 - cellWidth(drawn))));
	return <TextLine pieces={text.gone ? ghost(drawn, rest, gutter) : bar(text.pieces, rest, gutter)} />;
});

function ghost(drawn: SafeText, rest: SafeText, gutter: Piece | undefined): readonly Piece[] {
	return [{ text: joinSafe([gutter?.text ?? chosen, drawn, rest], nothing), token: "ghost" }];
}

function bar(pieces: readonly Piece[], rest: SafeText, gutter: Piece | undefined): readonly Piece[] {
	return [
		gutter === undefined ? { text: chosen, token: "cursor" } : { ...gutter, isOnCursor: true },
		...pieces.map((piece): Piece => ({ ...piece, isOnCursor: true })),
		{ text: rest, token: "cursor" },
	];
}
