import type { PodContainer } from "../resources/pod-containers.ts";
import { messages } from "../text/messages/messages.ts";

/** How a container's last run ended, e.g. `OOMKilled, exit code 137`; empty where its pod's row does not say. */
export function endOfRun(container: PodContainer | undefined): string {
	if (container === undefined) return "";
	const { exitCode, signal, reason, state, last } = container;
	const end = state === "terminated" && exitCode !== undefined ? { exitCode, signal, reason } : last;
	if (end === undefined) return "";
	const code = end.signal > 0 ? messages.logs.signal(end.signal) : messages.logs.exitCode(end.exitCode);
	return end.reason === "" ? code : `${end.reason}, ${code}`;
}
