import { isLive } from "../../src/forwards/forwards.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { ask } from "../dialogs/ask.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { ForwardRow } from "./forward-rows.ts";
import { forwardText } from "./forward-text.ts";

/** Stop a forward and take it from the list; asked about where connections end with it. */
export async function stopForward(workspace: Workspace, { one }: ForwardRow): Promise<void> {
	const { forward, id } = one;
	const here = workspace.cluster.target.context;
	const { connections } = forward.status.get();
	const said = messages.forwards.table;
	const text = forwardText(one, here);
	const mayStop =
		!isLive(forward) ||
		connections === 0 ||
		(await ask(workspace, {
			title: safeText(said.stopTitle(text)),
			facts: [],
			says: safeText(said.stopSays(connections)),
			yes: safeText(said.yes),
			no: safeText(said.no),
		}));
	if (mayStop) await workspace.forwards.remove(id);
}
