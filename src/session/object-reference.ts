import { collectionPath } from "../cluster/collection.ts";
import type { ResourceIdentity } from "../resources/resource.ts";

/** One object of the cluster, and no other that may come to bear its name. */
export interface ObjectReference {
	readonly resource: ResourceIdentity;
	/** Empty for what is not namespaced. */
	readonly namespace: string;
	readonly name: string;
	readonly uid: string;
}

/** Path of an object, e.g. `/api/v1/namespaces/web/pods/api-0`. */
export function objectPath({ resource, namespace, name }: ObjectReference): string {
	return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
}

/** `web/api-0`, or the name alone where there is no namespace. */
export function objectName({ namespace, name }: Pick<ObjectReference, "namespace" | "name">): string {
	return namespace === "" ? name : `${namespace}/${name}`;
}
