import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Command } from "./command.ts";

const { disabled } = messages.views;

/** Back and forth through what was on screen, as in a browser. */
export const historyCommands: readonly Command[] = [
	{
		id: "history.back",
		keys: ["["],
		scope: "anywhere",
		disabled: ({ views }) => (views.canTravel(-1) ? undefined : safeText(disabled.nothingBefore)),
		run: ({ views }) => views.travel(-1),
	},
	{
		id: "history.forward",
		keys: ["]"],
		scope: "anywhere",
		disabled: ({ views }) => (views.canTravel(1) ? undefined : safeText(disabled.nothingAhead)),
		run: ({ views }) => views.travel(1),
	},
	{
		id: "history.last",
		keys: ["-"],
		scope: "anywhere",
		disabled: ({ views }) => (views.hasLast ? undefined : safeText(disabled.nothingBefore)),
		run: ({ views }) => views.toggle(),
	},
];
