import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { aliveCommands } from "../commands/catalogue.ts";
import type { Command } from "../commands/command.ts";
import { runCommand } from "../commands/run-command.ts";
import { placeOf } from "../workspace/place.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Answer, likeness, type Match } from "./answer.ts";

/** The commands that are alive on the view on screen, by title or name. */
export function commandAnswers(workspace: Workspace, text: string): readonly Match[] {
	if (text === "") return [];
	return aliveCommands(placeOf(workspace.view))
		.filter((command) => workspace.options.files === undefined || command.disabled?.(workspace) === undefined)
		.map((command) => ({
			answer: answer(workspace, command),
			score: likeness(text, [messages.commands[command.id].title, ...(command.names ?? [])]),
		}))
		.filter(({ score }) => score > 0);
}

function answer(workspace: Workspace, command: Command): Answer {
	const { title, doc } = messages.commands[command.id];
	const reason = command.disabled?.(workspace);
	return {
		title: safeText(title),
		detail: safeText([command.keys[0] ?? "", reason ?? doc].filter((part) => part !== "").join(" · ")),
		run: (on) => runCommand(on, command, { name: title }),
	};
}
