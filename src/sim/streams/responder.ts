import { demoProfile, PPROF_PORT } from "../profiles/demo-profiles.ts";

/** What a forwarded port's program is told of itself. */
export interface Place {
	readonly pod: string;
	readonly port: number;
}

/** One TCP connection to the program behind a forwarded port. */
export interface Responder {
	/** Take bytes of the client; returns what is answered, and whether that ends the connection. */
	receive(bytes: Buffer): { readonly answer: Buffer; readonly ends: boolean };
}

/** A tiny HTTP server that answers every request with who and where it is, or with a profile, and closes. */
export function createResponder(place: Place): Responder {
	let received = "";
	return {
		receive(bytes) {
			received += bytes.toString("latin1");
			const end = received.indexOf("\r\n\r\n");
			if (end < 0) return { answer: Buffer.alloc(0), ends: false };
			const [method = "", target = ""] = received.slice(0, received.indexOf("\r\n")).split(" ");
			const { contentType, body } = answerTo(place, method, target);
			const head = [
				"HTTP/1.1 200 OK",
				`Content-Type: ${contentType}`,
				`Content-Length: ${body.length}`,
				"Connection: close",
			];
			const sent = method === "HEAD" ? [] : [body];
			return { answer: Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), ...sent]), ends: true };
		},
	};
}

function answerTo(
	place: Place,
	method: string,
	path: string,
): { readonly contentType: string; readonly body: Uint8Array } {
	const topic = place.port === PPROF_PORT ? /^\/debug\/pprof\/([^?]*)/.exec(path)?.[1] : undefined;
	const profile = topic === undefined ? undefined : demoProfile(topic);
	if (profile !== undefined) return { contentType: "application/octet-stream", body: profile };
	return { contentType: "application/json", body: Buffer.from(`${JSON.stringify({ ...place, method, path })}\n`) };
}
