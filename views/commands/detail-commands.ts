import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { askWhereToSave } from "../input/save-view.ts";
import type { DetailModel } from "../screens/detail-model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

function onDetail(run: (detail: DetailModel) => void): (workspace: Workspace) => void {
	return ({ view }) => {
		if (view?.type === "detail") run(view);
	};
}

/** Reading the text of an object. */
export const detailCommands: readonly Command[] = [
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
