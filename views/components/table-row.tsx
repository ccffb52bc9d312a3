import { memo, type ReactNode } from "react";
import { joinSafe, safeText } from "../../src/text/safe-text.ts";
import { Line, Span } from "./span.tsx";
import type { RowText } from "./table-text.ts";

const chosen = safeText("▸");
const other = safeText(" ");
const nothing = safeText("");

/** One row of a table; rendered again only when its text or its being chosen changes. */
export const TableRow = memo(function TableRow({
	text,
	selected,
}: {
	readonly text: RowText;
	readonly selected: boolean;
}): ReactNode {
	if (selected) {
		// One colour: what the tones say, the words of the row say too.
		return (
			<Line>
				<Span token={text.gone ? "ghost" : "cursor"}>
					{joinSafe([chosen, ...text.pieces.map((piece) => piece.text)], nothing)}
				</Span>
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
