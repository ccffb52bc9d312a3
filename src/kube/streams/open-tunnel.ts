import type { Clock } from "../../base/clock.ts";
import { ok, type Result } from "../../base/result.ts";
import type { Failure } from "../failure.ts";
import type { Transport } from "../transport/transport.ts";
import { channelTunnel } from "./channel-tunnel.ts";
import { podPath } from "./pod-path.ts";
import type { PodTunnel } from "./pod-tunnel.ts";
import { spdyTunnel, tunnelledProtocol } from "./spdy-tunnel.ts";

/** Where a tunnel leads. */
export interface TunnelRequest {
	readonly namespace: string;
	readonly pod: string;
	/** Ends the tunnel and every connection in it. */
	readonly signal?: AbortSignal;
}

/**
 * Open a way into a pod. A server that does not know the newer protocol gets the older one, whose WebSockets are
 * opened when they are needed: what is wrong with them is said by the connections.
 */
export async function openTunnel(
	transport: Pick<Transport, "dial">,
	clock: Clock,
	request: TunnelRequest,
): Promise<Result<PodTunnel, Failure>> {
	const { signal } = request;
	const dialled = await transport.dial({
		path: podPath(request, "portforward"),
		protocols: [tunnelledProtocol],
		purpose: "port-forward",
		...(signal === undefined ? {} : { signal }),
	});
	if (dialled.ok) return ok(spdyTunnel(dialled.value, clock, signal));
	return isProtocolUnknown(dialled.failure) ? ok(channelTunnel(transport, clock, request, signal)) : dialled;
}

/**
 * Servers before 1.30 hand the request on to the node, which misses the ports (400) or refuses the protocol with
 * a 403 that is no Status, unlike that of who may not.
 */
function isProtocolUnknown({ kind, status, reason }: Failure): boolean {
	return kind === "invalid" || (kind === "forbidden" && status === 403 && reason === undefined);
}
