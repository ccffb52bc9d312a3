import { Box } from "ink";
import type { ReactNode } from "react";
import { safeText } from "../../src/text/safe-text.ts";
import { useReadable } from "../hooks/use-readable.ts";
import type { TextPane } from "../screens/text-pane.ts";
import { Line, Span } from "./span.tsx";

/** Cells left of the text, for the mark of the match. */
export const GUTTER_COLUMNS = 1;
const blank = safeText(" ");
const mark = safeText("▸");

/** The rows of a text that are on the screen, the match that one is at marked. The pane has been told of the screen. */
export function PaneRows({ pane, height }: { readonly pane: TextPane; readonly height: number }): ReactNode {
	useReadable(pane.changed);
	const { offset } = pane.place;
	return (
		<Box flexDirection="column" height={height}>
			{pane.window().map(({ pieces, chosen }, index) => (
				// Rows of a text have no identity but their place.
				// oxlint-disable-next-line react/no-array-index-key
				<Line key={offset + index}>
					<Span token="prompt">{chosen ? mark : blank}</Span>
					{pieces.map((piece, place) => (
						// oxlint-disable-next-line react/no-array-index-key
						<Span key={place} token={piece.token}>
							{piece.text}
						</Span>
					))}
				</Line>
			))}
		</Box>
	);
}
