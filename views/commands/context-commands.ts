import type { ContextRow } from "../contexts/contexts-kind.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";
import { rowProblem } from "./row-problem.ts";

/** On the table of contexts. */
export const contextCommands: readonly Command[] = [
	{
		id: "context.enter",
		keys: ["enter"],
		scope: "context",
		bar: 10,
		disabled: rowProblem,
		run: ({ table, options }: Workspace) => {
			const row = table?.current() as ContextRow | undefined;
			if (row !== undefined) options.switchTo(row.name);
		},
	},
];
