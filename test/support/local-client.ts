import { connect, type Socket } from "node:net";

/** A connection to a local port, and what has come of it. */
export interface LocalClient {
	readonly socket: Socket;
	/** All that it was told. */
	heard: string;
	how: "open" | "ended" | "reset";
}

/** Connect to a local port, as programs of this machine do. */
export function client(port: number): LocalClient {
	const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
	const it: LocalClient = { socket, heard: "", how: "open" };
	socket.on("data", (bytes: Buffer) => {
		it.heard += bytes.toString();
	});
	socket.on("end", () => {
		it.how = "ended";
		socket.end();
	});
	socket.on("error", () => {
		it.how = "reset";
	});
	return it;
}
