import { kinds } from "../../world/kinds.ts";
import type { KubeObject } from "../../world/kube-object.ts";
import type { World } from "../../world/scenario.ts";
import type { PodPlan } from "../blueprint.ts";
import { adoptDeployment, removeDeployment } from "./client-deployments.ts";
import { addReplicaSet, currentSet, rollBack, type SimDeployment, templateChanged } from "./deployments.ts";
import { stopPod } from "./kubelet.ts";
import type { Model, PodSet } from "./model.ts";
import { nodeChanged } from "./nodes.ts";
import { forgetPod } from "./pod-sets.ts";

/** A pod template as a client may have changed it. */
interface Template {
	readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
	readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
}

interface DeploymentSpec {
	readonly replicas?: number;
	readonly template: Template;
}

/** Hear what clients do through the API, and do what the real controllers would. */
export function listenToClients(world: World, model: Model, deployments: Map<string, SimDeployment>): void {
	world.store.subscribe(kinds.pods, ({ type, object }) => {
		const { namespace, name, uid, deletionTimestamp } = object.metadata;
		const pod = model.pods.get(`${namespace}/${name}`);
		if (pod === undefined || pod.uid !== uid) return;
		if (type === "DELETED") forgetPod(model, pod);
		else if (deletionTimestamp !== undefined && !pod.terminating) {
			pod.terminating = true;
			model.waiting.delete(pod);
			stopPod(model, pod);
			pod.set.changed();
		}
	});
	world.store.subscribe(kinds.deployments, ({ type, object }) => {
		const key = `${object.metadata.namespace}/${object.metadata.name}`;
		const deployment = deployments.get(key);
		if (type === "ADDED" && deployment === undefined) deployments.set(key, adoptDeployment(model, object));
		else if (type === "MODIFIED" && deployment !== undefined) deploymentChanged(model, deployment, object);
		else if (type === "DELETED" && deployment?.uid === object.metadata.uid) {
			deployments.delete(key);
			removeDeployment(model, deployment);
		}
	});
	world.store.subscribe(kinds.statefulSets, ({ type, object }) => {
		const set = model.sets.get(object.metadata.uid);
		if (type === "MODIFIED" && set !== undefined) set.desired = (object["spec"] as { replicas?: number }).replicas ?? 1;
	});
	world.store.subscribe(kinds.nodes, ({ type, object }) => {
		const node = model.nodes.get(object.metadata.name);
		if (type === "MODIFIED" && node !== undefined)
			nodeChanged(node, object["spec"] as { readonly unschedulable?: boolean });
	});
}

/** Scaling, restarting, another image, and going back to an earlier one; the model's own writes change nothing here. */
function deploymentChanged(model: Model, deployment: SimDeployment, object: KubeObject): void {
	const { replicas = 1, template } = object["spec"] as DeploymentSpec;
	if (replicas !== deployment.replicas) {
		deployment.replicas = replicas;
		deployment.generation++;
	}
	if (sameTemplate(currentSet(deployment), template)) return;
	const earlier = deployment.sets.find(({ set }) => sameTemplate(set, template));
	if (earlier !== undefined) {
		rollBack(model, deployment, earlier.set);
		return;
	}
	addReplicaSet(model, deployment, planOf(deployment.plan, template), { readyAfterMs: 8_000 }, model.world.clock.now());
	templateChanged(model, deployment);
}

/** Whether a template runs the same images under the same annotations as a set's pods. */
function sameTemplate(set: PodSet, template: Template): boolean {
	return essence(set.blueprint.template as unknown as Template) === essence(template);
}

function essence({ metadata, spec }: Template): string {
	const annotations = Object.entries(metadata?.annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
	return JSON.stringify([annotations, spec.containers.map(({ name, image }) => [name, image])]);
}

function planOf(plan: PodPlan, template: Template): PodPlan {
	const images = new Map(template.spec.containers.map(({ name, image }) => [name, image]));
	return {
		...plan,
		annotations: template.metadata?.annotations ?? {},
		containers: plan.containers.map((container) => ({
			...container,
			image: images.get(container.name) ?? container.image,
		})),
	};
}
