import { memo, type ReactNode } from "react";
import { safeText } from "../../src/text/safe-text.ts";
import { Line, Selected, Span } from "./span.tsx";
import type { RowText } from "./table-text.ts";

const chosen = safeText("▸");
const other = safeText(" ");

/** One row of a table; rendered again only when its text or its being chosen changes. */
export const TableRow = memo(function TableRow({
	text,
	selected,
}: {
	readonly text: RowText;
	readonly selected: boolean;
}): ReactNode {
	const cells = text.pieces.map((piece, index) => (
		// A cell has no identity but its place.
		// oxlint-disable-next-line react/no-array-index-key
		<Span key={index} token={piece.token}>
			{piece.text}
		</Span>
	));
	if (!selected) {
		return (
			<Line>
				<Span>{other}</Span>
				{cells}
			</Line>
		);
	}
	return (
		<Line>
			<Selected>
				<Span>{chosen}</Span>
				{cells}
			</Selected>
		</Line>
	);
});
