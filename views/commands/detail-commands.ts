import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { askWhereToSave } from "../input/save-view.ts";
import type { DetailModel } from "../screens/detail-model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

function onDetail(run: (detail: DetailModel) => void): (workspace: Workspace) => void {
	return ({ view }) => {
		if (view?.type === "detail") run(view);
	};
}

function noSearch({ view }: Workspace): SafeText | undefined {
	return view?.type === "detail" && view.pane.term !== "" ? undefined : safeText(messages.views.disabled.noSearch);
}

/** Reading the text of an object. */
export const detailCommands: readonly Command[] = [
	{
		id: "detail.search",
		keys: ["/"],
		scope: "detail",
		bar: 30,
		run: ({ prompt }) => prompt.set({ kind: "search", text: "", choice: 0 }),
	},
	{
		id: "detail.next",
		keys: ["n"],
		scope: "detail",
		bar: 31,
		disabled: noSearch,
		run: onDetail(({ pane }) => void pane.next(1)),
	},
	{
		id: "detail.previous",
		keys: ["N"],
		scope: "detail",
		bar: 32,
		disabled: noSearch,
		run: onDetail(({ pane }) => void pane.next(-1)),
	},
	{ id: "detail.wrap", keys: ["w"], scope: "detail", bar: 40, run: onDetail(({ pane }) => pane.toggleWrap()) },
	{
		id: "detail.pageDown",
		keys: ["ctrl-f", "pgdn", "space"],
		scope: "detail",
		run: onDetail(({ pane }) => pane.page(1)),
	},
	{ id: "detail.pageUp", keys: ["ctrl-b", "pgup"], scope: "detail", run: onDetail(({ pane }) => pane.page(-1)) },
	{
		id: "detail.save",
		keys: ["ctrl-s"],
		names: ["save"],
		scope: "detail",
		disabled: ({ view }) =>
			view?.type === "detail" && view.pane.place.total === 0
				? safeText(messages.views.disabled.nothingToSave)
				: undefined,
		run: askWhereToSave,
	},
	{ id: "detail.reload", keys: ["ctrl-r"], scope: "detail", bar: 50, run: onDetail((detail) => detail.reload()) },
];
