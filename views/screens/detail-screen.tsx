import type { ReactNode } from "react";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { Notice } from "../components/notice.tsx";
import { PaneRows } from "../components/pane-rows.tsx";
import { useReadable } from "../hooks/use-readable.ts";
import type { DetailModel } from "./detail-model.ts";

/** The text of one object, or why there is none. */
export function DetailScreen({ detail, height }: { readonly detail: DetailModel; readonly height: number }): ReactNode {
	useReadable(detail.pane.changed);
	const state = useReadable(detail.state);
	if (detail.pane.isEmpty)
		return <Notice lines={emptyLines(detail)} token={state.state === "reading" ? "muted" : "broken"} height={height} />;
	return <PaneRows pane={detail.pane} height={height} />;
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
