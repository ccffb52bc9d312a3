import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { get, send } from "./client.ts";
import { addPods, emptySim, existing } from "./world.ts";

const PODS = "/api/v1/namespaces/default/pods";

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	({ sim, clock } = await emptySim());
	addPods(sim, "one");
});
afterEach(() => sim[Symbol.asyncDispose]());

const uid = (): string => existing(sim, kinds.pods, "default", "one").metadata.uid;

function bindToNode(): void {
	const pod = existing(sim, kinds.pods, "default", "one");
	sim.store.update(kinds.pods, { ...pod, spec: { ...(pod["spec"] as object), nodeName: "node-1" } });
}

describe("create", () => {
	test("gives a name, a UID and a time", async () => {
		const body = { metadata: { generateName: "job-" }, spec: { containers: [{ name: "main", image: "x" }] } };
		const { status, body: pod } = await send(sim, "POST", PODS, { body });
		expect(status).toBe(201);
		expect(pod.metadata.name).toMatch(/^job-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
		expect(pod).toMatchObject({
			kind: "Pod",
			metadata: { namespace: "default", creationTimestamp: "2026-01-01T00:00:00Z" },
		});
		expect((await get(sim, `${PODS}/${pod.metadata.name}`)).body.metadata.uid).toBe(pod.metadata.uid);
	});

	test("a taken name is 409", async () => {
		const { status, body } = await send(sim, "POST", PODS, { body: { metadata: { name: "one" } } });
		expect([status, body.reason, body.message]).toEqual([409, "AlreadyExists", 'pods "one" already exists']);
	});
});

describe("patch", () => {
	test.each(["application/merge-patch+json", "application/strategic-merge-patch+json"])("%s merges", async (type) => {
		const body = { metadata: { labels: { app: null, tier: "web" } } };
		const answer = await send(sim, "PATCH", `${PODS}/one`, { body, headers: { "Content-Type": type } });
		expect(answer.status).toBe(200);
		expect(answer.body.metadata.labels).toEqual({ tier: "web" });
		expect(answer.body.metadata.uid).toBe(uid());
		expect(answer.body.spec.containers).toHaveLength(1);
	});

	test("a stale resourceVersion is 409, another UID too", async () => {
		const headers = { "Content-Type": "application/merge-patch+json" };
		const stale = { metadata: { resourceVersion: "1" } };
		const { status, body } = await send(sim, "PATCH", `${PODS}/one`, { body: stale, headers });
		expect([status, body.reason]).toEqual([409, "Conflict"]);
		expect(body.message).toContain("the object has been modified");
		const other = { metadata: { uid: "other" } };
		expect((await send(sim, "PATCH", `${PODS}/one`, { body: other, headers })).status).toBe(409);
	});

	test("a JSON patch is applied", async () => {
		const headers = { "Content-Type": "application/json-patch+json" };
		const body = [{ op: "replace", path: "/metadata/labels/app", value: "two" }];
		const answer = await send(sim, "PATCH", `${PODS}/one`, { body, headers });
		expect(answer.body.metadata).toMatchObject({ labels: { app: "two" }, uid: uid() });
	});

	test("an unknown patch type is 415", async () => {
		expect((await send(sim, "PATCH", `${PODS}/one`, { body: {} })).status).toBe(415);
	});
});

describe("delete", () => {
	test.each([
		["UID", { uid: "other" }],
		["ResourceVersion", { resourceVersion: "1" }],
	])("a %s that is not the object's is 409 and changes nothing", async (label, preconditions) => {
		const { status, body } = await send(sim, "DELETE", `${PODS}/one`, { body: { preconditions } });
		expect([status, body.reason]).toEqual([409, "Conflict"]);
		expect(body.message).toContain(`Precondition failed: ${label} in precondition: `);
		expect(sim.store.get(kinds.pods, "default", "one")).toBeDefined();
	});

	test("the right UID goes through", async () => {
		const body = { preconditions: { uid: uid() }, gracePeriodSeconds: 0 };
		expect(await send(sim, "DELETE", `${PODS}/one`, { body })).toMatchObject({
			status: 200,
			body: { status: "Success" },
		});
		expect((await get(sim, `${PODS}/one`)).status).toBe(404);
	});

	test("a pod on a node is marked first and goes after its grace period", async () => {
		bindToNode();
		const { body } = await send(sim, "DELETE", `${PODS}/one`, { body: { gracePeriodSeconds: 5 } });
		expect(body.metadata).toMatchObject({ deletionTimestamp: "2026-01-01T00:00:05Z", deletionGracePeriodSeconds: 5 });
		await clock.advance(4_999);
		expect((await get(sim, `${PODS}/one`)).status).toBe(200);
		await clock.advance(1);
		expect((await get(sim, `${PODS}/one`)).status).toBe(404);
	});

	test("a pod of the same name made since is left alone", async () => {
		bindToNode();
		await send(sim, "DELETE", `${PODS}/one`, { body: { gracePeriodSeconds: 5 } });
		sim.store.delete(kinds.pods, "default", "one");
		addPods(sim, "one");
		await clock.advance(10_000);
		expect((await get(sim, `${PODS}/one`)).status).toBe(200);
	});
});

test.each([
	["GET", `${PODS}/none`, 404, 'pods "none" not found'],
	["DELETE", "/apis/apps/v1/namespaces/default/deployments/none", 404, 'deployments.apps "none" not found'],
	["GET", "/apis/apps/v1/gadgets", 404, "the server could not find the requested resource"],
	["GET", "/api/v1/namespaces/default/nodes", 404, "the server could not find the requested resource"],
	["DELETE", "/version", 405, "the server does not allow this method on the requested resource"],
])("%s %s is %i", async (method, path, status, message) => {
	expect(await send(sim, method, path)).toMatchObject({ status, body: { kind: "Status", code: status, message } });
});
