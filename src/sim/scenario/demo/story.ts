import { kinds } from "../../world/kinds.ts";
import type { PodPlan } from "../blueprint.ts";
import { workloads } from "./company.ts";
import { addReplicaSet, currentSet, rollBack, type SimDeployment, templateChanged } from "./deployments.ts";
import { removeJob, startJob } from "./jobs.ts";
import { endContainer, failProbe } from "./kubelet.ts";
import { activePods, isReady, type Model, type PodSet, type SimPod } from "./model.ts";
import { loseNode, recoverNode } from "./nodes.ts";
import { podPlanOf } from "./populate.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The story begins again after that long. */
export const CYCLE_MS = 14 * MINUTE;

/** When each chapter begins and ends, from the start of a cycle. */
const chapters = {
	badRollOut: { beginsMs: 30 * SECOND, endsMs: 6.5 * MINUTE },
	leak: { beginsMs: 60 * SECOND, endsMs: 10 * MINUTE },
	nodeLoss: { beginsMs: 3 * MINUTE, endsMs: 7.5 * MINUTE },
	batchBurst: { beginsMs: 7 * MINUTE, endsMs: 12 * MINUTE },
} as const;

/** Tell the story, again and again. */
export function tellStory(model: Model, deployments: ReadonlyMap<string, SimDeployment>): void {
	const { later } = model.world;
	const oldJobs: PodSet[] = [];
	let cycle = 0;
	const begin = (): void => {
		later(CYCLE_MS, begin);
		cycle++;
		later(chapters.badRollOut.beginsMs, () => badRollOut(model, deployments.get("payments/api"), cycle));
		later(chapters.leak.beginsMs, () => leak(model, deployments.get("search/query")));
		later(chapters.nodeLoss.beginsMs, () => nodeLoss(model, "tokyo-b-node-3"));
		later(chapters.batchBurst.beginsMs, () => batchBurst(model, oldJobs));
	};
	begin();
	smallTroubles(model);
}

/** A release that cannot start: its pods crash until somebody rolls back. */
function badRollOut(model: Model, deployment: SimDeployment | undefined, cycle: number): void {
	const plan = workloads.find(({ namespace, name }) => namespace === deployment?.namespace && name === deployment.name);
	if (deployment === undefined || plan === undefined) return;
	const good = currentSet(deployment);
	const broken = podPlanOf(plan, plan.image.replace(/:.*$/, `:v2.18.0-rc.${cycle}`));
	addReplicaSet(
		model,
		deployment,
		broken,
		{ readyAfterMs: 8 * SECOND, crashesAfterMs: [2 * SECOND, 5 * SECOND] },
		model.world.clock.now(),
	);
	templateChanged(model, deployment);
	const { beginsMs, endsMs } = chapters.badRollOut;
	model.world.later(endsMs - beginsMs, () => rollBack(model, deployment, good));
}

/** From the first byte that is not given back to the kill. */
const LEAK_LASTS_MS = 3.5 * MINUTE;
const LEAK_STEP_MS = 5 * SECOND;

/** One pod leaks until the kernel kills it, is started again, and leaks again until the chapter ends. */
function leak(model: Model, deployment: SimDeployment | undefined): void {
	if (deployment === undefined) return;
	const { clock, later } = model.world;
	const { beginsMs, endsMs } = chapters.leak;
	const endMs = clock.now() + endsMs - beginsMs;
	const plan = workloads.find(({ namespace, name }) => namespace === deployment.namespace && name === deployment.name);
	const [request, limit] = plan?.memoryMib ?? [0, 0];
	const freeMib = limit - request * 0.6;
	const begin = (pod: SimPod): void => {
		pod.leak = { sinceMs: clock.now(), mibPerSecond: (freeMib / LEAK_LASTS_MS) * SECOND };
		watch(pod, pod.leak.sinceMs + LEAK_LASTS_MS);
	};
	const watch = (pod: SimPod, killAtMs: number): void =>
		later(LEAK_STEP_MS, () => {
			if (pod.gone || pod.terminating || clock.now() >= endMs) {
				delete pod.leak;
				return;
			}
			if (clock.now() < killAtMs) {
				watch(pod, killAtMs);
				return;
			}
			delete pod.leak;
			endContainer(model, pod, deployment.name, { reason: "OOMKilled", exitCode: 137 });
			later(LEAK_STEP_MS, () => begin(pod));
		});
	const victim = activePods(currentSet(deployment)).find(
		(pod) => isReady(pod) && pod.node?.plan.name !== "tokyo-b-node-3",
	);
	if (victim !== undefined) begin(victim);
}

/** A node falls silent; its pods are moved; it comes back. */
function nodeLoss(model: Model, name: string): void {
	const node = model.nodes.get(name);
	if (node === undefined) return;
	loseNode(model, node);
	const { beginsMs, endsMs } = chapters.nodeLoss;
	model.world.later(endsMs - beginsMs, () => recoverNode(model, node));
}

const BURST: { readonly pods: PodPlan } & Record<"parallelism" | "cpuMillicores" | "memoryMib", number> = {
	pods: {
		labels: { app: "train-ranker", "app.kubernetes.io/part-of": "ml" },
		containers: [
			{
				name: "trainer",
				image: "registry.example.com/ml/trainer:v0.9.3",
				command: ["/trainer", "--shards=36", "--resume"],
				requests: { cpu: "3500m", memory: "4Gi" },
				limits: { memory: "6Gi" },
			},
		],
		nodeSelector: { pool: "batch" },
		tolerates: [{ key: "pool", value: "batch", effect: "NoSchedule" }],
		restartPolicy: "Never",
	},
	parallelism: 36,
	cpuMillicores: 3500,
	memoryMib: 4096,
};

/** More batch work at once than there is room for: the rest waits its turn. */
function batchBurst(model: Model, oldJobs: PodSet[]): void {
	while (oldJobs.length > 0) removeJob(model, oldJobs.shift() as PodSet);
	const name = `train-ranker-${Math.floor(model.world.clock.now() / MINUTE)}`;
	const runsForMs = [50 * SECOND, 95 * SECOND] as const;
	oldJobs.push(startJob(model, { namespace: "ml", name, ...BURST, runsForMs }, () => {}));
}

/** Now and then a probe fails somewhere. */
function smallTroubles(model: Model): void {
	model.world.later(model.random.between(20, 70) * SECOND, () => {
		smallTroubles(model);
		const candidates = [...model.pods.values()].filter((pod) => pod.set.kind === kinds.replicaSets && isReady(pod));
		if (candidates.length > 0) failProbe(model, model.random.pick(candidates), model.random.between(8, 20) * SECOND);
	});
}
