import type { ReactNode } from "react";
import { fitSegments, type Segment } from "./segments.ts";
import { Line, Span } from "./span.tsx";

/** A line of groups of segments that loses its least important ones on a narrow screen. */
export function StatusLine({
	groups,
	width,
}: {
	readonly groups: readonly (readonly Segment[])[];
	readonly width: number;
}): ReactNode {
	return (
		<Line>
			{fitSegments(groups, width).map(({ text, token }, index) => (
				// Pieces have no identity of their own: the line is drawn anew when any of them changes.
				// oxlint-disable-next-line react/no-array-index-key
				<Span key={index} token={token}>
					{text}
				</Span>
			))}
		</Line>
	);
}
