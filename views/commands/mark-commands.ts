import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Command } from "./command.ts";
import { rowProblem } from "./row-problem.ts";

/** Choosing several rows, for what is done to all of them. */
export const markCommands: readonly Command[] = [
	{
		id: "mark.toggle",
		keys: ["space"],
		scope: "row",
		bar: 42,
		disabled: rowProblem,
		run: ({ table }) => {
			const row = table?.current();
			if (table === undefined || row === undefined) return;
			table.marks.toggle(row);
			table.moveBy(1);
		},
	},
	{
		id: "mark.range",
		keys: ["V", "ctrl-space"],
		scope: "row",
		disabled: (workspace) => {
			const problem = rowProblem(workspace);
			if (problem !== undefined || workspace.table?.marks.hasAnchor === true) return problem;
			return safeText(messages.views.disabled.noRangeStart);
		},
		run: ({ table }) => {
			const row = table?.current();
			if (row !== undefined) table?.marks.markTo(row);
		},
	},
];
