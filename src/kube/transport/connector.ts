import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { SecureContext, TLSSocket } from "node:tls";
import type { Clock } from "../../base/clock.ts";
import { messages } from "../../text/messages/messages.ts";
import type { Credential, Endpoint } from "../connection-target.ts";
import { failure } from "../failure.ts";
import { ConnectError, connectionFailure, FailureError } from "./connection-failure.ts";
import { openTunnel } from "./http-proxy.ts";
import { opened } from "./socket-event.ts";
import { openSocks } from "./socks5-proxy.ts";

const connectTimeoutMs = 10_000;
/**
 * The kernel asks an idle connection's peer for a sign of life after this long (then each second, ten
 * times), so that a path that has gone dead under one watch ends that watch within 30 s.
 */
const keepAliveAfterMs = 20_000;

/** A protocol that the server chose in the TLS handshake; always `http/1.1` without TLS. */
type Protocol = "h2" | "http/1.1";

/** Opens connections to one endpoint: TCP, then the proxy, then TLS, in one time-out. */
export interface Connector {
	/** `host:port` of the API server, for messages and for the `Host` header. */
	readonly authority: string;
	/** TLS: the server may choose between protocols. */
	readonly isSecure: boolean;
	/**
	 * Open a connection. Rejects with a {@link ConnectError}, or with the signal's reason; whatever had
	 * been opened by then is destroyed.
	 */
	connect(credential: Credential, protocols: readonly Protocol[], signal?: AbortSignal): Promise<Socket>;
}

/** Make a connector. Nothing is opened yet. */
export function createConnector(endpoint: Endpoint, clock: Clock): Connector {
	const { server, proxy } = endpoint;
	const secure = server.protocol === "https:";
	const host = bareHost(server);
	const port = portOf(server);
	const authority = `${server.hostname}:${port}`;
	const contexts = new WeakMap<Credential, SecureContext>();

	const open = async (credential: Credential, protocols: readonly Protocol[], signal: AbortSignal): Promise<Socket> => {
		let socket: Socket;
		if (proxy === undefined) {
			socket = await dial(host, port, signal);
		} else {
			socket = await openProxy(proxy, endpoint, signal);
			if (proxy.protocol.startsWith("socks5")) await openSocks(socket, proxy, host, port, signal);
			else if (secure) socket = await openTunnel(socket, proxy, authority, signal);
			// A plain request through an HTTP proxy names the server in its request line instead.
		}
		return secure ? openTls(socket, credential, protocols, signal) : socket;
	};

	const openTls = async (
		socket: Socket,
		credential: Credential,
		protocols: readonly Protocol[],
		signal: AbortSignal,
	): Promise<TLSSocket> => {
		const { connect, createSecureContext } = await import("node:tls");
		let secureContext = contexts.get(credential);
		if (secureContext === undefined) {
			try {
				secureContext = createSecureContext({ ca: await authorities(endpoint), ...credential.clientCertificate });
			} catch (error) {
				socket.destroy();
				const detail = error instanceof Error ? error.message : String(error);
				throw new FailureError(failure("unreachable", messages.transport.certificateUnusable(detail)));
			}
			contexts.set(credential, secureContext);
		}
		const name = endpoint.tlsServerName ?? host;
		const stream = connect({
			socket,
			secureContext,
			// The name is verified, an address too; but only names may be sent (RFC 6066, section 3).
			host: name,
			servername: isIP(name) === 0 ? name : "",
			rejectUnauthorized: !endpoint.insecureSkipTlsVerify,
			ALPNProtocols: [...protocols],
		});
		await opened(stream, "secureConnect", signal);
		return stream;
	};

	return {
		authority,
		isSecure: secure,
		async connect(credential, protocols, signal) {
			const phase = new AbortController();
			const onAbort = (): void => phase.abort(signal?.reason);
			signal?.addEventListener("abort", onAbort, { once: true });
			if (signal?.aborted) onAbort();
			const timer = clock.after(connectTimeoutMs, () => {
				const message = messages.transport.connectTimeout(authority, connectTimeoutMs / 1000);
				phase.abort(new FailureError(failure("timeout", message, { code: "CONNECT_TIMEOUT" })));
			});
			try {
				return await open(credential, protocols, phase.signal);
			} catch (error) {
				throw signal?.aborted ? error : new ConnectError(connectionFailure(error, authority));
			} finally {
				timer.cancel();
				signal?.removeEventListener("abort", onAbort);
			}
		},
	};
}

async function openProxy(proxy: URL, endpoint: Endpoint, signal: AbortSignal): Promise<Socket> {
	const scheme = proxy.protocol.slice(0, -1);
	if (!["http", "https", "socks5", "socks5h"].includes(scheme)) {
		throw new FailureError(failure("unreachable", messages.transport.proxyUnsupported(scheme)));
	}
	const host = bareHost(proxy);
	try {
		const socket = await dial(host, portOf(proxy), signal);
		if (scheme !== "https") return socket;
		const { connect } = await import("node:tls");
		const stream = connect({
			socket,
			host,
			servername: isIP(host) === 0 ? host : "",
			// As kubectl does, which verifies a proxy with what the cluster's entry says.
			ca: await authorities(endpoint),
			rejectUnauthorized: !endpoint.insecureSkipTlsVerify,
		});
		await opened(stream, "secureConnect", signal);
		return stream;
	} catch (error) {
		// What failed is the way to the proxy, and the message must say so.
		throw signal.aborted ? error : new FailureError(connectionFailure(error, proxy.host));
	}
}

async function dial(host: string, port: number, signal: AbortSignal): Promise<Socket> {
	const socket = connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveAfterMs });
	await opened(socket, "connect", signal);
	return socket;
}

/** What kubectl trusts: the entry's authority, else the machine's store (and Node's, where there is none). */
async function authorities({ ca, insecureSkipTlsVerify }: Endpoint): Promise<string[]> {
	if (ca !== undefined) return [ca];
	if (insecureSkipTlsVerify) return [];
	const { getCACertificates } = await import("node:tls");
	const system = getCACertificates("system");
	return system.length > 0 ? [...system, ...getCACertificates("extra")] : getCACertificates("default");
}

/** Host of a URL without the brackets of an IPv6 address. */
function bareHost(url: URL): string {
	return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

const defaultPorts: Readonly<Record<string, number>> = {
	"http:": 80,
	"https:": 443,
	"socks5:": 1080,
	"socks5h:": 1080,
};

function portOf(url: URL): number {
	return url.port === "" ? (defaultPorts[url.protocol] ?? 0) : Number(url.port);
}
