import { memo, type ReactNode } from "react";
import { joinSafe, type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import { TextLine } from "./span.tsx";
import type { RowText } from "./table-text.ts";

const chosen = safeText("▸");
const other: Piece = { text: safeText(" "), token: "plain" };
const nothing = safeText("");

/** One row of a table; rendered again only when its text or its being chosen changes. */
export const TableRow = memo(function TableRow({
	text,
	selected,
	width,
}: {
	readonly text: RowText;
	readonly selected: boolean;
	/** Cells of the whole line, which the bar under the cursor fills. */
	readonly width: number;
}): ReactNode {
	if (!selected) return <TextLine pieces={[other, ...text.pieces]} />;
	const drawn = joinSafe(
		text.pieces.map((piece) => piece.text),
		nothing,
	);
	const rest = safeText(" ".repeat(Math.max(0, width - 1 - cellWidth(drawn))));
	return <TextLine pieces={text.gone ? ghost(drawn, rest) : bar(text.pieces, rest)} />;
});

function ghost(drawn: SafeText, rest: SafeText): readonly Piece[] {
	return [{ text: joinSafe([chosen, drawn, rest], nothing), token: "ghost" }];
}

function bar(pieces: readonly Piece[], rest: SafeText): readonly Piece[] {
	return [
		{ text: chosen, token: "cursor" },
		...pieces.map((piece): Piece => ({ ...piece, isOnCursor: true })),
		{ text: rest, token: "cursor" },
	];
}
