import type { Command } from "./command.ts";

/** A load test on the screen. */
export const loadCommands: readonly Command[] = [
	{
		id: "load.again",
		keys: ["ctrl-r"],
		scope: "load",
		bar: 50,
		run: ({ view }) => {
			if (view?.type === "load") view.again();
		},
	},
];
