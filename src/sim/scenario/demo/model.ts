import type { Kind } from "../../world/kinds.ts";
import type { OwnerReference } from "../../world/kube-object.ts";
import type { Random } from "../../world/random.ts";
import type { World } from "../../world/scenario.ts";
import type { Blueprint } from "../blueprint.ts";
import type { NodePlan, NodeReport } from "../node-object.ts";
import type { ContainerReport, PodReport } from "../pod-status.ts";
import type { EventRecorder } from "./event-recorder.ts";

/** A machine of the demo. */
export interface SimNode {
	readonly plan: NodePlan;
	report: NodeReport;
	/** Its kubelet does not answer: nothing on it starts, stops or is measured. */
	lost: boolean;
	readonly pods: Set<SimPod>;
	/** Sum of the requests of its pods. */
	cpuMillicores: number;
	memoryMib: number;
	/** Images that need not be pulled. */
	readonly images: Set<string>;
}

/** How the containers of a set behave. */
export interface Behaviour {
	/** From the start of the containers to ready. */
	readonly readyAfterMs: number;
	/** The first container ends with exit code 1 after that long, again and again. */
	readonly crashesAfterMs?: readonly [low: number, high: number];
	/** All containers end well after that long. */
	readonly completesAfterMs?: readonly [low: number, high: number];
}

/** Pods that one controller object (replica set, stateful set, daemon set, job) looks after. */
export interface PodSet {
	readonly kind: Kind;
	readonly namespace: string;
	readonly name: string;
	readonly uid: string;
	readonly blueprint: Blueprint;
	readonly labels: Readonly<Record<string, string>>;
	readonly behaviour: Behaviour;
	readonly cpuMillicores: number;
	readonly memoryMib: number;
	readonly createdAtMs: number;
	desired: number;
	readonly pods: Set<SimPod>;
	/** For jobs: pods that ended well. */
	succeeded: number;
	/** Called after pods of the set changed, to bring the controller's object up to date. */
	changed: () => void;
}

/** A pod as its kubelet and its controller know it. */
export interface SimPod {
	readonly set: PodSet;
	readonly name: string;
	readonly uid: string;
	readonly createdAtMs: number;
	/** For daemon sets: the node it is for. */
	readonly pinnedTo?: SimNode;
	node?: SimNode;
	podIp?: string;
	startedAtMs?: number;
	phase: PodReport["phase"];
	readonly containers: Map<string, ContainerReport>;
	readySinceMs: number;
	unschedulable?: string;
	terminating: boolean;
	gone: boolean;
	/** Memory that grows until the container is killed: from when, and how fast. */
	leak?: { readonly sinceMs: number; readonly mibPerSecond: number };
}

/** All that the demo's controllers share. */
export interface Model {
	readonly world: World;
	readonly random: Random;
	readonly events: EventRecorder;
	readonly nodes: Map<string, SimNode>;
	readonly sets: Map<string, PodSet>;
	/** By `namespace/name`. */
	readonly pods: Map<string, SimPod>;
	/** Pods that no node has taken yet. */
	readonly waiting: Set<SimPod>;
	nextPodIp: number;
}

/** The reference that a set's pods carry. */
export function ownerOf(set: PodSet): OwnerReference {
	return {
		apiVersion: set.kind.group === "" ? set.kind.version : `${set.kind.group}/${set.kind.version}`,
		kind: set.kind.kind,
		name: set.name,
		uid: set.uid,
		controller: true,
		blockOwnerDeletion: true,
	};
}

/** Whether a pod counts as ready: running, every container ready, its node alive, not on its way out. */
export function isReady(pod: SimPod): boolean {
	return (
		pod.phase === "Running" &&
		!pod.terminating &&
		pod.node?.report.ready === "True" &&
		pod.set.blueprint.plan.containers.every(({ name }) => pod.containers.get(name)?.ready === true)
	);
}

/** Pods of a set that are not on their way out and not finished. */
export function activePods(set: PodSet): readonly SimPod[] {
	return [...set.pods].filter((pod) => !pod.terminating && pod.phase !== "Succeeded" && pod.phase !== "Failed");
}
