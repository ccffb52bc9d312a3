import type { KubeRequest } from "../kube/transport/transport.ts";
import type { ResourceIdentity } from "../resources/resource.ts";

/**
 * Path of a kind's collection, e.g. `/apis/apps/v1/namespaces/web/deployments`; of all namespaces
 * when none is named or the kind has none.
 */
export function collectionPath(resource: ResourceIdentity, namespace: string | undefined): string {
	const root = resource.group === "" ? "/api" : `/apis/${encodeURIComponent(resource.group)}`;
	const scope = resource.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : "";
	return `${root}/${encodeURIComponent(resource.version)}${scope}/${encodeURIComponent(resource.plural)}`;
}

/** What all requests for a collection have in common. */
export type CollectionRequest = Pick<KubeRequest, "path" | "purpose">;

/** Seconds after which the server is to end a watch: spread, so that they do not all end at once. */
export function watchTimeoutSeconds(random: () => number): number {
	return 300 + Math.floor(random() * 301);
}
