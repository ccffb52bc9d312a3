import type { Frame, TerminalSize } from "../terminal/terminal.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import { truncate } from "../text/width.ts";

/** On a screen this low the rules and the header give way to rows. */
export const LOW_ROWS = 15;

/**
 * The first thing on the screen: the frame with nothing in it, drawn before what draws the rest has
 * been loaded.
 */
export function skeleton(clusterName: string, { columns, rows }: TerminalSize): Frame {
	const header = truncate(safeText(`${clusterName}  ◌ ${messages.views.freshness.connecting}`), columns);
	const lines = Array.from({ length: rows }, () => "");
	lines[0] = header;
	if (rows >= LOW_ROWS) {
		const rule = "─".repeat(columns);
		lines[2] = rule;
		lines[rows - 2] = rule;
	}
	return { lines };
}
