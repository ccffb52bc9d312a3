import { kinds } from "../../world/kinds.ts";
import { podObject } from "../pod-object.ts";
import { releaseNode, terminatePod } from "./kubelet.ts";
import { activePods, isReady, type Model, ownerOf, type PodSet, type SimNode, type SimPod } from "./model.ts";

/** What a set's controller calls itself in events. */
const CONTROLLERS: Readonly<Record<string, string>> = {
	ReplicaSet: "replicaset-controller",
	StatefulSet: "statefulset-controller",
	DaemonSet: "daemonset-controller",
	Job: "job-controller",
};

/** Bring the number of a set's pods to what is wanted. */
export function reconcileSet(model: Model, set: PodSet): void {
	if (set.kind === kinds.daemonSets) {
		reconcileDaemonSet(model, set);
		return;
	}
	const active = activePods(set);
	const wanted = Math.max(0, set.desired - set.succeeded);
	if (set.kind === kinds.statefulSets) reconcileOrdinals(model, set);
	else for (let count = active.length; count < wanted; count++) createPod(model, set);
	const surplus = active.length - wanted;
	if (surplus > 0) for (const pod of leastWanted(active).slice(0, surplus)) deletePod(model, pod);
}

/** Pods in the order a replica set would take them away: unready first, then the youngest. */
function leastWanted(pods: readonly SimPod[]): readonly SimPod[] {
	const rank = (pod: SimPod): number => (pod.node === undefined ? 0 : isReady(pod) ? 2 : 1);
	return [...pods].sort((a, b) => rank(a) - rank(b) || b.createdAtMs - a.createdAtMs || (a.name < b.name ? 1 : -1));
}

/** A stateful set fills its ordinals one after another, and waits for a name that is still in use. */
function reconcileOrdinals(model: Model, set: PodSet): void {
	const used = new Set([...set.pods].map((pod) => pod.name));
	for (let ordinal = 0; ordinal < set.desired; ordinal++) {
		const name = `${set.name}-${ordinal}`;
		const taken = used.has(name) || model.world.store.get(kinds.pods, set.namespace, name) !== undefined;
		if (!taken) createPod(model, set, { name });
	}
}

function reconcileDaemonSet(model: Model, set: PodSet): void {
	const served = new Set([...set.pods].map((pod) => pod.pinnedTo));
	for (const node of model.nodes.values()) {
		if (!served.has(node) && !node.lost) createPod(model, set, { pinnedTo: node });
	}
}

/** What a new pod is to be, where it is not any pod of its set. */
export interface NewPod {
	readonly name?: string;
	readonly pinnedTo?: SimNode;
	/** For pods that were there before the demo began. */
	readonly createdAtMs?: number;
	readonly silent?: boolean;
}

/** Make a pod of a set, pending; the scheduler takes it from there unless the caller places it. */
export function createPod(model: Model, set: PodSet, how: NewPod = {}): SimPod {
	const { store, clock } = model.world;
	const { random } = model;
	const generateName = `${set.name}-`;
	const name = how.name ?? freeName(model, set);
	const createdAtMs = how.createdAtMs ?? clock.now();
	const pod: SimPod = {
		set,
		name,
		uid: random.uuid(),
		createdAtMs,
		...(how.pinnedTo === undefined ? {} : { pinnedTo: how.pinnedTo }),
		phase: "Pending",
		containers: new Map(),
		readySinceMs: createdAtMs,
		terminating: false,
		gone: false,
	};
	set.pods.add(pod);
	model.pods.set(`${set.namespace}/${name}`, pod);
	model.waiting.add(pod);
	const ordinal = set.kind === kinds.statefulSets ? statefulLabels(set, name) : {};
	const identity = {
		namespace: set.namespace,
		name,
		uid: pod.uid,
		generateName,
		owner: ownerOf(set),
		labels: { ...set.labels, ...ordinal },
		createdAtMs,
	};
	const report = { phase: "Pending", containers: pod.containers, readySinceMs: createdAtMs, createdAtMs } as const;
	store.create(kinds.pods, podObject(set.blueprint, identity, report));
	if (how.silent !== true) {
		tell(
			model,
			set,
			"SuccessfulCreate",
			set.kind === kinds.statefulSets
				? `create Pod ${name} in StatefulSet ${set.name} successful`
				: `Created pod: ${name}`,
		);
		set.changed();
	}
	return pod;
}

/** A generated name that nobody has, clients' own pods included. */
function freeName(model: Model, set: PodSet): string {
	for (;;) {
		const name = `${set.name}-${model.random.suffix(5)}`;
		if (model.world.store.get(kinds.pods, set.namespace, name) === undefined) return name;
	}
}

function statefulLabels(set: PodSet, name: string): Readonly<Record<string, string>> {
	return {
		"apps.kubernetes.io/pod-index": name.slice(set.name.length + 1),
		"statefulset.kubernetes.io/pod-name": name,
	};
}

function deletePod(model: Model, pod: SimPod): void {
	tell(model, pod.set, "SuccessfulDelete", `Deleted pod: ${pod.name}`);
	terminatePod(model, pod);
}

function tell(model: Model, set: PodSet, reason: string, message: string): void {
	const { kind, namespace, name, uid } = set;
	const component = CONTROLLERS[kind.kind] ?? "kube-controller-manager";
	model.events.record({ kind, namespace, name, uid }, { type: "Normal", reason, message, component });
}

/** A pod is no more: take it out of every book. */
export function forgetPod(model: Model, pod: SimPod): void {
	pod.gone = true;
	releaseNode(pod);
	pod.set.pods.delete(pod);
	model.waiting.delete(pod);
	model.pods.delete(`${pod.set.namespace}/${pod.name}`);
	pod.set.changed();
}
