import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startDemo } from "../../src/sim/demo-server.ts";
import { demoScenario } from "../../src/sim/scenario/demo/demo.ts";
import { CYCLE_MS } from "../../src/sim/scenario/demo/story.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { allKinds, apiVersionOf, type Kind, kinds } from "../../src/sim/world/kinds.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { get, type Json, send } from "./client.ts";

const MINUTE = 60_000;

// Ten minutes are played in some 300 ms of CPU; a busy machine takes longer.
vi.setConfig({ testTimeout: 30_000 });

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	clock = new ManualClock();
	sim = await startSim({ clock, seed: "demo", scenario: demoScenario() });
});
afterEach(() => sim[Symbol.asyncDispose]());

const all = (kind: Kind): readonly Json[] => sim.store.list(kind);
const pods = (): readonly Json[] => all(kinds.pods);
const waitingFor = (pod: Json): string | undefined => pod.status.containerStatuses?.[0]?.state.waiting?.reason;
const crashing = (): readonly Json[] => pods().filter((pod) => waitingFor(pod) === "CrashLoopBackOff");
const pending = (): readonly Json[] =>
	pods().filter((pod) => pod.status.phase === "Pending" && pod.metadata.namespace === "ml");
const events = (reason: string): readonly Json[] => all(kinds.events).filter((event) => event.reason === reason);
const condition = (object: Json, type: string): Json =>
	object.status.conditions.find((entry: Json) => entry.type === type);
const notReadyNodes = (): readonly Json[] =>
	all(kinds.nodes).filter((node) => condition(node, "Ready").status !== "True");

/** What cannot be in a real cluster: pods of no owner, on no node, or on one that is too small for them. */
function contradictions(): readonly string[] {
	const problems: string[] = [];
	const uids = new Set(allKinds.flatMap((kind) => all(kind).map((object) => object.metadata.uid)));
	const free = new Map(
		all(kinds.nodes).map((node) => [node.metadata.name, Number.parseInt(node.status.allocatable.cpu, 10)]),
	);
	for (const { metadata, spec, status } of pods()) {
		const [owner] = metadata.ownerReferences;
		if (!uids.has(owner.uid)) problems.push(`${metadata.name} is owned by nobody`);
		if (spec.nodeName === undefined || status.phase === "Succeeded" || owner.kind === "DaemonSet") continue;
		const left = free.get(spec.nodeName);
		if (left === undefined) problems.push(`${metadata.name} is on no node`);
		else free.set(spec.nodeName, left - Number.parseInt(spec.containers[0].resources.requests.cpu, 10));
	}
	for (const [name, left] of free) if (left < 0) problems.push(`${name} is too full by ${-left}m`);
	return problems;
}

describe("the company", () => {
	test("is of the size promised: 24 nodes in 3 zones, some 300 pods in 10 namespaces", () => {
		expect(all(kinds.nodes)).toHaveLength(24);
		expect(new Set(all(kinds.nodes).map((node) => node.metadata.labels["topology.kubernetes.io/zone"])).size).toBe(3);
		expect(pods().length).toBeGreaterThan(250);
		expect(new Set(pods().map((pod) => pod.metadata.namespace)).size).toBeGreaterThanOrEqual(9);
		expect(pods().every((pod) => condition(pod, "Ready").status === "True")).toBe(true);
	});

	test("hangs together at every step of the story: owners, nodes, room", async () => {
		const problems: string[] = [];
		for (let step = 0; step < 30; step++) {
			await clock.advance(30_000);
			problems.push(...contradictions());
		}
		expect(problems).toEqual([]);
	});

	test("controllers count what there is", async () => {
		await clock.advance(4 * MINUTE);
		for (const set of all(kinds.replicaSets)) {
			const own = pods().filter(
				(pod) =>
					pod.metadata.ownerReferences[0].uid === set.metadata.uid && pod.metadata.deletionTimestamp === undefined,
			);
			expect([set.metadata.name, set.status.replicas]).toEqual([set.metadata.name, own.length]);
			for (const pod of own) expect(pod.metadata.labels).toMatchObject(set.spec.selector.matchLabels);
		}
	});
});

