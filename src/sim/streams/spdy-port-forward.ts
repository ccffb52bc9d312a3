import { type PortForwardRequest, refusal } from "./port-forward.ts";
import { createResponder, type Responder } from "./responder.ts";
import { openSpdy, type SpdySession } from "./spdy.ts";

/** Protocol of a WebSocket whose messages are the bytes of a SPDY connection. */
export const TUNNELLED_PROTOCOL = "SPDY/3.1+portforward.k8s.io";

interface Forwarded {
	readonly port: number;
	readonly responder: Responder;
}

/**
 * Forward ports as kubectl asks for it: for each connection a stream for errors and one for data, which
 * name their port and belong together by a request id.
 *
 * @see k8s.io/client-go `tools/portforward`
 */
export function spdyPortForward(
	write: (bytes: Buffer) => void,
	{ pod, open }: Omit<PortForwardRequest, "ports">,
	broken: () => void,
): SpdySession {
	const errorStreams = new Map<string, number>();
	const connections = new Map<number, Forwarded>();
	const session = openSpdy(write, {
		broken,
		opened(stream, headers) {
			const port = Number(headers.get("port"));
			const request = headers.get("requestid") ?? "";
			if (headers.get("streamtype") === "error") {
				errorStreams.set(request, stream);
				return;
			}
			const errors = errorStreams.get(request);
			errorStreams.delete(request);
			const listening = open.has(port);
			if (listening) connections.set(stream, { port, responder: createResponder({ pod, port }) });
			// An error stream that ends in silence says that all is well.
			if (errors !== undefined) session.send(errors, Buffer.from(listening ? "" : refusal(pod, port)), true);
			if (!listening) session.send(stream, Buffer.alloc(0), true);
		},
		data(stream, bytes) {
			const { answer, ends } = connections.get(stream)?.responder.receive(bytes) ?? NOTHING;
			if (answer.length > 0 || ends) session.send(stream, answer, ends);
			if (ends) connections.delete(stream);
		},
		ended(stream) {
			if (connections.delete(stream)) session.send(stream, Buffer.alloc(0), true);
		},
	});
	return session;
}

const NOTHING = { answer: Buffer.alloc(0), ends: false };
