import type { ReactNode } from "react";
import { messages } from "../../src/text/messages/messages.ts";
import { useReadable } from "../hooks/use-readable.ts";
import type { DetailModel } from "../screens/detail-model.ts";
import { placeSegments, searchSegments } from "./pane-place.ts";
import { type Segment, segment } from "./segments.ts";
import { StatusLine } from "./status-line.tsx";

/** Which object is shown, whether it still is so, and where in its text one is. */
export function DetailTitle({ detail, width }: { readonly detail: DetailModel; readonly width: number }): ReactNode {
	useReadable(detail.pane.changed);
	useReadable(detail.state);
	const said = messages.views.detail;
	const where: Segment[] = [segment(said.modes[detail.mode], "title", 1), segment(detail.title, "plain")];
	const state = stateSegment(detail);
	if (state !== undefined) where.push(state);
	where.push(...searchSegments(detail.pane));
	return <StatusLine groups={[where, placeSegments(detail.pane)]} width={width} />;
}

function stateSegment(detail: DetailModel): Segment | undefined {
	const state = detail.state.get();
	const said = messages.views.detail;
	switch (state.state) {
		case "reading":
			return segment(said.reading, "muted");
		case "changed":
			return segment(`▲ ${said.changed}`, "attention");
		case "gone":
			return segment(`✖ ${said.gone}`, "broken");
		case "failed":
			return segment(`✖ ${said.failed}`, "broken");
		case "current":
			return undefined;
	}
}
