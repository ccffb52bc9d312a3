import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import type { TLSSocket } from "node:tls";
import protobuf from "protobufjs";
import { CertificateAuthority } from "../../support/certificates.ts";

/** What the first request of a client says. */
export interface WireRequest {
	readonly path: string;
	readonly secure: boolean;
	readonly authorization: string | null;
	/** Impersonation headers by name and value, sorted; names in lower case, values in UTF-8. */
	readonly impersonation: readonly (readonly [string, string])[];
	readonly namespace: string;
	/** Common name of the client's certificate. */
	readonly clientCertificate: string | null;
	/** The name that the client asked for in the handshake; none for an address. */
	readonly serverName: string | null;
	/** `host:port` that a proxy was asked to lead to. */
	readonly proxiedTo: string | null;
}

/** Servers on loopback that take note of what they are asked. */
export interface WireServers extends AsyncDisposable {
	/** What the placeholders of a set-up stand for. */
	readonly places: Readonly<Record<string, string>>;
	/** Files to lay out with every set-up. */
	readonly files: Readonly<Record<string, string>>;
	/** The first request since the last call. */
	take(): WireRequest | undefined;
}

/** Start an API server with TLS, one without, and a proxy that leads every name to the first. */
export async function startWireServers(): Promise<WireServers> {
	const authority = new CertificateAuthority();
	const names = ["127.0.0.1", "localhost", "name.test", "k.example.test"];
	const [server, jane, joe] = [{ commonName: "server", names }, { commonName: "jane" }, { commonName: "joe" }].map(
		(request) => authority.issue(request),
	);
	if (server === undefined || jane === undefined || joe === undefined) throw new Error("no certificates");
	let first: WireRequest | undefined;
	let proxiedTo: string | null = null;
	const answer = (request: IncomingMessage, response: ServerResponse): void => {
		void (async () => {
			const body: Buffer[] = [];
			for await (const chunk of request) body.push(chunk as Buffer);
			first ??= { ...describe(request, Buffer.concat(body)), proxiedTo };
			response.writeHead(201, { "content-type": "application/json" });
			response.end(JSON.stringify(emptyReview));
		})();
	};
	const secure = createHttpsServer(
		{ ca: authority.cert, cert: server.cert, key: server.key, requestCert: true, rejectUnauthorized: false },
		answer,
	);
	const plain = createHttpServer(answer);
	const proxy = createHttpServer().on("connect", (request, socket) => {
		proxiedTo = request.url ?? null;
		const onward = connect(portOf(secure), "127.0.0.1", () => {
			socket.write("HTTP/1.1 200 OK\r\n\r\n");
			onward.pipe(socket).pipe(onward);
		});
		onward.on("error", () => socket.destroy());
		socket.on("error", () => onward.destroy());
	});
	await Promise.all([secure, plain, proxy].map(listen));
	return {
		places: {
			$PORT: String(portOf(secure)),
			$PLAIN: String(portOf(plain)),
			$PROXY: String(portOf(proxy)),
			$CA: Buffer.from(authority.cert).toString("base64"),
			$PKI: "$DIR/pki",
		},
		files: {
			"pki/ca.crt": authority.cert,
			"pki/jane.crt": jane.cert,
			"pki/jane.key": jane.key,
			"pki/joe.crt": joe.cert,
			"pki/joe.key": joe.key,
		},
		take() {
			const taken = first;
			first = undefined;
			proxiedTo = null;
			return taken;
		},
		async [Symbol.asyncDispose]() {
			secure.closeAllConnections();
			plain.closeAllConnections();
			proxy.closeAllConnections();
			await Promise.all([secure, plain, proxy].map((one) => new Promise((done) => one.close(done))));
		},
	};
}

const emptyReview = {
	kind: "SelfSubjectRulesReview",
	apiVersion: "authorization.k8s.io/v1",
	status: { resourceRules: [], nonResourceRules: [], incomplete: false },
};

function describe(request: IncomingMessage, body: Buffer): Omit<WireRequest, "proxiedTo"> {
	const socket = request.socket as Partial<TLSSocket>;
	const impersonation: (readonly [string, string])[] = [];
	for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
		const name = (request.rawHeaders[index] ?? "").toLowerCase();
		const value = Buffer.from(request.rawHeaders[index + 1] ?? "", "latin1").toString("utf8");
		if (name.startsWith("impersonate-")) impersonation.push([name, value]);
	}
	return {
		path: (request.url ?? "").replace(/\/apis\/authorization\.k8s\.io\/.*/, ""),
		secure: socket.encrypted === true,
		authorization: request.headers.authorization ?? null,
		impersonation: sortHeaders(impersonation),
		namespace: namespaceOf(body),
		clientCertificate: (socket.getPeerCertificate?.().subject?.CN as string | undefined) ?? null,
		serverName: (socket as { servername?: string | false }).servername || null,
	};
}

/** Sort headers by name, then by value. */
export function sortHeaders(headers: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
	const line = ([name, value]: readonly [string, string]): string => `${name}: ${value}`;
	return headers.toSorted((one, other) => (line(one) < line(other) ? -1 : 1));
}

/** The body is protobuf behind a magic prefix: Unknown.raw (2) > spec (2) > namespace (1). */
function namespaceOf(body: Buffer): string {
	const spec = field(field(body.subarray(4), 2), 2);
	return Buffer.from(field(spec, 1)).toString("utf8");
}

/** The bytes of a length-delimited field of a protobuf message. */
function field(message: Uint8Array, number: number): Uint8Array {
	const reader = protobuf.Reader.create(message);
	while (reader.pos < reader.len) {
		const tag = reader.uint32();
		if (tag === ((number << 3) | 2)) return reader.bytes();
		reader.skipType(tag & 7);
	}
	return new Uint8Array();
}

function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}

function listen(server: Server): Promise<void> {
	return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}
