import type { UsageSource } from "../../api/metrics.ts";
import { kinds } from "../../world/kinds.ts";
import type { Scenario, World } from "../../world/scenario.ts";
import { addBudgets } from "./budgets.ts";
import { listenToClients } from "./client-changes.ts";
import { reconcileDeployment } from "./deployments.ts";
import { createEventRecorder } from "./event-recorder.ts";
import { addFurniture } from "./furniture.ts";
import { runCronJobs } from "./jobs.ts";
import type { Model } from "./model.ts";
import { addNodes } from "./nodes.ts";
import { reconcileSet } from "./pod-sets.ts";
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
	const countBudgets = addBudgets(world);
	countBudgets();
	listenToClients(world, model, deployments);
	runScheduler(model);
	world.every(RECONCILE_MS, () => {
		for (const deployment of deployments.values()) reconcileDeployment(model, deployment);
		for (const set of model.sets.values()) if (set.kind !== kinds.replicaSets) reconcileSet(model, set);
		countBudgets();
	});
	runCronJobs(model);
	tellStory(model, deployments);
	return usageOf(model);
}
