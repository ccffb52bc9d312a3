import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { ask } from "../dialogs/ask.ts";
import type { SessionRow } from "../shells/session-rows.ts";
import { showSession } from "../shells/show-session.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";
import { rowProblem } from "./row-problem.ts";

function sessionOf({ table }: Workspace): SessionRow["session"] | undefined {
	return (table?.current() as SessionRow | undefined)?.session;
}

async function end(workspace: Workspace): Promise<void> {
	const session = sessionOf(workspace);
	if (session === undefined) return;
	const said = messages.shells.table;
	const isOver = session.end.get() !== undefined;
	const mayEnd =
		isOver ||
		(await ask(workspace, {
			title: safeText(said.endTitle(session.name)),
			facts: [[messages.shells.container, session.target]],
			says: safeText(said.endSays),
			yes: safeText(said.yes),
			no: safeText(said.no),
		}));
	if (mayEnd) workspace.sessions.dismiss(session);
}

/** On the table of sessions. */
export const sessionCommands: readonly Command[] = [
	{
		id: "session.enter",
		keys: ["enter"],
		scope: "session",
		bar: 10,
		disabled: (workspace) =>
			rowProblem(workspace) ??
			(sessionOf(workspace)?.end.get() === undefined ? undefined : safeText(messages.views.disabled.sessionEnded)),
		run: (workspace) => {
			const session = sessionOf(workspace);
			if (session !== undefined) void showSession(workspace, session);
		},
	},
	{
		id: "session.end",
		keys: ["x"],
		scope: "session",
		bar: 11,
		disabled: rowProblem,
		run: (workspace) => void end(workspace),
	},
];
