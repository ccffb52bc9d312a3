import { events } from "../../src/resources/events.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { objectOf } from "../workspace/open-detail.ts";
import type { Command } from "./command.ts";
import { rowProblem } from "./row-problem.ts";

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
			const { resource, name, namespace } = objectOf(table, row);
			workspace
				.open({ kind: events, namespace: namespace === "" ? undefined : namespace })
				.setFilter(`${resource.kind.toLowerCase()}/${name}`);
		},
	},
	{
		id: "row.copy",
		keys: ["c"],
		scope: "row",
		disabled: rowProblem,
		run: ({ table, notice, options }) => {
			const row = table?.current();
			if (row === undefined) return;
			const copied = options.copy(row.name);
			notice.set(safeText(copied ? messages.views.copied(row.name) : messages.views.notCopied));
		},
	},
];
