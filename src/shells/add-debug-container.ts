import { ok, type Result } from "../base/result.ts";
import type { Failure } from "../kube/failure.ts";
import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { KubeRequest, Transport } from "../kube/transport/transport.ts";
import { type DebugWish, podCopy } from "./debug-container.ts";

/** A pod, and no other that may come to bear its name. */
export interface DebuggedPod {
	readonly namespace: string;
	readonly pod: string;
}

function podsPath(namespace: string): string {
	return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
}

/** Add an ephemeral container to a pod: a patch made by `ephemeralPatch`. It cannot be taken back. */
export async function addEphemeralContainer(
	transport: Pick<Transport, "request">,
	{ namespace, pod }: DebuggedPod,
	patch: object,
): Promise<Result<void, Failure>> {
	return change(transport, {
		method: "PATCH",
		path: `${podsPath(namespace)}/${encodeURIComponent(pod)}/ephemeralcontainers`,
		contentType: "application/strategic-merge-patch+json",
		body: JSON.stringify(patch),
		purpose: "debug",
	});
}

/** Make a copy of a pod as it is now, with a debug container in it. */
export async function addPodCopy(
	transport: Pick<Transport, "request">,
	{ namespace, pod }: DebuggedPod,
	wish: DebugWish,
	name: string,
): Promise<Result<void, Failure>> {
	const path = `${podsPath(namespace)}/${encodeURIComponent(pod)}`;
	const read = await fetchJson(transport, { method: "GET", path, purpose: "debug" });
	if (!read.ok) return read;
	const { json } = read.value;
	return createPod(transport, namespace, podCopy(json as Readonly<Record<string, unknown>>, wish, name));
}

/** Create a pod. */
export async function createPod(
	transport: Pick<Transport, "request">,
	namespace: string,
	pod: object,
): Promise<Result<void, Failure>> {
	return change(transport, {
		method: "POST",
		path: podsPath(namespace),
		contentType: "application/json",
		body: JSON.stringify(pod),
		purpose: "debug",
	});
}

/** It is made when the server says so, whatever becomes of the rest of its answer, which says nothing new. */
async function change(transport: Pick<Transport, "request">, request: KubeRequest): Promise<Result<void, Failure>> {
	const enough = new AbortController();
	const answer = await transport.request({ ...request, signal: enough.signal });
	enough.abort();
	return answer.ok ? ok(undefined) : answer;
}
