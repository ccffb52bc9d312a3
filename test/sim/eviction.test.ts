import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { get, send } from "./client.ts";
import { emptySim } from "./world.ts";

const PODS = "/api/v1/namespaces/default/pods";
const BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

let sim: Sim;
beforeEach(async () => {
	({ sim } = await emptySim());
});
afterEach(() => sim[Symbol.asyncDispose]());

/** Pods of a replica set that wants as many as `replicas`. */
function addPods(states: Readonly<Record<string, "ready" | "unready" | "pending">>, replicas: number): void {
	const { uid } = sim.store.create(kinds.replicaSets, {
		metadata: { name: "web", namespace: "default" },
		spec: { replicas },
	}).metadata;
	for (const [name, state] of Object.entries(states)) {
		sim.store.create(kinds.pods, {
			metadata: {
				name,
				namespace: "default",
				labels: { app: "web" },
				ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web", uid, controller: true }],
			},
			spec: { nodeName: "node", containers: [{ name: "web", image: "x" }] },
			status: {
				phase: state === "pending" ? "Pending" : "Running",
				conditions: [{ type: "Ready", status: state === "ready" ? "True" : "False" }],
			},
		});
	}
}

const budget = (name: string, limits: object, selector: object = { matchLabels: { app: "web" } }) =>
	send(sim, "POST", BUDGETS, { body: { metadata: { name }, spec: { ...limits, selector } } });
const evict = (name: string) =>
	send(sim, "POST", `${PODS}/${name}/eviction`, {
		body: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name } },
	});

describe("an eviction", () => {
	test("is refused when the budget is used up, with the reason that kubectl drain shows", async () => {
		addPods({ one: "ready", two: "ready", three: "ready" }, 3);
		await budget("web", { minAvailable: 2 });
		expect((await evict("one")).status).toBe(201);
		const refused = await evict("two");
		expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, null]);
		expect(refused.body).toMatchObject({
			reason: "TooManyRequests",
			message: "Cannot evict pod as it would violate the pod's disruption budget.",
			details: {
				causes: [
					{
						reason: "DisruptionBudget",
						message: "The disruption budget web needs 2 healthy pods and has 2 currently",
					},
				],
			},
		});
		expect((await get(sim, `${PODS}/two`)).body.metadata.deletionTimestamp).toBeUndefined();
	});

	test.each([
		["a percentage to keep, rounded up: 3 of 5 for half", { minAvailable: "50%" }, 2],
		["a number that may be missing", { maxUnavailable: 1 }, 1],
		["a percentage that may be missing, rounded up: 2 of 5 for a third", { maxUnavailable: "30%" }, 2],
		["nothing may be missing", { maxUnavailable: 0 }, 0],
	])("%s", async (_name, limits, allowed) => {
		addPods({ a: "ready", b: "ready", c: "ready", d: "ready", e: "ready" }, 5);
		await budget("web", limits);
		let evicted = 0;
		for (const name of ["a", "b", "c", "d", "e"]) if ((await evict(name)).status === 201) evicted++;
		expect(evicted).toBe(allowed);
	});

	test("counts what its controllers want, not only what is there", async () => {
		addPods({ one: "ready", two: "ready" }, 4);
		await budget("web", { maxUnavailable: 2 });
		expect((await evict("one")).status).toBe(429);
	});

	test("of a pod that does not run is nobody's loss; of one that is not ready only while all else is well", async () => {
		addPods({ good: "ready", bad: "unready", waiting: "pending" }, 3);
		await budget("web", { minAvailable: 1 });
		expect((await evict("waiting")).status).toBe(201);
		expect((await evict("bad")).status).toBe(201);
		expect((await evict("good")).status).toBe(429);
	});

	test("is not concerned by budgets of other labels, and fails with two of them", async () => {
		addPods({ one: "ready", two: "ready" }, 2);
		await budget(
			"others",
			{ maxUnavailable: 0 },
			{ matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] },
		);
		expect((await evict("one")).status).toBe(201);
		await budget("first", { maxUnavailable: 1 });
		await budget("second", { maxUnavailable: 1 }, { matchExpressions: [{ key: "app", operator: "Exists" }] });
		expect((await evict("two")).body.message).toContain("more than one PodDisruptionBudget");
	});
});
