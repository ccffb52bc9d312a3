import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";

/** A pod as it was when its log was opened. */
export interface PodIdentity {
	readonly namespace: string;
	readonly pod: string;
	readonly podUid: string;
}

/**
 * Whether a pod's name still means the same pod: one of a stateful set is replaced by another of its name, whose log is
 * not the one that was read. What the server does not tell is taken for yes.
 */
export async function isOurPod(
	transport: Pick<Transport, "request">,
	{ namespace, pod, podUid }: PodIdentity,
	signal: AbortSignal,
): Promise<boolean> {
	const answer = await fetchJson(transport, {
		method: "GET",
		path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`,
		accept: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1, application/json",
		purpose: "logs",
		signal,
	});
	if (!answer.ok) return answer.failure.kind !== "absent";
	const uid = (answer.value.json as { readonly metadata?: { readonly uid?: unknown } } | null)?.metadata?.uid;
	return typeof uid !== "string" || uid === podUid;
}
