import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

/** A text that can be scrolled. */
interface Scrollable {
	scrollBy(rows: number): void;
	scrollTo(row: number): void;
}

/** The text on screen. */
export function paneOf({ view }: Workspace): Scrollable | undefined {
	if (view?.type === "help") return view;
	return view?.type === "detail" ? view.pane : undefined;
}

function onPane(run: (pane: Scrollable) => void): (workspace: Workspace) => void {
	return (workspace) => {
		const pane = paneOf(workspace);
		if (pane !== undefined) run(pane);
	};
}

/** Scrolling a text. */
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
];
