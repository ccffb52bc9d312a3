import { type ForwardSpec, loopback, targetName } from "../forwards/forward-spec.ts";
import type { ForwardStatus } from "../forwards/forward-status.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";

/** A forward in one line: `127.0.0.1:8080 -> shop/services/web:80 (web-1)`, or what is the matter with it. */
export function forwardLine(spec: ForwardSpec, { state, localPort, pod, failure }: ForwardStatus): SafeText {
	const said = messages.forwards.event;
	const { target, remotePort, address } = spec;
	const from = `${target.namespace}/${targetName(target)}:${remotePort}`;
	const host = address === loopback ? "127.0.0.1" : address.includes(":") ? `[${address}]` : address;
	const why = failure?.message ?? "";
	if (state === "listening") return safeText(said.listening(`${host}:${localPort ?? ""}`, from, pod));
	if (state === "starting" || state === "stopped") return safeText(said[state](from));
	return safeText(said[state](from, why));
}
