import type { Forward } from "../../src/forwards/forward.ts";
import { probeForward } from "../../src/forwards/probe-forward.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { urlOf } from "./forward-text.ts";

/** Ask a forward for a page, and say at the bottom what answers. */
export async function probe(workspace: Workspace, forward: Forward): Promise<void> {
	const url = urlOf(forward);
	if (url === undefined) return;
	const { notice, options } = workspace;
	notice.set(safeText(messages.forwards.probing(url)));
	const text = await probeForward(options.clock, url);
	if (!workspace.isClosed) notice.set(text);
}
