import type { ReactNode } from "react";
import { createStore } from "../../src/base/store.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { aliveCommands } from "../commands/catalogue.ts";
import { useReadable } from "../hooks/use-readable.ts";
import { placeOf } from "../workspace/place.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Segment } from "./segments.ts";
import { StatusLine } from "./status-line.tsx";

const nothing = createStore(0);

/** The keys that matter most here and now, from the command table; what cannot be done is left out. */
export function KeyBar({ workspace, width }: { readonly workspace: Workspace; readonly width: number }): ReactNode {
	// What can be done depends on the row under the cursor.
	useReadable(workspace.table?.changed ?? nothing);
	const shown = aliveCommands(placeOf(workspace.view))
		.filter((command) => command.bar !== undefined && command.disabled?.(workspace) === undefined)
		.toSorted((a, b) => (a.bar ?? 0) - (b.bar ?? 0));
	const segments = shown.map(
		(command): Segment => ({
			pieces: [
				{ text: safeText(`${command.keys[0]} `), token: "key" },
				{ text: safeText(messages.commands[command.id].title), token: "keyTitle" },
			],
			priority: command.id === "view.help" ? 0 : (command.bar ?? 0),
		}),
	);
	return <StatusLine groups={[segments]} width={width} />;
}
