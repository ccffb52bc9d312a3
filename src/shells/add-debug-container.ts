import { ok, type Result } from "../base/result.ts";
import type { Failure } from "../kube/failure.ts";
import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";
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
	const answer = await fetchJson(transport, {
		method: "PATCH",
		path: `${podsPath(namespace)}/${encodeURIComponent(pod)}/ephemeralcontainers`,
		contentType: "application/strategic-merge-patch+json",
		body: JSON.stringify(patch),
		purpose: "debug",
	});
	return answer.ok ? ok(undefined) : answer;
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
	const answer = await fetchJson(transport, {
		method: "POST",
		path: podsPath(namespace),
		contentType: "application/json",
		body: JSON.stringify(pod),
		purpose: "debug",
	});
	return answer.ok ? ok(undefined) : answer;
}
