import { objectName } from "../../src/session/object-reference.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { MarkedObject, MarkedObjects } from "./dialog.ts";
import { boundedList, type Lines, nameColumn, piece } from "./lines.ts";

const said = messages.views.dialog;

/** The marked objects of a question, those first about which there is something to know. */
export function markedLines(subject: MarkedObjects, offset: number, room: number): Lines {
	const notes = subject.objects.map((object) => ({ object, note: noteOn(object, subject) }));
	const sorted = [...notes.filter(({ note }) => note !== undefined), ...notes.filter(({ note }) => note === undefined)];
	const names = nameColumn(sorted.map(({ object }) => objectName(object.reference)));
	const lines = sorted.map(({ note }, index): readonly Piece[] => {
		const name = names[index] ?? "";
		if (note === undefined) return [piece("   ✓ ", "mark"), piece(name)];
		const glyph = note.acts ? piece("   ✓ ", "mark") : piece("   - ", "muted");
		return [glyph, piece(name, note.acts ? "plain" : "muted"), piece(`  ${note.text}`, "attention")];
	});
	return boundedList(lines, offset, room, (count) => [
		piece(`     ${said.more(count)}   `, "muted"),
		piece(said.scroll, "muted"),
	]);
}

/** What is to be known of an object, and whether anything is done to it. */
function noteOn(
	{ reference, denied, hidden, problem }: MarkedObject,
	{ isGone }: MarkedObjects,
): { readonly text: string; readonly acts: boolean } | undefined {
	if (isGone(reference.uid)) return { text: said.goneNow, acts: false };
	if (denied !== undefined) return { text: denied, acts: false };
	if (problem !== undefined) return { text: problem, acts: true };
	return hidden ? { text: said.hidden, acts: true } : undefined;
}
