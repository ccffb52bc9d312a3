import { events } from "../../src/resources/events.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { objectOf } from "../workspace/open-detail.ts";
import type { Command } from "./command.ts";
import { chosenProblem, rowProblem } from "./row-problem.ts";

/** What leads from a row elsewhere: its events, the clipboard. */
export const lookupCommands: readonly Command[] = [
	{
		id: "row.events",
		keys: ["E"],
		scope: "row",
		bar: 47,
		disabled: rowProblem,
		run: (workspace) => {
			const { table } = workspace;
			const row = table?.current();
			if (table === undefined || row === undefined) return;
			const { resource, name, namespace, uid } = objectOf(table, row);
			workspace.open({
				kind: events,
				// What is in no namespace has its events in `default`.
				namespace: namespace === "" ? "default" : namespace,
				selection: { by: "about", uid, kind: resource.kind, name, namespace },
				within: `${resource.kind} ${name}`,
			});
		},
	},
	{
		id: "row.copy",
		keys: ["c"],
		scope: "row",
		disabled: chosenProblem,
		run: ({ table, notice, options }) => {
			const row = table?.current();
			const marked = table?.marks.list().map((one) => one.row.name) ?? [];
			const names = marked.length === 0 && row !== undefined ? [row.name] : marked;
			const said =
				names.length === 1 ? messages.views.copied(names[0] ?? "") : messages.views.copiedNames(names.length);
			notice.set(safeText(options.copy(names.join("\n")) ? said : messages.views.notCopied));
		},
	},
];
