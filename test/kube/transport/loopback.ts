import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer, type ServerOptions } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import { ok, type Result } from "../../../src/base/result.ts";
import type { ConnectionTarget, Credential, CredentialSource, Endpoint } from "../../../src/kube/connection-target.ts";
import type { Failure } from "../../../src/kube/failure.ts";
import { createTransport, type TransportOptions } from "../../../src/kube/transport/create-transport.ts";
import {
	BodyError,
	type KubeRequest,
	type KubeResponse,
	type Transport,
} from "../../../src/kube/transport/transport.ts";
import { ManualClock } from "../../support/manual-clock.ts";

/** A server on 127.0.0.1 that counts its connections. */
export class Loopback implements AsyncDisposable {
	readonly port: number;
	readonly sockets = new Set<Socket>();
	accepted = 0;
	readonly #server: TcpServer;

	private constructor(server: TcpServer, port: number) {
		this.#server = server;
		this.port = port;
	}

	static async listen(server: TcpServer): Promise<Loopback> {
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const loopback = new Loopback(server, (server.address() as AddressInfo).port);
		server.on("connection", (socket: Socket) => {
			loopback.accepted++;
			loopback.sockets.add(socket);
			socket.on("error", () => undefined);
			socket.on("close", () => loopback.sockets.delete(socket));
		});
		return loopback;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export function serveHttp(handler: Handler): Promise<Loopback> {
	return Loopback.listen(createHttpServer(handler));
}

export function serveHttps(options: ServerOptions, handler: Handler): Promise<Loopback> {
	return Loopback.listen(createHttpsServer(options, handler).on("tlsClientError", () => undefined));
}

export function serveTcp(handler: (socket: Socket) => void): Promise<Loopback> {
	return Loopback.listen(createTcpServer(handler));
}

/** Credentials that never change, or the ones given. */
export function fixedCredentials(credential: Credential = { generation: 1 }): CredentialSource {
	return { current: async () => ok(credential), refresh: async () => ok(credential) };
}

export function targetOf(
	server: string,
	endpoint: Partial<Endpoint> = {},
	target: Partial<ConnectionTarget> = {},
): ConnectionTarget {
	return {
		context: "test",
		cluster: "test",
		user: "test",
		namespace: "default",
		chosenNamespace: "",
		endpoint: { server: new URL(server), insecureSkipTlsVerify: false, disableCompression: false, ...endpoint },
		credentials: fixedCredentials(),
		impersonation: [],
		impersonatedUser: "",
		warnings: [],
		...target,
	};
}

/** A transport to a target, on a clock of its own unless one is given. */
export function transportTo(target: ConnectionTarget, options: Partial<TransportOptions> = {}): Transport {
	return createTransport({ target, clock: new ManualClock(), readOnly: false, version: "1.2.3", ...options });
}

/** A GET of a path. */
export function get(path: string, more: Partial<KubeRequest> = {}): KubeRequest {
	return { method: "GET", path, purpose: "test", ...more };
}

/** The body of a success as text; what went wrong is thrown. */
export async function bodyText(outcome: Result<KubeResponse, Failure>): Promise<string> {
	if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}`);
	const chunks: Uint8Array[] = [];
	for await (const chunk of outcome.value.body) chunks.push(chunk);
	return Buffer.concat(chunks).toString("utf8");
}

/** Read a body that is to end badly; resolves with how. */
export async function brokenBody(outcome: Result<KubeResponse, Failure>): Promise<Failure> {
	try {
		await bodyText(outcome);
	} catch (error) {
		if (error instanceof BodyError) return error.failure;
		throw error;
	}
	throw new Error("the body ended well");
}

/** Ask and read to the end. */
export async function fetchText(transport: Transport, request: KubeRequest): Promise<string> {
	return bodyText(await transport.request(request));
}

/** Wait, by turns of the event loop and no timer, until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
	for (let turn = 0; !isSo(); turn++) {
		if (turn > 1_000_000) throw new Error("it never came to be");
		await new Promise((resolve) => setImmediate(resolve));
	}
}
