import { request as httpRequest } from "node:http";
import type { Socket } from "node:net";
import { messages } from "../../text/messages/messages.ts";
import { failure } from "../failure.ts";
import { FailureError } from "./connection-failure.ts";
import { closedEarly } from "./socket-event.ts";

/** `Proxy-Authorization` from the user name and password of the proxy's URL. */
export function proxyAuthorization(proxy: URL): string | undefined {
	if (proxy.username === "" && proxy.password === "") return undefined;
	const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
	return `Basic ${Buffer.from(login).toString("base64")}`;
}

/**
 * Ask an HTTP proxy, to which `socket` is open, for a tunnel to `authority` (`host:port`). Resolves
 * with the socket to use from then on; rejects and destroys it when the proxy says no.
 *
 * @see RFC 9110, section 9.3.6
 */
export function openTunnel(socket: Socket, proxy: URL, authority: string, signal: AbortSignal): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const authorization = proxyAuthorization(proxy);
		const request = httpRequest({
			method: "CONNECT",
			path: authority,
			headers: { Host: authority, ...(authorization === undefined ? {} : { "Proxy-Authorization": authorization }) },
			createConnection: () => socket,
		});
		const refuse = (error: Error): void => {
			signal.removeEventListener("abort", onAbort);
			request.destroy();
			socket.destroy();
			reject(error);
		};
		const onAbort = (): void => refuse(signal.reason as Error);
		const onAnswer = (status = 0, statusText = ""): void => {
			const said = messages.transport.status(status, statusText);
			const message = messages.transport.proxyRefused(proxy.host, said);
			refuse(new FailureError(failure("unreachable", message, { code: "PROXY_REFUSED" })));
		};
		request.on("error", refuse);
		request.on("close", () => refuse(closedEarly()));
		request.on("response", (response) => onAnswer(response.statusCode, response.statusMessage));
		request.on("connect", (response, tunnel, head) => {
			if (response.statusCode !== 200) {
				onAnswer(response.statusCode, response.statusMessage);
				return;
			}
			request.removeAllListeners("close");
			signal.removeEventListener("abort", onAbort);
			if (head.length > 0) tunnel.unshift(head);
			resolve(tunnel);
		});
		signal.addEventListener("abort", onAbort, { once: true });
		if (signal.aborted) onAbort();
		else request.end();
	});
}