describe("the story", () => {
	test("a bad roll-out crash-loops until it is rolled back", async () => {
		await clock.advance(3 * MINUTE);
		expect(crashing().map((pod) => pod.metadata.namespace)).toEqual(Array(4).fill("payments"));
		const restarts = (): number => Math.max(...crashing().map((pod) => pod.status.containerStatuses[0].restartCount));
		const early = restarts();
		expect(early).toBeGreaterThanOrEqual(3);
		await clock.advance(3 * MINUTE);
		expect(restarts()).toBeGreaterThan(early);
		const [backOff] = events("BackOff");
		expect(backOff.message).toMatch(
			/^Back-off restarting failed container api in pod api-\w+-\w+_payments\([0-9a-f-]{36}\)$/,
		);
		expect(backOff.count).toBeGreaterThan(3);
		expect(crashing()[0].status.containerStatuses[0]).toMatchObject({
			state: { waiting: { message: expect.stringMatching(/^back-off 1m20s|^back-off 2m40s/) } },
			lastState: { terminated: { exitCode: 1, reason: "Error" } },
		});
		const deployment = sim.store.get(kinds.deployments, "payments", "api") as Json;
		expect(deployment.status).toMatchObject({
			replicas: 10,
			readyReplicas: 6,
			updatedReplicas: 4,
			unavailableReplicas: 2,
		});
		await clock.advance(2 * MINUTE);
		expect(crashing()).toEqual([]);
		expect((sim.store.get(kinds.deployments, "payments", "api") as Json).status.readyReplicas).toBe(8);
	});

	test("a leak grows in the metrics and ends in an OOM kill", async () => {
		const heaviest = async (): Promise<{ name: string; kib: number }> => {
			const { body } = await get(sim, "/apis/metrics.k8s.io/v1beta1/namespaces/search/pods?labelSelector=app%3Dquery");
			const measured = body.items.map((item: Json) => ({
				name: item.metadata.name,
				kib: Number.parseInt(item.containers[0]?.usage.memory ?? "0", 10),
			}));
			return measured.reduce((a: Json, b: Json) => (b.kib > a.kib ? b : a));
		};
		await clock.advance(3 * MINUTE);
		const before = await heaviest();
		await clock.advance(MINUTE);
		const after = await heaviest();
		expect(after.name).toBe(before.name);
		expect(after.kib).toBeGreaterThan(before.kib + 100_000);
		await clock.advance(MINUTE);
		const killed = sim.store.get(kinds.pods, "search", after.name) as Json;
		expect(killed.status.containerStatuses[0]).toMatchObject({
			restartCount: 1,
			lastState: { terminated: { reason: "OOMKilled", exitCode: 137 } },
		});
	});

	test("a node falls silent, its pods move, and it comes back", async () => {
		await clock.advance(3 * MINUTE + 45_000);
		expect(notReadyNodes()).toHaveLength(1);
		const [node] = notReadyNodes();
		const name = node.metadata.name;
		expect(condition(node, "Ready")).toMatchObject({ status: "Unknown", reason: "NodeStatusUnknown" });
		expect(node.spec.taints.map((taint: Json) => `${taint.key}:${taint.effect}`)).toEqual([
			"node.kubernetes.io/unreachable:NoSchedule",
			"node.kubernetes.io/unreachable:NoExecute",
		]);
		const onNode = (): readonly Json[] => pods().filter((pod) => pod.spec.nodeName === name);
		expect(onNode().every((pod) => condition(pod, "Ready").status === "False")).toBe(true);
		expect(events("NodeNotReady").length).toBeGreaterThan(onNode().length);
		const doomed = onNode().filter((pod) => pod.metadata.ownerReferences[0].kind === "ReplicaSet");
		await clock.advance(2 * MINUTE);
		for (const { metadata } of doomed) {
			expect(
				(sim.store.get(kinds.pods, metadata.namespace, metadata.name) as Json).metadata.deletionTimestamp,
			).toBeDefined();
		}
		expect(events("TaintManagerEviction").length).toBeGreaterThanOrEqual(doomed.length);
		await clock.advance(2 * MINUTE);
		expect(notReadyNodes()).toEqual([]);
		for (const { metadata } of doomed)
			expect(sim.store.get(kinds.pods, metadata.namespace, metadata.name)).toBeUndefined();
		expect(onNode().every((pod) => condition(pod, "Ready").status !== "False")).toBe(true);
	});

	test("a burst of batch work waits for room in the scheduler's words, and is done in the end", async () => {
		await clock.advance(7 * MINUTE + 30_000);
		const waiting = pending();
		expect(waiting.length).toBeGreaterThanOrEqual(20);
		expect(condition(waiting[0], "PodScheduled")).toMatchObject({
			status: "False",
			reason: "Unschedulable",
			message:
				"0/24 nodes are available: 21 node(s) didn't match Pod's node affinity/selector, 3 Insufficient cpu. " +
				"preemption: 0/24 nodes are available: 21 Preemption is not helpful for scheduling, " +
				"3 No preemption victims found for incoming pod.",
		});
		expect(events("FailedScheduling").some((event) => event.series?.count > 1)).toBe(true);
		await clock.advance(4 * MINUTE + 30_000);
		expect(pending()).toEqual([]);
		const job = all(kinds.jobs).find((entry) => entry.metadata.name.startsWith("train-ranker"));
		expect(job.status).toMatchObject({ succeeded: 36 });
		expect(condition(job, "Complete").status).toBe("True");
	});

	test("begins again, and does not pile up", async () => {
		await clock.advance(CYCLE_MS - 1_000);
		expect([crashing().length, pending().length, notReadyNodes().length]).toEqual([0, 0, 0]);
		const first = { pods: pods().length, sets: all(kinds.replicaSets).length };
		await clock.advance(3 * MINUTE);
		expect(crashing()).toHaveLength(4);
		await clock.advance(5 * CYCLE_MS - 3 * MINUTE - 1_000);
		expect(pods().length).toBeLessThan(first.pods + 15);
		expect(all(kinds.replicaSets).length).toBeLessThanOrEqual(first.sets + 3);
		const oldest = Math.min(...all(kinds.events).map((event) => Date.parse(event.metadata.creationTimestamp)));
		expect(oldest).toBeGreaterThan(clock.now() - CYCLE_MS * 6);
	});

	test("an hour leaves the company in its shape, and no more behind than the events of an hour", async () => {
		const shape = () => ({
			nodes: all(kinds.nodes).length,
			deployments: all(kinds.deployments).map(({ metadata, spec }) => `${metadata.name} ${spec.replicas}`),
			steady: pods().filter(({ metadata }) => metadata.ownerReferences[0].kind !== "Job").length,
			budgets: all(kinds.podDisruptionBudgets).map(
				({ metadata, status }) => `${metadata.name} ${status.desiredHealthy}`,
			),
		});
		const objects = (): number =>
			allKinds.filter((kind) => kind !== kinds.events).reduce((sum, kind) => sum + sim.store.count(kind), 0);
		const history = (): number =>
			allKinds.reduce((sum, kind) => sum + (sim.store.since(kind, sim.store.compactedRevision)?.length ?? 0), 0);
		await clock.advance(CYCLE_MS - 1_000);
		const first = { shape: shape(), objects: objects(), waiting: clock.waiting };
		for (let cycle = 0; cycle < 4; cycle++) {
			await clock.advance(CYCLE_MS);
			expect(shape()).toEqual(first.shape);
			expect(contradictions()).toEqual([]);
			expect(objects()).toBeLessThan(first.objects + 20);
			expect(clock.waiting).toBeLessThan(first.waiting + 20);
			// Ten minutes of writes at the most: what is older is compacted away.
			expect(history()).toBeLessThan(5_000);
		}
		const events = all(kinds.events).length;
		await clock.advance(CYCLE_MS);
		expect(all(kinds.events).length).toBeLessThan(events * 1.15);
	});

	test("what a client does is answered as the real controllers would", async () => {
		const [victim] = pods().filter((pod) => pod.metadata.labels.app === "cart");
		const path = `/api/v1/namespaces/checkout/pods/${victim.metadata.name}`;
		await send(sim, "DELETE", path, { body: { preconditions: { uid: victim.metadata.uid } } });
		await clock.advance(20_000);
		const carts = (): readonly Json[] => pods().filter((pod) => pod.metadata.labels.app === "cart");
		expect(carts().map((pod) => pod.metadata.name)).not.toContain(victim.metadata.name);
		expect(carts()).toHaveLength(8);
		await send(sim, "PATCH", "/apis/apps/v1/namespaces/checkout/deployments/cart", {
			body: { spec: { replicas: 3 } },
			headers: { "Content-Type": "application/merge-patch+json" },
		});
		await clock.advance(20_000);
		expect(carts()).toHaveLength(3);
		expect(events("ScalingReplicaSet")[0]?.message).toMatch(/^Scaled down replica set cart-\w+ from 8 to 3$/);
	});

	test("another image rolls out pod by pod, and can be taken back", async () => {
		const path = "/apis/apps/v1/namespaces/checkout/deployments/cart";
		const setImage = (image: string): Promise<unknown> =>
			send(sim, "PATCH", path, {
				body: { spec: { template: { spec: { containers: [{ name: "cart", image }] } } } },
				headers: { "Content-Type": "application/strategic-merge-patch+json" },
			});
		const images = (): string[] =>
			pods()
				.filter((pod) => pod.metadata.labels.app === "cart")
				.map((pod) => pod.spec.containers[0].image);
		const [before = ""] = images();
		await setImage("registry.example.com/checkout/cart:v9");
		await clock.advance(5_000);
		expect(new Set(images()).size).toBe(2);
		await clock.advance(2 * MINUTE);
		expect(images()).toEqual(Array(8).fill("registry.example.com/checkout/cart:v9"));
		const sets = all(kinds.replicaSets).length;
		await setImage(before);
		await clock.advance(2 * MINUTE);
		expect(images()).toEqual(Array(8).fill(before));
		expect(all(kinds.replicaSets)).toHaveLength(sets);
	});
});

