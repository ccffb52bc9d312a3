import { podSubject, reportPod, startPod } from "./kubelet.ts";
import type { Model, SimNode, SimPod } from "./model.ts";

/** How often pods that found no room are tried again, and told of. */
const RETRY_MS = 10_000;
/** CPU and memory that a kubelet keeps for itself. */
const RESERVED_MILLICORES = 80;
const RESERVED_MIB = 1_024;

/** Start the scheduler: it looks at new pods within a second and at the others every {@link RETRY_MS}. */
export function runScheduler(model: Model): void {
	const tried = new WeakMap<SimPod, number>();
	model.world.every(1_000, () => {
		const nowMs = model.world.clock.now();
		for (const pod of model.waiting) {
			if (nowMs - (tried.get(pod) ?? Number.NEGATIVE_INFINITY) < RETRY_MS) continue;
			tried.set(pod, nowMs);
			const node = chooseNode(model, pod);
			if (node !== undefined) bind(model, pod, node);
			else refuse(model, pod);
		}
	});
}

/** The emptiest node that has room, or the one that a daemon set's pod is for. */
export function chooseNode(model: Model, pod: SimPod): SimNode | undefined {
	if (pod.pinnedTo !== undefined) return pod.pinnedTo.lost ? undefined : pod.pinnedTo;
	let best: SimNode | undefined;
	for (const node of model.nodes.values()) {
		if (whyNot(node, pod) !== undefined) continue;
		if (best === undefined || load(node) < load(best)) best = node;
	}
	return best;
}

function load(node: SimNode): number {
	return node.cpuMillicores / node.plan.cpuCores + (node.memoryMib / node.plan.memoryGib) * 0.25;
}

/** Put a pod on a node without a word, for pods that have been there for long. */
export function place(pod: SimPod, node: SimNode): void {
	pod.node = node;
	node.pods.add(pod);
	node.cpuMillicores += pod.set.cpuMillicores;
	node.memoryMib += pod.set.memoryMib;
}

function bind(model: Model, pod: SimPod, node: SimNode): void {
	model.waiting.delete(pod);
	delete pod.unschedulable;
	place(pod, node);
	const message = `Successfully assigned ${pod.set.namespace}/${pod.name} to ${node.plan.name}`;
	const happening = { type: "Normal", reason: "Scheduled", message, component: "default-scheduler" } as const;
	model.events.record(podSubject(pod), happening);
	startPod(model, pod);
}

type Obstacle = "taint" | "cordoned" | "selector" | "cpu" | "memory";

function whyNot(node: SimNode, pod: SimPod): Obstacle | undefined {
	const { plan } = node;
	if (node.report.ready !== "True") return "taint";
	if (node.report.unschedulable === true) return "cordoned";
	const { tolerates = [], nodeSelector = {} } = pod.set.blueprint.plan;
	const borne = (taint: { readonly key: string }): boolean => tolerates.some(({ key }) => key === taint.key);
	if (plan.taints?.every(borne) === false) return "taint";
	if (Object.entries(nodeSelector).some(([key, value]) => plan.labels?.[key] !== value)) return "selector";
	if (plan.cpuCores * 1000 - RESERVED_MILLICORES - node.cpuMillicores < pod.set.cpuMillicores) return "cpu";
	if (plan.memoryGib * 1024 - RESERVED_MIB - node.memoryMib < pod.set.memoryMib) return "memory";
	return undefined;
}

const SENTENCES: Readonly<Record<Obstacle, string>> = {
	taint: "node(s) had untolerated taint(s)",
	cordoned: "node(s) were unschedulable",
	selector: "node(s) didn't match Pod's node affinity/selector",
	cpu: "Insufficient cpu",
	memory: "Insufficient memory",
};

function refuse(model: Model, pod: SimPod): void {
	const total = model.nodes.size;
	const counts = new Map<Obstacle, number>();
	for (const node of model.nodes.values()) {
		const obstacle = whyNot(node, pod) ?? "cpu";
		counts.set(obstacle, (counts.get(obstacle) ?? 0) + 1);
	}
	const reasons = [...counts].map(([obstacle, count]) => `${count} ${SENTENCES[obstacle]}`);
	const hopeless = (["taint", "cordoned", "selector"] as const).reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
	const preemption = [
		...(hopeless > 0 ? [`${hopeless} Preemption is not helpful for scheduling`] : []),
		...(hopeless < total ? [`${total - hopeless} No preemption victims found for incoming pod`] : []),
	];
	// The scheduler's own wording, see k8s.io/kubernetes `pkg/scheduler/framework/types.go` (FitError).
	const message =
		`0/${total} nodes are available: ${reasons.sort().join(", ")}. ` +
		`preemption: 0/${total} nodes are available: ${preemption.sort().join(", ")}.`;
	const happening = { type: "Warning", reason: "FailedScheduling", message, component: "default-scheduler" } as const;
	model.events.record(podSubject(pod), happening);
	if (pod.unschedulable === message) return;
	pod.unschedulable = message;
	reportPod(model, pod);
}
