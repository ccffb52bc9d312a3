import type { Chord } from "../../src/terminal/key.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

/** Run a command, or say why it cannot be run now: by a key, or by name from the palette. */
export function runCommand(workspace: Workspace, command: Command, by: { chord: Chord } | { name: string }): void {
	const chord = "chord" in by ? by.chord : undefined;
	const reason = command.disabled?.(workspace, chord);
	if (reason === undefined) command.run(workspace, chord);
	else workspace.notice.set(safeText(`${"chord" in by ? by.chord : by.name}: ${reason}`));
}
