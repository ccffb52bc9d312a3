import type { ConnectionTarget, Credential } from "../connection-target.ts";
import { proxyAuthorization } from "./http-proxy.ts";
import type { KubeRequest } from "./transport.ts";

/** Headers by lower-case name; an array is sent as one header line each. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[]>>;

/**
 * All headers of a request but those that the protocol itself adds.
 *
 * @param version yagura's own version, for `User-Agent`
 */
export function requestHeaders(
	target: ConnectionTarget,
	credential: Credential,
	request: KubeRequest,
	version: string,
): RequestHeaders {
	const { endpoint } = target;
	const headers: Record<string, string | string[]> = {
		host: endpoint.server.host,
		"user-agent": `yagura/${version}`,
		accept: request.accept ?? "application/json",
	};
	if (!endpoint.disableCompression && !isLoopback(endpoint.server)) headers["accept-encoding"] = "gzip";
	if (request.body !== undefined) {
		headers["content-type"] = request.contentType ?? "application/json";
		headers["content-length"] = String(Buffer.byteLength(request.body));
	}
	if (credential.authorization !== undefined) headers["authorization"] = credential.authorization;
	for (const [name, value] of target.impersonation) {
		const known = headers[name.toLowerCase()];
		headers[name.toLowerCase()] = known === undefined ? value : [known, value].flat();
	}
	if (isForwarded(target)) {
		const authorization = endpoint.proxy && proxyAuthorization(endpoint.proxy);
		if (authorization !== undefined) headers["proxy-authorization"] = authorization;
	}
	return headers;
}

/**
 * What comes before a request's own path in the request line: the path prefix of the server's URL,
 * and the whole base when an HTTP proxy forwards plain requests.
 */
export function pathPrefix(target: ConnectionTarget): string {
	const { server } = target.endpoint;
	const prefix = server.pathname.replace(/\/+$/, "");
	return isForwarded(target) ? `${server.protocol}//${server.host}${prefix}` : prefix;
}

/** Whether requests are given to an HTTP proxy one by one (no TLS), rather than through a tunnel. */
function isForwarded({ endpoint }: ConnectionTarget): boolean {
	return endpoint.server.protocol === "http:" && /^https?:$/.test(endpoint.proxy?.protocol ?? "");
}

/** Compression within one machine costs more than it saves. */
function isLoopback(server: URL): boolean {
	return server.hostname === "localhost" || server.hostname === "[::1]" || server.hostname.startsWith("127.");
}
