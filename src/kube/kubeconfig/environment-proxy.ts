import { noProxy } from "./no-proxy.ts";

/**
 * The proxy that `HTTPS_PROXY` or `HTTP_PROXY` (upper case first, then lower) says for a server, by
 * the rules of Go's `golang.org/x/net/http/httpproxy`: the variable goes by the server's scheme, a
 * value without a scheme is an http proxy, a value that is no address is ignored, loopback is never
 * proxied, `NO_PROXY` excludes hosts.
 */
export function environmentProxy(server: URL, env: Readonly<Record<string, string | undefined>>): URL | undefined {
	const proxy = parseProxy(server.protocol === "https:" ? either(env, "HTTPS_PROXY") : either(env, "HTTP_PROXY"));
	if (proxy === undefined || noProxy(server, either(env, "NO_PROXY"))) return undefined;
	return proxy;
}

/** The `proxy-url` of a cluster: `http`, `https` or `socks5`, nothing else. */
export function parseProxyUrl(text: string): URL | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	return /^(?:https?|socks5):$/.test(url.protocol) && url.hostname !== "" && hasReadableLogin(url) ? url : undefined;
}

/** Go refuses a login with a `%` that is not the beginning of an escape; a URL here takes it as it is. */
function hasReadableLogin({ username, password }: URL): boolean {
	try {
		decodeURIComponent(username + password);
		return true;
	} catch {
		return false;
	}
}

function either(env: Readonly<Record<string, string | undefined>>, upper: string): string {
	return env[upper] || env[upper.toLowerCase()] || "";
}

function parseProxy(text: string): URL | undefined {
	if (text === "") return undefined;
	for (const candidate of [text, `http://${text}`]) {
		if (!URL.canParse(candidate)) continue;
		const url = new URL(candidate);
		if (url.hostname === "") continue;
		if (!hasReadableLogin(url)) return undefined;
		// Go resolves names at the proxy for both, so they are one thing.
		return url.protocol === "socks5h:" ? new URL(candidate.replace(/^socks5h/i, "socks5")) : url;
	}
	return undefined;
}
