import { isRunning } from "../../src/base/is-running.ts";
import type { DebugJournal } from "../../src/shells/debug-journal.ts";
import { NodeDebugPods } from "../../src/shells/node-debug-pods.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** Debug pods on the nodes of a cluster; what programs that were killed left there is deleted now. */
export function openNodeDebugPods(workspace: Workspace, journal: DebugJournal): NodeDebugPods {
	const { cluster, options, notice } = workspace;
	const debugPods = new NodeDebugPods({
		transport: cluster.transport,
		journal,
		clock: options.clock,
		server: cluster.target.endpoint.server.href,
		pid: process.pid,
		isRunning,
	});
	if (!options.readOnly)
		void debugPods.sweep().then((count) => {
			if (count > 0) notice.set(safeText(messages.shells.debug.swept(count)));
		});
	return debugPods;
}
