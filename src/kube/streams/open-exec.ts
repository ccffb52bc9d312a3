import { ok } from "../../base/result.ts";
import { channelProcess, processProtocols } from "./channel-process.ts";
import { podPath, streamsQuery } from "./pod-path.ts";
import type { ExecRequest, OpenProcess } from "./remote-process.ts";

/** Run a program in a container. That there is no such program is told by how it ends, not here. */
export const openExec: OpenProcess<ExecRequest> = async (transport, clock, request) => {
	const { argv, signal } = request;
	const dialled = await transport.dial({
		path: podPath(request, "exec"),
		query: { command: argv, ...streamsQuery(request) },
		protocols: processProtocols,
		purpose: "exec",
		...(signal === undefined ? {} : { signal }),
	});
	return dialled.ok ? ok(channelProcess(dialled.value, clock, request, argv[0])) : dialled;
};
