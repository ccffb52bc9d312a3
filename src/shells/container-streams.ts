import { ok, type Result } from "../base/result.ts";
import { orInvalid } from "../kube/discovery/or-invalid.ts";
import type { Failure } from "../kube/failure.ts";
import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { pickJson } from "../kube/wire/json-picker.ts";
import type { ContainerPlace } from "./open-shell.ts";

const streams = { name: "string", stdin: "bool", tty: "bool" } as const;
const shape = {
	spec: { containers: [streams], initContainers: [streams], ephemeralContainers: [streams] },
} as const;

/** What a container was started with: whether it reads, and whether it has a terminal. */
export interface ContainerStreams {
	readonly stdin: boolean;
	readonly tty: boolean;
}

/** Read what a container was started with; one that the pod does not have has neither. */
export async function readContainerStreams(
	transport: Pick<Transport, "request">,
	{ namespace, pod, container }: ContainerPlace,
): Promise<Result<ContainerStreams, Failure>> {
	const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`;
	const answer = await fetchJson(transport, { method: "GET", path, purpose: "attach" });
	if (!answer.ok) return answer;
	const picked = orInvalid(() => pickJson(shape, answer.value.json).spec);
	if (!picked.ok) return picked;
	const all = [...picked.value.containers, ...picked.value.initContainers, ...picked.value.ephemeralContainers];
	return ok(all.find(({ name }) => name === container) ?? { stdin: false, tty: false });
}
