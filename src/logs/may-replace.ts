import type { PodRow } from "../resources/pods.ts";

/** Labels that differ from one version of a workload to the next. */
const versioned = /(^|,)(pod-template-hash|controller-revision-hash|pod-template-generation)=[^,]*/g;

/**
 * Whether a pod may have taken another's place: it bears its name, or has its owner, or is made by another version of the
 * same workload, which shows in the labels.
 */
export function mayReplace(row: PodRow, former: PodRow): boolean {
	if (row.uid === former.uid || row.namespace !== former.namespace) return false;
	if ((row.createdAtMs ?? 0) < (former.createdAtMs ?? 0)) return false;
	if (row.name === former.name) return true;
	if (former.ownerUid === "") return false;
	if (row.ownerUid === former.ownerUid) return true;
	return (
		row.ownerKind === former.ownerKind && lasting(row.labels) !== "" && lasting(row.labels) === lasting(former.labels)
	);
}

function lasting(labels: string): string {
	return labels.replace(versioned, "");
}
