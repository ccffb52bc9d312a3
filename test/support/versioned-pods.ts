import type { metadataShape } from "../../src/kube/wire/metadata.ts";
import type { Picked } from "../../src/kube/wire/shape.ts";
import { type PodRow, pods } from "../../src/resources/pods.ts";
import type { Resource } from "../../src/resources/resource.ts";

/** A pod's row that says which version of its object it was made of. */
export interface VersionedPod extends PodRow {
	readonly version: number;
}

/** Label of a pod that a history is checked on: a number given to no other pod. */
export const MADE = "made";

/** Name of the one container of such a pod: the number says again which pod it is. */
export function containerOf(made: number): string {
	return `main-${made}`;
}

/** Pods as everywhere, their versions kept: what a history is checked by. */
export const versionedPods: Resource<VersionedPod> = {
	...pods,
	project(object) {
		const { resourceVersion } = (object as { readonly metadata: Picked<typeof metadataShape> }).metadata;
		return { ...pods.project(object), version: Number(resourceVersion) };
	},
};
