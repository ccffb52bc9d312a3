import type { ForwardSpec } from "../../src/forwards/forward-spec.ts";
import type { ContextForward } from "../../src/forwards/forwards.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { localText, placeText } from "./forward-text.ts";

/** Begin a forward, and say how that went as soon as it is known. */
export function startForward({ forwards, cluster, notice }: Workspace, spec: ForwardSpec): ContextForward {
	const started = forwards.start(cluster.target.context, cluster, spec);
	const { status } = started.forward;
	const said = messages.forwards;
	const target = `${placeText(spec.target)}:${spec.remotePort}`;
	const stop = status.subscribe(() => {
		const { state, localPort, failure } = status.get();
		if (state === "starting") return;
		stop();
		if (state === "listening") notice.set(safeText(said.begun(localText(spec, localPort), target)));
		else if (state !== "stopped") notice.set(safeText(said.failedToBegin(target, failure?.message ?? state)));
	});
	return started;
}
