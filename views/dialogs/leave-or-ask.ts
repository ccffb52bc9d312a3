import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { openSessions, stillRunning } from "../workspace/still-running.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { ask } from "./ask.ts";

const said = messages.views.leaving;

/** More than these are counted. */
const MOST_NAMED = 6;

/** Leave the program; where something runs that ends with it, ask first. */
export function leaveOrAsk(workspace: Workspace): void {
	if (stillRunning(workspace).length === 0) workspace.options.leave();
	else
		void mayEnd(workspace, stillRunning(workspace), said).then((isMeant) => {
			if (isMeant) workspace.options.leave();
		});
}

/** Whether shells in this cluster may end because another one is entered: asked where there are any. Forwards go on. */
export async function mayEndSessions(workspace: Workspace, context: string): Promise<boolean> {
	const switching = messages.views.switching;
	const running = openSessions(workspace);
	return mayEnd(workspace, running, { ...switching, title: (count) => switching.title(count, context) });
}

/** What is asked about what runs. */
interface EndingWords {
	readonly title: (count: number) => string;
	readonly says: string;
	readonly yes: string;
	readonly no: string;
}

async function mayEnd(workspace: Workspace, running: readonly SafeText[], words: EndingWords): Promise<boolean> {
	if (running.length === 0) return true;
	const named = running.slice(0, MOST_NAMED);
	const more = running.length - named.length;
	return ask(workspace, {
		title: safeText(words.title(running.length)),
		facts: [
			...named.map((one, index) => [index === 0 ? said.runs : "", one] as const),
			...(more === 0 ? [] : [["", safeText(messages.views.dialog.more(more))] as const]),
		],
		says: safeText(words.says),
		yes: safeText(words.yes),
		no: safeText(words.no),
	});
}