describe("determinism", () => {
	const lived = async (seed: string): Promise<string> => {
		const own = new ManualClock();
		await using again = await startDemo(own, { seed });
		await own.advance(2 * MINUTE);
		const parts: string[] = [];
		for (const kind of allKinds) {
			const path = `${kind.group === "" ? "/api" : "/apis"}/${apiVersionOf(kind)}/${kind.plural}`;
			const accept = kind.message === undefined ? "application/json" : "application/vnd.kubernetes.protobuf";
			const response = await fetch(again.url + path, { headers: { Accept: accept } });
			parts.push(Buffer.from(await response.arrayBuffer()).toString("latin1"));
		}
		return parts.join("\n");
	};

	test("the same seed and the same clock give the same bytes; another seed does not", async () => {
		const first = await lived("a");
		expect((await lived("a")) === first).toBe(true);
		expect((await lived("b")) === first).toBe(false);
	});

	test("the demo opens in the middle of things", async () => {
		await using opened = await startDemo(new ManualClock());
		const list: readonly Json[] = opened.store.list(kinds.pods);
		expect(list.some((pod) => waitingFor(pod) === "CrashLoopBackOff")).toBe(true);
		expect(opened.store.count(kinds.events)).toBeGreaterThan(20);
	});

	test("disposing of it ends every timer", async () => {
		const own = new ManualClock();
		const opened = await startDemo(own);
		expect(own.waiting).toBeGreaterThan(0);
		await opened[Symbol.asyncDispose]();
		expect(own.waiting).toBe(0);
	});
});
