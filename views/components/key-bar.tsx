import { type ReactNode, useMemo } from "react";
import { deriveAll } from "../../src/base/derive.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { aliveCommands } from "../commands/catalogue.ts";
import type { Place } from "../commands/command.ts";
import { useReadable } from "../hooks/use-readable.ts";
import type { Piece } from "../theme/styled-text.ts";
import { placeOf } from "../workspace/place.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { fitSegments, type Segment, samePieces } from "./segments.ts";
import { TextLine } from "./span.tsx";

/** The keys that matter most here and now, from the command table; what cannot be done is left out. */
export function KeyBar({ workspace, width }: { readonly workspace: Workspace; readonly width: number }): ReactNode {
	const { view } = workspace;
	const pieces = useMemo(() => {
		// What can be done depends on the row under the cursor, and on what is searched for.
		const beat = view === undefined ? workspace.stack : "pane" in view ? view.pane.changed : view.changed;
		const draw = (): readonly Piece[] => fitSegments([keySegments(workspace, placeOf(view))], width);
		return deriveAll([beat, workspace.prompt], draw, samePieces);
	}, [workspace, view, width]);
	return <TextLine pieces={useReadable(pieces)} />;
}

function keySegments(workspace: Workspace, place: Place): readonly Segment[] {
	return aliveCommands(place)
		.filter((command) => command.bar !== undefined && command.disabled?.(workspace) === undefined)
		.toSorted((a, b) => (a.bar ?? 0) - (b.bar ?? 0))
		.map(
			(command): Segment => ({
				pieces: [
					{ text: safeText(`${command.keys[0]} `), token: "key" },
					{ text: safeText(messages.commands[command.id].title), token: "keyTitle" },
				],
				priority: command.id === "view.help" ? 0 : (command.bar ?? 0),
			}),
		);
}
