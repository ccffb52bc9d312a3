import type { ReactNode } from "react";
import { messages } from "../../src/text/messages/messages.ts";
import { useReadable } from "../hooks/use-readable.ts";
import type { DetailModel } from "../screens/detail-model.ts";
import { type Segment, segment } from "./segments.ts";
import { StatusLine } from "./status-line.tsx";

/** Which object is shown, whether it still is so, and where in its text one is. */
export function DetailTitle({ detail, width }: { readonly detail: DetailModel; readonly width: number }): ReactNode {
	useReadable(detail.pane.changed);
	useReadable(detail.state);
	const said = messages.views.detail;
	const { offset, total } = detail.pane.place;
	const where: Segment[] = [segment(said.modes[detail.mode], "title", 1), segment(detail.title, "plain")];
	const state = stateSegment(detail);
	if (state !== undefined) where.push(state);
	const { term } = detail.pane;
	if (term !== "") {
		const { at, total: matches } = detail.pane.found;
		where.push(segment(`${messages.views.filterPrompt}${term} ${said.found(at, matches)}`, "prompt", 1));
	}
	return <StatusLine groups={[where, [segment(said.place(offset + 1, total), "muted", 2)]]} width={width} />;
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
