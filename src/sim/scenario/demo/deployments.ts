import { kinds } from "../../world/kinds.ts";
import { type KubeObject, type ObjectMeta, timeText } from "../../world/kube-object.ts";
import { type Blueprint, makeBlueprint, type PodPlan } from "../blueprint.ts";
import { managedBy, ownedFields } from "../managed-fields.ts";
import { activePods, type Behaviour, isReady, type Model, type PodSet } from "./model.ts";
import { reconcileSet } from "./pod-sets.ts";
import { writeSet } from "./set-objects.ts";

const SURGE = 0.25;
const OLD_SETS_KEPT = 3;

/** A deployment and its replica sets. */
export interface SimDeployment {
	readonly namespace: string;
	readonly name: string;
	readonly uid: string;
	readonly plan: PodPlan;
	readonly createdAtMs: number;
	/** Requests of one pod. */
	readonly cpuMillicores: number;
	readonly memoryMib: number;
	replicas: number;
	generation: number;
	revision: number;
	/** Oldest first; the newest is what is wanted. */
	readonly sets: { readonly set: PodSet; revision: number }[];
	progressedAtMs: number;
	rolledOut: boolean;
	/** What was written of it last: comparing that is cheaper than comparing objects. */
	written?: string;
}

/** The set that a deployment wants all its pods to be of. */
export function currentSet(deployment: SimDeployment): PodSet {
	const newest = deployment.sets.reduce((a, b) => (b.revision > a.revision ? b : a));
	return newest.set;
}

/** Add a replica set for a plan and make it the wanted one. Silent for what was there before. */
export function addReplicaSet(
	model: Model,
	deployment: SimDeployment,
	plan: PodPlan,
	behaviour: Behaviour,
	createdAtMs: number,
): PodSet {
	const hash = model.random.suffix(10);
	const blueprint: Blueprint = makeBlueprint(plan);
	const set: PodSet = {
		kind: kinds.replicaSets,
		namespace: deployment.namespace,
		name: `${deployment.name}-${hash}`,
		uid: model.random.uuid(),
		blueprint,
		labels: { "pod-template-hash": hash },
		behaviour,
		cpuMillicores: deployment.cpuMillicores,
		memoryMib: deployment.memoryMib,
		createdAtMs,
		desired: 0,
		pods: new Set(),
		succeeded: 0,
		changed: () => {
			writeReplicaSet(model, deployment, set);
			writeDeployment(model, deployment);
		},
	};
	deployment.revision++;
	deployment.sets.push({ set, revision: deployment.revision });
	model.sets.set(set.uid, set);
	writeReplicaSet(model, deployment, set);
	dropOldSets(model, deployment);
	return set;
}

function dropOldSets(model: Model, deployment: SimDeployment): void {
	const { sets } = deployment;
	while (sets.length > OLD_SETS_KEPT) {
		const index = sets.findIndex(
			({ set }) => set !== currentSet(deployment) && set.desired === 0 && set.pods.size === 0,
		);
		if (index < 0) return;
		const [old] = sets.splice(index, 1);
		if (old === undefined) return;
		model.sets.delete(old.set.uid);
		model.world.store.delete(kinds.replicaSets, old.set.namespace, old.set.name);
	}
}

/** Make an earlier set the wanted one again: what `rollout undo` does. */
export function rollBack(model: Model, deployment: SimDeployment, to: PodSet): void {
	const entry = deployment.sets.find(({ set }) => set === to);
	if (entry === undefined || !model.sets.has(to.uid)) return;
	deployment.revision++;
	entry.revision = deployment.revision;
	templateChanged(model, deployment);
}

/** To be called after the wanted set changed. */
export function templateChanged(model: Model, deployment: SimDeployment): void {
	deployment.generation++;
	deployment.rolledOut = false;
	deployment.progressedAtMs = model.world.clock.now();
	writeReplicaSet(model, deployment, currentSet(deployment));
	writeDeployment(model, deployment);
}

/**
 * One step of a rolling update, or nothing when all is as it should be.
 *
 * @see k8s.io/kubernetes `pkg/controller/deployment/rolling.go`
 */
export function reconcileDeployment(model: Model, deployment: SimDeployment): void {
	const wanted = currentSet(deployment);
	const old = deployment.sets.map(({ set }) => set).filter((set) => set !== wanted && set.desired > 0);
	const surge = Math.ceil(deployment.replicas * SURGE);
	const total = wanted.desired + sum(old.map((set) => set.desired));
	const room = deployment.replicas + surge - total;
	if (old.length === 0) {
		if (wanted.desired !== deployment.replicas) scale(model, deployment, wanted, deployment.replicas);
	} else if (wanted.desired < deployment.replicas && room > 0) {
		scale(model, deployment, wanted, Math.min(deployment.replicas, wanted.desired + room));
	} else scaleDownOld(model, deployment, wanted, old, total);
	for (const { set } of deployment.sets) reconcileSet(model, set);
	if (!deployment.rolledOut && old.length === 0 && readyOf(wanted) === deployment.replicas) {
		deployment.rolledOut = true;
		deployment.progressedAtMs = model.world.clock.now();
		writeDeployment(model, deployment);
	}
}

