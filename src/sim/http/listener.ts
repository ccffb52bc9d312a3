import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
	createSecureServer,
	type Http2SecureServer,
	type Http2ServerRequest,
	type Http2ServerResponse,
} from "node:http2";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Issued } from "../tls/certificate-authority.ts";

/** A request over HTTP/1.1 or HTTP/2, as Node shows both. */
export type AnyRequest = IncomingMessage | Http2ServerRequest;

/** The response to an {@link AnyRequest}. */
export type AnyResponse = ServerResponse | Http2ServerResponse;

/** What requests are handed to. Neither may throw. */
export interface Handlers {
	/** Called for every request; must answer it. */
	request(request: AnyRequest, response: AnyResponse): void;
	/** Called for every request to go on as something else than HTTP; must answer on the socket. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** What becomes of new TCP connections: `blackhole` takes them and never says a word, not even of TLS. */
export type ConnectBehaviour = "serve" | "blackhole" | "reset";

/** A server on 127.0.0.1 that can be taken down and brought up again on its port. */
export interface Listener extends AsyncDisposable {
	readonly port: number;
	/** Connections that are open now. */
	readonly connections: number;
	/** Stop listening and break every connection. */
	stop(): Promise<void>;
	/** Listen again on the same port. */
	restart(): Promise<void>;
	/** Break the connection that a request came on with a TCP reset. With HTTP/2 all its requests end. */
	reset(message: { readonly socket: { readonly remotePort?: number | undefined } | null | undefined }): void;
	/** Break every open connection with a TCP reset. */
	breakAll(): void;
	setConnectBehaviour(behaviour: ConnectBehaviour): void;
	/** Show another certificate to connections from now on. Of no effect without TLS. */
	setCertificate(issued: Issued): void;
}

/** As an API server announces it. @see k8s.io/apiserver `pkg/server/secure_serving.go` */
const MAX_CONCURRENT_STREAMS = 100;

/**
 * Listen on 127.0.0.1: with a certificate TLS, where clients may choose HTTP/2, without one plain HTTP/1.1.
 * Port 0 picks a free one. Rejects when the port is taken.
 */
export async function listen(port: number, handlers: Handlers, issued?: Issued): Promise<Listener> {
	const http = issued === undefined ? plainServer() : secureServer(issued);
	http.on("request", handlers.request);
	http.on("upgrade", handlers.upgrade);
	// By the client's port, which Node tells of plain, TLS and HTTP/2 requests alike.
	const sockets = new Map<number, Socket>();
	let behaviour: ConnectBehaviour = "serve";
	const accept = (socket: Socket): void => {
		const { remotePort = 0 } = socket;
		sockets.set(remotePort, socket);
		socket.once("close", () => sockets.delete(remotePort));
		socket.on("error", () => socket.destroy());
		if (behaviour === "reset") socket.resetAndDestroy();
		else if (behaviour === "serve") http.emit("connection", socket);
	};
	let server = await open(port, accept);
	const actual = (server.address() as AddressInfo).port;
	const close = async (): Promise<void> => {
		const closed = closing(server);
		for (const socket of sockets.values()) socket.destroy();
		await closed;
	};
	return {
		port: actual,
		get connections() {
			return sockets.size;
		},
		stop: close,
		async restart() {
			await close();
			server = await open(actual, accept);
		},
		reset(message) {
			sockets.get(message.socket?.remotePort ?? 0)?.resetAndDestroy();
		},
		breakAll() {
			for (const socket of sockets.values()) socket.resetAndDestroy();
		},
		setConnectBehaviour(value) {
			behaviour = value;
		},
		setCertificate(next) {
			if ("setSecureContext" in http) http.setSecureContext(next);
		},
		[Symbol.asyncDispose]: close,
	};
}

function plainServer() {
	return createHttpServer({ keepAliveTimeout: 0, requestTimeout: 0 });
}

function secureServer({ cert, key }: Issued): Http2SecureServer {
	const settings = { maxConcurrentStreams: MAX_CONCURRENT_STREAMS };
	const server = createSecureServer({ cert, key, allowHTTP1: true, settings });
	// What goes wrong on a connection ends that connection, which its requests are told of.
	server.on("sessionError", () => {});
	server.on("tlsClientError", () => {});
	return server;
}

/** A server of its own for TCP: Node's are handed its connections, so that each can be held, counted and broken. */
function open(port: number, accept: (socket: Socket) => void): Promise<Server> {
	return new Promise((resolve, reject) => {
		const server = createServer({ noDelay: true }, accept);
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			server.off("error", reject);
			resolve(server);
		});
	});
}

function closing(server: Server): Promise<void> {
	if (!server.listening) return Promise.resolve();
	return new Promise((resolve) => void server.close(() => resolve()));
}
