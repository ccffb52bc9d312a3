import { Box } from "ink";
import type { ReactNode } from "react";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { Notice } from "../components/notice.tsx";
import { Line, Span } from "../components/span.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { DetailModel } from "./detail-model.ts";

/** Cells left of the text, for the mark of the match. */
const GUTTER_COLUMNS = 1;
const blank = safeText(" ");
const mark = safeText("▸");

/** The text of one object, or why there is none. */
export function DetailScreen({
	detail,
	width,
	height,
}: {
	readonly detail: DetailModel;
	readonly width: number;
	readonly height: number;
}): ReactNode {
	useReadable(detail.pane.changed);
	const state = useReadable(detail.state);
	detail.pane.fit(width - GUTTER_COLUMNS, height);
	const rows = detail.pane.window();
	if (rows.length === 0) {
		return <Notice lines={emptyLines(detail)} token={state.state === "reading" ? "muted" : "broken"} height={height} />;
	}
	const { offset } = detail.pane.place;
	return (
		<Box flexDirection="column" height={height}>
			{rows.map(({ pieces, chosen }, index) => (
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

function emptyLines(detail: DetailModel): readonly SafeText[] {
	const state = detail.state.get();
	const said = messages.views.detail;
	switch (state.state) {
		case "failed":
			return [safeText(said.failed), state.message];
		case "gone":
			return [safeText(said.goneBefore)];
		default:
			return [safeText(said.reading)];
	}
}
