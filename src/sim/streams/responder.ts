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

/** A tiny HTTP server that answers every request with who and where it is, and closes. */
export function createResponder(place: Place): Responder {
	let received = "";
	return {
		receive(bytes) {
			received += bytes.toString("latin1");
			const end = received.indexOf("\r\n\r\n");
			if (end < 0) return { answer: Buffer.alloc(0), ends: false };
			const [method = "", target = ""] = received.slice(0, received.indexOf("\r\n")).split(" ");
			const body = `${JSON.stringify({ ...place, method, path: target })}\n`;
			const head = [
				"HTTP/1.1 200 OK",
				"Content-Type: application/json",
				`Content-Length: ${Buffer.byteLength(body)}`,
				"Connection: close",
			];
			return { answer: Buffer.from(`${head.join("\r\n")}\r\n\r\n${method === "HEAD" ? "" : body}`), ends: true };
		},
	};
}
