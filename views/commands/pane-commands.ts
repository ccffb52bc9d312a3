import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { Pane } from "../screens/pane.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

/** The text on screen. */
export function paneOf({ view }: Workspace): Pane | undefined {
	if (view === undefined || view.type === "table") return undefined;
	return view.type === "logs" ? view : view.pane;
}

function onPane(run: (pane: Pane) => void): (workspace: Workspace) => void {
	return (workspace) => {
		const pane = paneOf(workspace);
		if (pane !== undefined) run(pane);
	};
}

function noSearch(workspace: Workspace): SafeText | undefined {
	return paneOf(workspace)?.term === "" ? safeText(messages.views.disabled.noSearch) : undefined;
}

/** Scrolling and searching a text. */
export const paneCommands: readonly Command[] = [
	{ id: "pane.down", keys: ["j", "down"], scope: "pane", run: onPane((pane) => pane.scrollBy(1)) },
	{ id: "pane.up", keys: ["k", "up"], scope: "pane", run: onPane((pane) => pane.scrollBy(-1)) },
	{ id: "pane.top", keys: ["g", "<", "home"], scope: "pane", run: onPane((pane) => pane.scrollTo(0)) },
	{
		id: "pane.bottom",
		keys: ["G", ">", "end"],
		scope: "pane",
		run: onPane((pane) => pane.scrollTo(Number.MAX_SAFE_INTEGER)),
	},
	{ id: "pane.halfPageDown", keys: ["ctrl-d"], scope: "pane", run: onPane((pane) => pane.page(0.5)) },
	{ id: "pane.halfPageUp", keys: ["ctrl-u"], scope: "pane", run: onPane((pane) => pane.page(-0.5)) },
	{ id: "pane.pageDown", keys: ["ctrl-f", "pgdn", "space"], scope: "pane", run: onPane((pane) => pane.page(1)) },
	{ id: "pane.pageUp", keys: ["ctrl-b", "pgup"], scope: "pane", run: onPane((pane) => pane.page(-1)) },
	{ id: "pane.right", keys: ["right"], scope: "pane", run: onPane((pane) => pane.shift(1)) },
	{ id: "pane.left", keys: ["left"], scope: "pane", run: onPane((pane) => pane.shift(-1)) },
	{
		id: "pane.search",
		keys: ["/"],
		scope: "pane",
		bar: 30,
		run: ({ prompt }) => prompt.set({ kind: "search", text: "", choice: 0 }),
	},
	{
		id: "pane.next",
		keys: ["n"],
		scope: "pane",
		bar: 31,
		disabled: noSearch,
		run: onPane((pane) => void pane.next(1)),
	},
	{
		id: "pane.previous",
		keys: ["N"],
		scope: "pane",
		bar: 32,
		disabled: noSearch,
		run: onPane((pane) => void pane.next(-1)),
	},
	{
		id: "pane.wrap",
		keys: ["w"],
		scope: "pane",
		bar: 40,
		disabled: ({ view }) => (view?.type === "help" ? safeText(messages.views.disabled.laidOut) : undefined),
		run: onPane((pane) => pane.toggleWrap()),
	},
];
