import { kinds } from "../../world/kinds.ts";
import type { KubeObject } from "../../world/kube-object.ts";
import type { ContainerPlan, PodPlan } from "../blueprint.ts";
import { addReplicaSet, type SimDeployment } from "./deployments.ts";
import { terminatePod } from "./kubelet.ts";
import type { Model } from "./model.ts";

interface ClientSpec {
	readonly replicas?: number;
	readonly template: {
		readonly metadata?: {
			readonly labels?: Readonly<Record<string, string>>;
			readonly annotations?: Readonly<Record<string, string>>;
		};
		readonly spec: { readonly containers: readonly ClientContainer[] };
	};
}

interface ClientContainer extends Pick<ContainerPlan, "name" | "image" | "command" | "args"> {
	readonly ports?: readonly { readonly containerPort: number }[];
	readonly resources?: Pick<ContainerPlan, "requests" | "limits">;
}

/** What a pod is taken to need when it does not say. */
const MODEST = { cpuMillicores: 100, memoryMib: 128 };

/** Look after a deployment that a client has made: its pods come, run well and may be scaled. */
export function adoptDeployment(model: Model, object: KubeObject): SimDeployment {
	const { name, namespace = "default", uid, generation = 1 } = object.metadata;
	const { replicas = 1, template } = object["spec"] as ClientSpec;
	const nowMs = model.world.clock.now();
	const plan: PodPlan = {
		labels: template.metadata?.labels ?? {},
		...(template.metadata?.annotations === undefined ? {} : { annotations: template.metadata.annotations }),
		containers: template.spec.containers.map(({ ports, resources, ...container }) => ({
			...container,
			...resources,
			...(ports?.[0] === undefined ? {} : { port: ports[0].containerPort }),
		})),
	};
	const deployment: SimDeployment = {
		namespace,
		name,
		uid,
		plan,
		createdAtMs: nowMs,
		...MODEST,
		replicas,
		generation,
		revision: 0,
		sets: [],
		progressedAtMs: nowMs,
		rolledOut: false,
	};
	addReplicaSet(model, deployment, plan, { readyAfterMs: 3_000 }, nowMs);
	return deployment;
}

/** Take away what a deployment owned, as the garbage collector does. */
export function removeDeployment(model: Model, { sets }: SimDeployment): void {
	for (const { set } of sets) {
		model.sets.delete(set.uid);
		set.desired = 0;
		set.changed = () => {};
		model.world.store.delete(kinds.replicaSets, set.namespace, set.name);
		for (const pod of set.pods) terminatePod(model, pod);
	}
}
