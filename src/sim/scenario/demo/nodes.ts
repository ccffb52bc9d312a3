import { kinds } from "../../world/kinds.ts";
import { microTimeText } from "../../world/kube-object.ts";
import { type NodePlan, nodeObject } from "../node-object.ts";
import { NODES_PER_ZONE, zones } from "./company.ts";
import type { Happening } from "./event-recorder.ts";
import { podSubject, reportPod, stopPod, terminatePod } from "./kubelet.ts";
import type { Model, SimNode } from "./model.ts";

const DAY_MS = 86_400_000;
/** How often a kubelet writes its node's status when nothing changes. */
const STATUS_MS = 300_000;
const LEASE_MS = 10_000;
/** Silence after which the node controller gives a node up. */
const GRACE_MS = 40_000;
/** How long the company's pods bear an unreachable node (their `tolerationSeconds`). */
export const TOLERATION_MS = 60_000;

/** Make the machines; the last of each zone is of the batch pool. */
export function addNodes(model: Model): void {
	const { clock } = model.world;
	for (const [zoneIndex, zone] of zones.entries()) {
		for (let index = 1; index <= NODES_PER_ZONE; index++) {
			const batch = index === NODES_PER_ZONE;
			const plan: NodePlan = {
				name: `${zone}-${batch ? "batch" : "node"}-${batch ? 1 : index}`,
				ip: `10.20.${zoneIndex + 1}.${10 + index}`,
				zone,
				instanceType: batch ? "c16" : "m8",
				cpuCores: batch ? 16 : 8,
				memoryGib: 32,
				maxPods: 110,
				createdAtMs: clock.now() - Math.floor(model.random.between(20, 60) * DAY_MS),
				labels: { pool: batch ? "batch" : "general", "node-role.kubernetes.io/worker": "" },
				...(batch ? { taints: [{ key: "pool", value: "batch", effect: "NoSchedule" }] } : {}),
			};
			const report = { ready: "True", sinceMs: plan.createdAtMs, heartbeatMs: clock.now() } as const;
			const node: SimNode = {
				plan,
				report,
				lost: false,
				pods: new Set(),
				cpuMillicores: 0,
				memoryMib: 0,
				images: new Set(),
			};
			model.nodes.set(plan.name, node);
			model.world.store.create(kinds.nodes, nodeObject(plan, report));
			model.world.store.create(kinds.leases, lease(model, node));
			model.world.later(model.random.between(0, LEASE_MS), () => keepLease(model, node));
			model.world.later(model.random.between(0, STATUS_MS), () => keepStatus(model, node));
		}
	}
}

function lease(model: Model, { plan }: SimNode) {
	return {
		metadata: { name: plan.name, namespace: "kube-node-lease" },
		spec: { holderIdentity: plan.name, leaseDurationSeconds: 40, renewTime: microTimeText(model.world.clock.now()) },
	};
}

function keepLease(model: Model, node: SimNode): void {
	model.world.later(LEASE_MS, () => keepLease(model, node));
	const current = model.world.store.get(kinds.leases, "kube-node-lease", node.plan.name);
	if (node.lost || current === undefined) return;
	model.world.store.update(kinds.leases, { ...current, spec: lease(model, node).spec });
}

function keepStatus(model: Model, node: SimNode): void {
	model.world.later(STATUS_MS, () => keepStatus(model, node));
	if (node.lost) return;
	node.report = { ...node.report, heartbeatMs: model.world.clock.now() };
	writeNode(model, node);
}

function writeNode(model: Model, node: SimNode): void {
	const { store } = model.world;
	const current = store.get(kinds.nodes, undefined, node.plan.name);
	if (current === undefined) return;
	const { metadata, ...rest } = nodeObject(node.plan, node.report);
	store.update(kinds.nodes, { ...rest, metadata: { ...current.metadata, ...metadata } });
}

/** Take over what a client changed in a node: whether it is cordoned. */
export function nodeChanged(node: SimNode, spec: { readonly unschedulable?: boolean }): void {
	node.report = { ...node.report, unschedulable: spec.unschedulable === true };
}

function tell(
	model: Model,
	node: SimNode,
	reason: string,
	message: string,
	from: Pick<Happening, "component" | "host">,
): void {
	// Node events carry the node's name where a UID would be, as kubelets have always done.
	const subject = { kind: kinds.nodes, name: node.plan.name, uid: node.plan.name };
	model.events.record(subject, { type: "Normal", reason, message, ...from });
}

const CONTROLLER = { component: "node-controller" };

/** A node's kubelet falls silent; the node controller notices, and evicts its pods in the end. */
export function loseNode(model: Model, node: SimNode): void {
	const { clock, later } = model.world;
	node.lost = true;
	later(GRACE_MS, () => {
		if (!node.lost) return;
		node.report = { ...node.report, ready: "Unknown", sinceMs: clock.now() };
		writeNode(model, node);
		tell(model, node, "NodeNotReady", `Node ${node.plan.name} status is now: NodeNotReady`, CONTROLLER);
		for (const pod of node.pods) {
			pod.readySinceMs = clock.now();
			const happening = {
				type: "Warning",
				reason: "NodeNotReady",
				message: "Node is not ready",
				...CONTROLLER,
			} as const;
			model.events.record(podSubject(pod), happening);
			reportPod(model, pod);
		}
		later(TOLERATION_MS, () => evictAll(model, node));
	});
}

function evictAll(model: Model, node: SimNode): void {
	if (node.report.ready === "True") return;
	for (const pod of node.pods) {
		if (pod.set.kind === kinds.daemonSets) continue;
		const happening = {
			type: "Normal",
			reason: "TaintManagerEviction",
			message: `Marking for deletion Pod ${pod.set.namespace}/${pod.name}`,
			component: "taint-eviction-controller",
		} as const;
		model.events.record(podSubject(pod), happening);
		terminatePod(model, pod);
	}
}

/** The kubelet answers again: what was to go goes, what stayed is ready once more. */
export function recoverNode(model: Model, node: SimNode): void {
	const { clock } = model.world;
	node.lost = false;
	const nowMs = clock.now();
	node.report = { ...node.report, ready: "True", sinceMs: nowMs, heartbeatMs: nowMs };
	writeNode(model, node);
	const from = { component: "kubelet", host: node.plan.name };
	tell(model, node, "NodeReady", `Node ${node.plan.name} status is now: NodeReady`, from);
	for (const pod of node.pods) {
		pod.readySinceMs = nowMs;
		if (pod.terminating) stopPod(model, pod);
		else reportPod(model, pod);
	}
}
