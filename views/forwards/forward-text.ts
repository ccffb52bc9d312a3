import type { Forward } from "../../src/forwards/forward.ts";
import { type ForwardSpec, type ForwardTarget, loopback, targetName } from "../../src/forwards/forward-spec.ts";
import type { ContextForward } from "../../src/forwards/forwards.ts";
import { type LocalUrl, localUrl } from "../../src/text/local-url.ts";
import { messages } from "../../src/text/messages/messages.ts";

/** `shop/services/web`. */
export function placeText(target: ForwardTarget): string {
	return `${target.namespace}/${targetName(target)}`;
}

/** `127.0.0.1:8080`; `port` is undefined while it does not listen. */
export function localText({ address, localPort }: ForwardSpec, port: number | undefined = localPort): string {
	const host = address === loopback ? "127.0.0.1" : address.includes(":") ? `[${address}]` : address;
	return `${host}:${port === 0 ? "*" : port}`;
}

/** `127.0.0.1:8080 -> shop/services/web:80`, with its context where that is not the one on screen. */
export function forwardText({ forward: { spec, status }, context }: ContextForward, here: string): string {
	const local = localText(spec, status.get().localPort ?? spec.localPort);
	const text = messages.forwards.text(local, `${placeText(spec.target)}:${spec.remotePort}`);
	return context === here ? text : messages.forwards.ofContext(text, context);
}

/** Where a browser finds it; undefined while it does not listen. */
export function urlOf({ spec, status }: Forward): LocalUrl | undefined {
	const { localPort } = status.get();
	if (localPort === undefined) return undefined;
	const isAny = spec.address === loopback || spec.address === "0.0.0.0" || spec.address === "::";
	return localUrl(isAny ? "127.0.0.1" : spec.address, localPort);
}
