import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on 127.0.0.1 that can be taken down and brought up again on its port. */
export interface Listener extends AsyncDisposable {
	readonly port: number;
	/** Stop listening and break every connection. */
	stop(): Promise<void>;
	/** Listen again on the same port. */
	restart(): Promise<void>;
}

/** Called for every request; must answer it and must not throw. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Listen on 127.0.0.1. Port 0 picks a free one. Rejects when the port is taken. */
export async function listen(port: number, handle: RequestHandler): Promise<Listener> {
	let server = await open(port, handle);
	const actual = (server.address() as AddressInfo).port;
	return {
		port: actual,
		stop: () => close(server),
		async restart() {
			await close(server);
			server = await open(actual, handle);
		},
		[Symbol.asyncDispose]: () => close(server),
	};
}

function open(port: number, handle: RequestHandler): Promise<Server> {
	return new Promise((resolve, reject) => {
		const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, noDelay: true }, handle);
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			server.off("error", reject);
			resolve(server);
		});
	});
}

function close(server: Server): Promise<void> {
	if (!server.listening) return Promise.resolve();
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
