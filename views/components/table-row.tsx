import { memo, type ReactNode } from "react";
import { joinSafe, safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import { Line, Span } from "./span.tsx";
import type { RowText } from "./table-text.ts";

const chosen = safeText("▸");
const other = safeText(" ");
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
	if (selected) {
		const drawn = joinSafe(
			text.pieces.map((piece) => piece.text),
			nothing,
		);
		const rest = safeText(" ".repeat(Math.max(0, width - 1 - cellWidth(drawn))));
		if (text.gone) {
			return (
				<Line>
					<Span token="ghost">{joinSafe([chosen, drawn, rest], nothing)}</Span>
				</Line>
			);
		}
		return (
			<Line>
				<Span token="cursor">{chosen}</Span>
				{text.pieces.map((piece, index) => (
					// oxlint-disable-next-line react/no-array-index-key
					<Span key={index} token={piece.token} isOnCursor>
						{piece.text}
					</Span>
				))}
				<Span token="cursor">{rest}</Span>
			</Line>
		);
	}
	return (
		<Line>
			<Span>{other}</Span>
			{text.pieces.map((piece, index) => (
				// A cell has no identity but its place.
				// oxlint-disable-next-line react/no-array-index-key
				<Span key={index} token={piece.token}>
					{piece.text}
				</Span>
			))}
		</Line>
	);
});
