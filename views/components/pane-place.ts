import { messages } from "../../src/text/messages/messages.ts";
import type { TextPane } from "../screens/text-pane.ts";
import { type Segment, segment } from "./segments.ts";

/** What is searched for in a text, and which of its matches one is at; nothing when nothing is. */
export function searchSegments(pane: TextPane): readonly Segment[] {
	if (pane.term === "") return [];
	const { at, total } = pane.found;
	const said = messages.views.detail.found(at, total);
	const token = total === 0 ? "attention" : "prompt";
	return [segment(`${messages.views.prompts.signs.search}${pane.term} ${said}`, token, 1)];
}

/** Which rows of a text are on the screen; nothing when all are. */
export function placeSegments(pane: TextPane): readonly Segment[] {
	const { offset, shown, total } = pane.place;
	if (shown >= total) return [];
	return [segment(messages.views.detail.place(offset + 1, offset + shown, total), "muted", 2)];
}