function scaleDownOld(
	model: Model,
	deployment: SimDeployment,
	wanted: PodSet,
	old: readonly PodSet[],
	total: number,
): void {
	const minAvailable = deployment.replicas - Math.floor(deployment.replicas * SURGE);
	let spare = total - minAvailable - (wanted.desired - readyOf(wanted));
	for (const set of old) {
		const unready = set.desired - readyOf(set);
		const cleaned = Math.min(spare, unready);
		if (cleaned <= 0) continue;
		spare -= cleaned;
		scale(model, deployment, set, set.desired - cleaned);
	}
	let available = readyOf(wanted) + sum(old.map(readyOf)) - minAvailable;
	for (const set of old) {
		const taken = Math.min(available, set.desired);
		if (taken <= 0) continue;
		available -= taken;
		scale(model, deployment, set, set.desired - taken);
	}
}

function scale(model: Model, deployment: SimDeployment, set: PodSet, to: number): void {
	const from = set.desired;
	set.desired = to;
	deployment.progressedAtMs = model.world.clock.now();
	const { namespace, name, uid } = deployment;
	const message = `Scaled ${to > from ? "up" : "down"} replica set ${set.name} from ${from} to ${to}`;
	const happening = {
		type: "Normal",
		reason: "ScalingReplicaSet",
		message,
		component: "deployment-controller",
	} as const;
	model.events.record({ kind: kinds.deployments, namespace, name, uid }, happening);
	reconcileSet(model, set);
	set.changed();
}

function readyOf(set: PodSet): number {
	return activePods(set).filter(isReady).length;
}

function sum(list: readonly number[]): number {
	return list.reduce((total, value) => total + value, 0);
}

function writeReplicaSet(model: Model, deployment: SimDeployment, set: PodSet): void {
	const revision = deployment.sets.find((entry) => entry.set === set)?.revision ?? 0;
	const owner = {
		apiVersion: "apps/v1",
		kind: "Deployment",
		name: deployment.name,
		uid: deployment.uid,
		controller: true,
		blockOwnerDeletion: true,
	};
	writeSet(model, set, {
		ownerReferences: [owner],
		annotations: {
			"deployment.kubernetes.io/desired-replicas": String(deployment.replicas),
			"deployment.kubernetes.io/max-replicas": String(deployment.replicas + Math.ceil(deployment.replicas * SURGE)),
			"deployment.kubernetes.io/revision": String(revision),
		},
	});
}

/** Bring the deployment's object up to date, if anything in it changed. */
export function writeDeployment(model: Model, deployment: SimDeployment): void {
	const { store } = model.world;
	const { namespace, name } = deployment;
	const current = store.get(kinds.deployments, namespace, name);
	const status = deploymentStatus(deployment, currentSet(deployment));
	const text = JSON.stringify([deployment.generation, deployment.replicas, deployment.revision, status]);
	if (deployment.written === text) return;
	deployment.written = text;
	const next = deploymentObject(deployment, current, status);
	if (current === undefined) store.create(kinds.deployments, next);
	else store.update(kinds.deployments, next);
}

function deploymentObject(deployment: SimDeployment, current: KubeObject | undefined, status: object): KubeObject {
	const wanted = currentSet(deployment);
	const { template } = wanted.blueprint;
	const given = current?.["spec"] as { readonly selector?: object } | undefined;
	const metadata: Partial<ObjectMeta> = current?.metadata ?? {
		labels: deployment.plan.labels,
		managedFields: [
			managedBy(
				"helm",
				"apps/v1",
				deployment.createdAtMs,
				ownedFields({ spec: { replicas: 0, selector: {}, template } }),
			),
		],
	};
	return {
		metadata: {
			...(metadata as ObjectMeta),
			name: deployment.name,
			namespace: deployment.namespace,
			uid: deployment.uid,
			generation: deployment.generation,
			creationTimestamp: timeText(deployment.createdAtMs),
			annotations: {
				...metadata.annotations,
				"deployment.kubernetes.io/revision": String(deployment.revision),
				"meta.helm.sh/release-name": deployment.name,
				"meta.helm.sh/release-namespace": deployment.namespace,
			},
		},
		spec: {
			replicas: deployment.replicas,
			selector: given?.selector ?? { matchLabels: { app: deployment.name } },
			template,
			strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "25%", maxSurge: "25%" } },
			revisionHistoryLimit: OLD_SETS_KEPT,
			progressDeadlineSeconds: 600,
		},
		status,
	};
}

function deploymentStatus(deployment: SimDeployment, wanted: PodSet): object {
	const pods = deployment.sets.flatMap(({ set }) => activePods(set));
	const ready = pods.filter(isReady).length;
	const missing = deployment.replicas - ready;
	const available = missing <= Math.floor(deployment.replicas * SURGE);
	const at = timeText(deployment.progressedAtMs);
	const condition = (type: string, holds: boolean, reason: string, message: string): object => ({
		type,
		status: holds ? "True" : "False",
		lastUpdateTime: at,
		lastTransitionTime: at,
		reason,
		message,
	});
	return {
		observedGeneration: deployment.generation,
		...counts({ replicas: pods.length, updatedReplicas: activePods(wanted).length, readyReplicas: ready }),
		...counts({ availableReplicas: ready, unavailableReplicas: Math.max(0, missing) }),
		conditions: [
			available
				? condition("Available", true, "MinimumReplicasAvailable", "Deployment has minimum availability.")
				: condition("Available", false, "MinimumReplicasUnavailable", "Deployment does not have minimum availability."),
			deployment.rolledOut
				? condition(
						"Progressing",
						true,
						"NewReplicaSetAvailable",
						`ReplicaSet "${wanted.name}" has successfully progressed.`,
					)
				: condition("Progressing", true, "ReplicaSetUpdated", `ReplicaSet "${wanted.name}" is progressing.`),
		],
	};
}

/** JSON leaves zero counts out. */
function counts(values: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== 0));
}
