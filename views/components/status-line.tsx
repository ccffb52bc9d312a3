import type { ReactNode } from "react";
import { fitSegments, type Segment } from "./segments.ts";
import { TextLine } from "./span.tsx";

/** A line of groups of segments that loses its least important ones on a narrow screen. */
export function StatusLine({
	groups,
	width,
}: {
	readonly groups: readonly (readonly Segment[])[];
	readonly width: number;
}): ReactNode {
	return <TextLine pieces={fitSegments(groups, width)} />;
}
