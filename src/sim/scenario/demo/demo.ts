import type { UsageSource } from "../../api/metrics.ts";
import { kinds } from "../../world/kinds.ts";
import type { Scenario, World } from "../../world/scenario.ts";
import { reconcileDeployment, type SimDeployment } from "./deployments.ts";
import { createEventRecorder } from "./event-recorder.ts";
import { addFurniture } from "./furniture.ts";
import { runCronJobs } from "./jobs.ts";
import { stopPod } from "./kubelet.ts";
import type { Model } from "./model.ts";
import { addNodes, nodeChanged } from "./nodes.ts";
import { forgetPod, reconcileSet } from "./pod-sets.ts";
import { populate } from "./populate.ts";
import { runScheduler } from "./scheduler.ts";
import { tellStory } from "./story.ts";
import { usageOf } from "./usage.ts";
import { withPast } from "./warm-up.ts";

/** How often controllers look at what they look after. */
const RECONCILE_MS = 1_000;

/** How the demo begins. */
export interface DemoOptions {
	/** How far into the story it opens, in milliseconds. Default 0: all is well, for another half minute. */
	readonly pastMs?: number;
}

/**
 * A believable company on 24 nodes in three zones, and a story that repeats: a release that crashes, a
 * leak that ends in an OOM kill, a node that falls silent, a burst of batch work that does not fit,
 * and the recovery of each. Driven by the world's clock alone.
 */
export function demoScenario(options: DemoOptions = {}): Scenario {
	return (real) => {
		const { world, catchUp } = withPast(real, options.pastMs ?? 0);
		const usage = play(world);
		catchUp();
		real.store.compact();
		return usage;
	};
}

function play(world: World): UsageSource {
	addFurniture(world);
	const model: Model = {
		world,
		random: world.random,
		events: createEventRecorder(world, world.random.fork("events")),
		nodes: new Map(),
		sets: new Map(),
		pods: new Map(),
		waiting: new Set(),
		nextPodIp: 2,
	};
	addNodes(model);
	const deployments = populate(model);
	listenToClients(world, model, deployments);
	runScheduler(model);
	world.every(RECONCILE_MS, () => {
		for (const deployment of deployments.values()) reconcileDeployment(model, deployment);
		for (const set of model.sets.values()) if (set.kind !== kinds.replicaSets) reconcileSet(model, set);
	});
	runCronJobs(model);
	tellStory(model, deployments);
	return usageOf(model);
}

/** What clients do through the API is seen here: the controllers answer as the real ones would. */
function listenToClients(world: World, model: Model, deployments: ReadonlyMap<string, SimDeployment>): void {
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
		const deployment = deployments.get(`${object.metadata.namespace}/${object.metadata.name}`);
		const { replicas } = object["spec"] as { readonly replicas?: number };
		if (type !== "MODIFIED" || deployment === undefined || replicas === undefined || replicas === deployment.replicas)
			return;
		deployment.replicas = replicas;
		deployment.generation++;
	});
	world.store.subscribe(kinds.nodes, ({ type, object }) => {
		const node = model.nodes.get(object.metadata.name);
		if (type === "MODIFIED" && node !== undefined)
			nodeChanged(node, object["spec"] as { readonly unschedulable?: boolean });
	});
}
