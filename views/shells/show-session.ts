import { endText, type Session } from "../../src/shells/session.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Give a session the terminal, and say what became of it. */
export async function showSession({ options, notice }: Workspace, session: Session): Promise<void> {
	const how = await session.show(options.terminal);
	notice.set(how === "refused" ? safeText(messages.shells.noTerminal) : endText(session));
}
