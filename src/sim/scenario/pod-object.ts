import { type Draft, type OwnerReference, timeText } from "../world/kube-object.ts";
import type { Blueprint } from "./blueprint.ts";
import { managedBy } from "./managed-fields.ts";
import { type PodReport, podStatus } from "./pod-status.ts";

/** What tells one pod of a workload from another. */
export interface PodIdentity {
	readonly namespace: string;
	readonly name: string;
	readonly uid: string;
	readonly generateName?: string;
	readonly owner: OwnerReference;
	/** Labels beside the plan's: `pod-template-hash` and the like. */
	readonly labels?: Readonly<Record<string, string>>;
	readonly createdAtMs: number;
	readonly nodeName?: string;
}

/** A pod as the API server holds it. */
export function podObject(blueprint: Blueprint, identity: PodIdentity, report: PodReport): Draft {
	const { namespace, name, uid, generateName, owner, createdAtMs, nodeName } = identity;
	const { annotations, labels } = blueprint.plan;
	return {
		metadata: {
			name,
			...(generateName === undefined ? {} : { generateName }),
			namespace,
			uid,
			generation: 1,
			creationTimestamp: timeText(createdAtMs),
			labels: identity.labels === undefined ? labels : { ...labels, ...identity.labels },
			...(annotations === undefined ? {} : { annotations }),
			ownerReferences: [owner],
			managedFields: [
				managedBy("kube-controller-manager", "v1", createdAtMs, blueprint.specFields),
				...(report.node === undefined
					? []
					: [managedBy("kubelet", "v1", report.readySinceMs, blueprint.statusFields, "status")]),
			],
		},
		spec: nodeName === undefined ? blueprint.spec : { ...blueprint.spec, nodeName },
		status: podStatus(blueprint, report, uid),
	};
}
