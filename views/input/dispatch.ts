import type { Chord, InputEvent } from "../../src/terminal/key.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { commandFor } from "../commands/catalogue.ts";
import { paneOf } from "../commands/pane-commands.ts";
import { runCommand } from "../commands/run-command.ts";
import { dialogInput } from "../dialogs/dialog-input.ts";
import type { Geometry } from "../frame/geometry.ts";
import { placeOf } from "../workspace/place.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { promptInput } from "./prompt-input.ts";

const WHEEL_ROWS = 3;

/**
 * Send what came from the terminal to whom it concerns: the prompt, the mouse (which
 * alone asks how the screen is divided), or the command table.
 */
export function dispatch(workspace: Workspace, event: InputEvent, at: () => Geometry): void {
	if (event.type === "focus") return;
	workspace.notice.set(undefined);
	workspace.table?.touch();
	if (workspace.dialog.get() !== undefined) {
		dialogInput(workspace, event);
		return;
	}
	if (workspace.prompt.get() !== undefined) {
		promptInput(workspace, event);
		return;
	}
	if (event.type === "mouse") {
		mouse(workspace, event, at());
		return;
	}
	if (event.type === "key") press(workspace, event.chord);
}

/** Whoever is used to another program is told where a key does nothing. */
function press(workspace: Workspace, chord: Chord): void {
	const command = commandFor(placeOf(workspace.view), chord);
	if (command !== undefined) runCommand(workspace, command, { chord });
	else workspace.notice.set(safeText(`${chord}: ${messages.views.disabled.noSuchKey}`));
}

/** The wheel moves the cursor, or a text; a click chooses a row, or a line of a log; a click on the chosen one opens it. */
function mouse(workspace: Workspace, event: Extract<InputEvent, { type: "mouse" }>, at: Geometry): void {
	const { table, logs } = workspace;
	if (event.action === "wheel-down" || event.action === "wheel-up") {
		const rows = event.action === "wheel-down" ? WHEEL_ROWS : -WHEEL_ROWS;
		if (table !== undefined) table.moveBy(rows);
		else if (logs !== undefined) logs.shiftBy(rows);
		else paneOf(workspace)?.scrollBy(rows);
		return;
	}
	if (event.action !== "press" || event.button !== "left") return;
	if (logs !== undefined) {
		const row = event.row - at.bodyTop;
		if (!logs.choose(row) && logs.onScreen[row] !== undefined) press(workspace, "enter");
		return;
	}
	if (table === undefined) return;
	const line = event.row - at.bodyTop - 1;
	const window = table.window(at.bodyRows - 1);
	if (line < 0 || line >= window.rows.length) return;
	const index = window.offset + line;
	if (index === window.cursor) press(workspace, "enter");
	else table.moveTo(index);
}
