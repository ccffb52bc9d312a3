import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { stillRunning } from "../workspace/still-running.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { ask } from "./ask.ts";

const said = messages.views.leaving;

/** More than these are counted. */
const MOST_NAMED = 6;

/** Leave the program; where something runs that ends with it, ask first. */
export function leaveOrAsk(workspace: Workspace): void {
	if (stillRunning(workspace).length === 0) workspace.options.leave();
	else
		void mayEndAll(workspace).then((mayEnd) => {
			if (mayEnd) workspace.options.leave();
		});
}

/** Whether what runs here may end: asked where there is any. */
export async function mayEndAll(workspace: Workspace): Promise<boolean> {
	const running = stillRunning(workspace);
	if (running.length === 0) return true;
	const named = running.slice(0, MOST_NAMED);
	const more = running.length - named.length;
	return ask(workspace, {
		title: safeText(said.title(running.length)),
		facts: [
			...named.map((one, index) => [index === 0 ? said.runs : "", one] as const),
			...(more === 0 ? [] : [["", safeText(messages.views.dialog.more(more))] as const]),
		],
		says: safeText(said.says),
		yes: safeText(said.yes),
		no: safeText(said.no),
	});
}
