import { ok } from "../../base/result.ts";
import { channelProcess, processProtocols } from "./channel-process.ts";
import { podPath, streamsQuery } from "./pod-path.ts";
import type { AttachRequest, OpenProcess } from "./remote-process.ts";

/** Attach to the process that a container runs. */
export const openAttach: OpenProcess<AttachRequest> = async (transport, clock, request) => {
	const { signal } = request;
	const dialled = await transport.dial({
		path: podPath(request, "attach"),
		query: streamsQuery(request),
		protocols: processProtocols,
		purpose: "attach",
		...(signal === undefined ? {} : { signal }),
	});
	return dialled.ok ? ok(channelProcess(dialled.value, clock, request, undefined)) : dialled;
};
