import { kinds } from "../../world/kinds.ts";
import { makeBlueprint, type PodPlan } from "../blueprint.ts";
import { type WorkloadPlan, workloads } from "./company.ts";
import { addReplicaSet, type SimDeployment, writeDeployment } from "./deployments.ts";
import { reportPod } from "./kubelet.ts";
import type { Model, PodSet, SimPod } from "./model.ts";
import { TOLERATION_MS } from "./nodes.ts";
import { createPod } from "./pod-sets.ts";
import { chooseNode, place } from "./scheduler.ts";
import { writeSet } from "./set-objects.ts";

const DAY_MS = 86_400_000;

/** Put everything that has been running for long in its place. Returns the deployments by `namespace/name`. */
export function populate(model: Model): Map<string, SimDeployment> {
	const deployments = new Map<string, SimDeployment>();
	for (const plan of workloads) {
		if (plan.kind === "Deployment") {
			const deployment = addDeployment(model, plan);
			deployments.set(`${plan.namespace}/${plan.name}`, deployment);
		} else addSet(model, plan);
	}
	return deployments;
}

/** The pods of a workload, with another image where one is given. */
export function podPlanOf(plan: WorkloadPlan, image = plan.image): PodPlan {
	const [request, limit] = plan.memoryMib;
	return {
		labels: {
			app: plan.name,
			"app.kubernetes.io/name": plan.name,
			"app.kubernetes.io/part-of": plan.namespace,
			"app.kubernetes.io/version": image.slice(image.lastIndexOf(":") + 1),
		},
		annotations: {
			"prometheus.io/scrape": "true",
			"prometheus.io/port": String(plan.port ?? 9000),
		},
		serviceAccount: plan.name,
		containers: [
			{
				name: plan.name,
				image,
				...(plan.port === undefined ? {} : { port: plan.port, probePath: "/healthz" }),
				requests: { cpu: `${plan.cpuMillicores}m`, memory: `${request}Mi` },
				limits: { memory: `${limit}Mi` },
				env: { LOG_LEVEL: "info", LOG_FORMAT: "json", SERVICE_NAME: plan.name },
			},
			...(plan.sidecars ?? []),
		],
		lostNodeSeconds: TOLERATION_MS / 1000,
		configMaps: { config: `${plan.name}-config` },
		...(plan.priorityClassName === undefined
			? {}
			: { priorityClassName: plan.priorityClassName, priority: 2_000_000_000 }),
		...(plan.kind === "DaemonSet" ? { hostNetwork: true, tolerateEverything: true } : {}),
	};
}

function addDeployment(model: Model, plan: WorkloadPlan): SimDeployment {
	const nowMs = model.world.clock.now();
	const releasedMs = nowMs - plan.releaseDays * DAY_MS;
	const pods = podPlanOf(plan);
	const deployment: SimDeployment = {
		namespace: plan.namespace,
		name: plan.name,
		uid: model.random.uuid(),
		plan: pods,
		createdAtMs: nowMs - plan.ageDays * DAY_MS,
		cpuMillicores: plan.cpuMillicores,
		memoryMib: plan.memoryMib[0],
		replicas: plan.replicas ?? 1,
		generation: 1 + Math.ceil(plan.ageDays / 20),
		revision: Math.ceil(plan.ageDays / 20),
		sets: [],
		progressedAtMs: releasedMs + 60_000,
		rolledOut: true,
	};
	const set = addReplicaSet(model, deployment, pods, { readyAfterMs: 8_000 }, releasedMs);
	set.desired = deployment.replicas;
	for (let count = 0; count < deployment.replicas; count++) settle(model, createOld(model, set, plan));
	writeDeployment(model, deployment);
	set.changed();
	return deployment;
}

function addSet(model: Model, plan: WorkloadPlan): void {
	const kind = plan.kind === "DaemonSet" ? kinds.daemonSets : kinds.statefulSets;
	const set: PodSet = {
		kind,
		namespace: plan.namespace,
		name: plan.name,
		uid: model.random.uuid(),
		blueprint: makeBlueprint(podPlanOf(plan)),
		labels: {},
		behaviour: { readyAfterMs: plan.kind === "DaemonSet" ? 3_000 : 15_000 },
		cpuMillicores: plan.cpuMillicores,
		memoryMib: plan.memoryMib[0],
		createdAtMs: model.world.clock.now() - plan.ageDays * DAY_MS,
		desired: plan.replicas ?? 0,
		pods: new Set(),
		succeeded: 0,
		changed: () => writeSet(model, set),
	};
	model.sets.set(set.uid, set);
	if (kind === kinds.daemonSets) {
		for (const node of model.nodes.values()) settle(model, createOld(model, set, plan, { pinnedTo: node }));
	} else {
		for (let ordinal = 0; ordinal < set.desired; ordinal++) {
			settle(model, createOld(model, set, plan, { name: `${plan.name}-${ordinal}` }));
		}
	}
	set.changed();
}

function createOld(model: Model, set: PodSet, plan: WorkloadPlan, how: Parameters<typeof createPod>[2] = {}): SimPod {
	const ageMs = plan.releaseDays * DAY_MS * model.random.between(0.4, 1);
	const { pinnedTo } = how;
	const atMs = model.world.clock.now() - ageMs;
	const createdAtMs = pinnedTo === undefined ? atMs : Math.max(atMs, pinnedTo.plan.createdAtMs);
	return createPod(model, set, { ...how, createdAtMs: Math.floor(createdAtMs), silent: true });
}

/** Make a new pod one that has been running since it was made. */
function settle(model: Model, pod: SimPod): void {
	const node = chooseNode(model, pod);
	if (node === undefined) throw new Error(`no room for ${pod.set.namespace}/${pod.name}`);
	model.waiting.delete(pod);
	place(pod, node);
	pod.phase = "Running";
	pod.startedAtMs = pod.createdAtMs + 1_000;
	pod.readySinceMs = pod.createdAtMs + 12_000;
	const index = model.nextPodIp++;
	pod.podIp = `10.64.${(index >> 8) & 255}.${index & 255}`;
	for (const { name, image } of pod.set.blueprint.plan.containers) {
		node.images.add(image);
		const state = { is: "running", startedAtMs: pod.createdAtMs + 4_000 } as const;
		pod.containers.set(name, { state, ready: true, restartCount: 0 });
	}
	reportPod(model, pod);
}
