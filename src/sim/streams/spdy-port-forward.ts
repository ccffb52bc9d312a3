import { type PortForwardRequest, refusal } from "./port-forward.ts";
import { createResponder, type Responder } from "./responder.ts";
import { openSpdy, type SpdySession } from "./spdy.ts";

/** Protocol of a WebSocket whose messages are the bytes of a SPDY connection. */
export const TUNNELLED_PROTOCOL = "SPDY/3.1+portforward.k8s.io";

/** One TCP connection that is carried. */
interface Forwarded {
	readonly port: number;
	/** Undefined where nothing listens. */
	readonly responder: Responder | undefined;
	/** The stream that says what went wrong. */
	readonly errors: number | undefined;
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
	/** Error streams whose data stream has yet to come, by request id. */
	const unpaired = new Map<string, number>();
	const connections = new Map<number, Forwarded>();
	/** A connection is over: first its data ends, then its errors, which in silence say that all went well. */
	const finish = (stream: number, answer: Uint8Array): void => {
		const connection = connections.get(stream);
		if (connection === undefined) return;
		connections.delete(stream);
		session.send(stream, answer, true);
		if (connection.errors === undefined) return;
		const { responder, port } = connection;
		session.send(connection.errors, Buffer.from(responder === undefined ? refusal(pod, port) : ""), true);
	};
	const session = openSpdy(write, {
		broken,
		opened(stream, headers) {
			const port = Number(headers.get("port"));
			const request = headers.get("requestid") ?? "";
			if (headers.get("streamtype") === "error") {
				unpaired.set(request, stream);
				return;
			}
			const errors = unpaired.get(request);
			unpaired.delete(request);
			const responder = open.has(port) ? createResponder({ pod, port }) : undefined;
			connections.set(stream, { port, responder, errors });
			if (responder === undefined) finish(stream, EMPTY);
		},
		data(stream, bytes) {
			const { answer, ends } = connections.get(stream)?.responder?.receive(bytes) ?? NOTHING;
			if (ends) finish(stream, answer);
			else if (answer.length > 0) session.send(stream, answer, false);
		},
		ended: (stream) => finish(stream, EMPTY),
	});
	return session;
}

const EMPTY = Buffer.alloc(0);
const NOTHING = { answer: EMPTY, ends: false };
