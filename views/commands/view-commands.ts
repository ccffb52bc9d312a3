import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { leaveOrAsk } from "../dialogs/leave-or-ask.ts";
import type { Command } from "./command.ts";
import { paneOf } from "./pane-commands.ts";

/** What works wherever one is: stepping between views, the prompts, leaving. */
export const viewCommands: readonly Command[] = [
	{
		id: "view.palette",
		keys: [":"],
		scope: "anywhere",
		bar: 20,
		run: ({ prompt }) => prompt.set({ kind: "palette", text: "", choice: 0 }),
	},
	{
		id: "view.filter",
		keys: ["/"],
		scope: "table",
		bar: 30,
		run: ({ prompt, table }) => prompt.set({ kind: "filter", text: table?.filter.text.get() ?? "", choice: 0 }),
	},
	{
		id: "view.help",
		keys: ["?"],
		scope: "anywhere",
		bar: 90,
		disabled: ({ view }) => (view?.type === "help" ? safeText(messages.views.disabled.isHelp) : undefined),
		run: (workspace) => workspace.openHelp(),
	},
	{
		id: "view.back",
		keys: ["esc"],
		scope: "anywhere",
		bar: 80,
		run: (workspace) => {
			const { table, bulk, view } = workspace;
			const pane = paneOf(workspace);
			const { logs } = workspace;
			const run = bulk.get();
			if (run?.isEnded === false) run.stop();
			else if (run !== undefined) bulk.set(undefined);
			else if (view?.type === "load" && view.isRunning) view.test.stop();
			else if (logs !== undefined) {
				if (!logs.back()) workspace.close();
			} else if (pane !== undefined && pane.term !== "") pane.search("");
			else if (table !== undefined && table.marks.size > 0) table.marks.clear();
			else if (table !== undefined && table.filter.text.get() !== "") table.setFilter("");
			else if (table?.onlyBroken.get() === true) table.toggleBroken();
			else workspace.close();
		},
	},
	{
		id: "view.close",
		keys: ["q"],
		scope: "anywhere",
		run: (workspace) => {
			if (workspace.close()) return;
			if (workspace.bulk.get()?.isEnded === false)
				workspace.notice.set(safeText(messages.views.disabled.stillDeleting));
			else leaveOrAsk(workspace);
		},
	},
	{ id: "view.redraw", keys: ["ctrl-l"], scope: "anywhere", run: (workspace) => workspace.options.redraw() },
	{
		id: "view.header",
		keys: ["ctrl-e"],
		scope: "anywhere",
		run: ({ headerShown }) => headerShown.update((shown) => !shown),
	},
	{
		id: "app.suspend",
		keys: [],
		names: ["suspend"],
		scope: "anywhere",
		disabled: ({ options }) => (options.suspend === undefined ? safeText(messages.views.disabled.noShell) : undefined),
		run: ({ options }) => options.suspend?.(),
	},
	{
		id: "app.leave",
		keys: ["ctrl-c"],
		names: ["q", "quit"],
		scope: "anywhere",
		run: (workspace) => {
			const run = workspace.bulk.get();
			// Pressed again it leaves, whatever does not answer.
			if (run?.isEnded === false && !run.isStopped) run.stop();
			else leaveOrAsk(workspace);
		},
	},
];
