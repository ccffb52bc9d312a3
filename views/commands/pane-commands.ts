import type { HelpModel } from "../screens/help-model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

function onPane(run: (pane: HelpModel) => void): (workspace: Workspace) => void {
	return ({ view }) => {
		if (view?.type === "help") run(view);
	};
}

/** Scrolling a text. */
export const paneCommands: readonly Command[] = [
	{ id: "pane.down", keys: ["j", "down"], scope: "pane", run: onPane((pane) => pane.scrollBy(1)) },
	{ id: "pane.up", keys: ["k", "up"], scope: "pane", run: onPane((pane) => pane.scrollBy(-1)) },
	{ id: "pane.top", keys: ["g", "home"], scope: "pane", run: onPane((pane) => pane.scrollTo(0)) },
	{
		id: "pane.bottom",
		keys: ["G", "end"],
		scope: "pane",
		run: onPane((pane) => pane.scrollTo(Number.MAX_SAFE_INTEGER)),
	},
];
