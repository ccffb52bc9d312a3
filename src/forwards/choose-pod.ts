import type { PodRow } from "../resources/pods.ts";
import { parseLabelSelector } from "../text/label-selector.ts";
import type { ForwardTarget } from "./forward-spec.ts";

/** Labels that tell the pods of one workload apart, one from another or one revision from the next. */
const ownLabels: ReadonlySet<string> = new Set([
	"pod-template-hash",
	"controller-revision-hash",
	"pod-template-generation",
	"statefulset.kubernetes.io/pod-name",
	"apps.kubernetes.io/pod-index",
	"batch.kubernetes.io/controller-uid",
	"controller-uid",
]);

/** Whether a connection into a pod can be opened and is of use. */
function isServing(pod: PodRow): boolean {
	return pod.phase === "Running" && pod.deletedAtMs === undefined;
}

/** Whether a pod serves no more, as far as its row tells; of one that cannot be read nothing is known. */
export function isLeaving(pod: PodRow): boolean {
	return pod.deletedAtMs !== undefined || pod.phase === "Succeeded" || pod.phase === "Failed";
}

/** What a pod has in common with those that take its place, whichever revision they are of. */
export function familyOf({ namespace, ownerKind, labels }: PodRow): string {
	const common = labels.split(",").filter((label) => !ownLabels.has(label.slice(0, label.indexOf("="))));
	return JSON.stringify([namespace, ownerKind, common]);
}

/**
 * The pod to forward to; undefined while there is none.
 *
 * Of a workload or a service: the newest that is ready, for it will stay the longest. Of a pod: itself, also when
 * it is not ready, else who has its name, else the newest that is ready of its family.
 *
 * @param selector of a workload or a service
 * @param family of the pod that was forwarded to, once there was one
 */
export function choosePod(
	rows: Iterable<PodRow>,
	target: ForwardTarget,
	selector: string | undefined,
	family: string | undefined,
): PodRow | undefined {
	const serving = [...rows].filter((pod) => pod.namespace === target.namespace && isServing(pod));
	if (selector === undefined) {
		const itself = serving.find(({ name }) => name === target.name);
		if (itself !== undefined) return itself;
		return newestReady(serving.filter((pod) => pod.ownerUid !== "" && familyOf(pod) === family));
	}
	const parsed = parseLabelSelector(selector);
	return parsed.ok ? newestReady(serving.filter(({ labels }) => parsed.value(labels))) : undefined;
}

function newestReady(pods: readonly PodRow[]): PodRow | undefined {
	return pods
		.filter(({ ready, total }) => ready === total)
		.toSorted((a, b) => (b.createdAtMs ?? 0) - (a.createdAtMs ?? 0) || (a.name < b.name ? -1 : 1))[0];
}
