import protobuf from "protobufjs/light.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import descriptor from "../../src/sim/schema.generated.json" with { type: "json" };
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { get, type Json, openWatch } from "./client.ts";
import { decodeObject, dropEmpty, readEnvelope } from "./protobuf-reader.ts";
import { emptySim } from "./world.ts";

const METRICS = "/apis/metrics.k8s.io/v1beta1";

const PACKAGE = "k8s.io.metrics.pkg.apis.metrics.v1beta1";
const root = protobuf.Root.fromJSON(descriptor);

async function protobufOf(path: string) {
	const response = await fetch(sim.url + path, { headers: { Accept: "application/vnd.kubernetes.protobuf" } });
	expect(response.headers.get("content-type")).toBe("application/vnd.kubernetes.protobuf");
	return readEnvelope(root, Buffer.from(await response.arrayBuffer()));
}

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	({ sim, clock } = await emptySim({ scenario: scaleScenario({ pods: 120, nodes: 6, changesPerSecond: 20 }) }));
});
afterEach(() => sim[Symbol.asyncDispose]());

describe("metrics.k8s.io", () => {
	test("measures every node and every container, in metrics-server's units", async () => {
		const nodes = await get(sim, `${METRICS}/nodes`);
		expect(nodes.body).toMatchObject({ kind: "NodeMetricsList", apiVersion: "metrics.k8s.io/v1beta1" });
		expect(nodes.body.items).toHaveLength(6);
		const pods = await get(sim, `${METRICS}/pods`);
		expect(pods.body.items).toHaveLength(120);
		const [pod] = pods.body.items;
		expect(pod).toMatchObject({ timestamp: "2026-01-01T00:00:00Z", window: "15.021s" });
		expect(pod.containers[0]).toEqual({
			name: "app",
			usage: { cpu: expect.stringMatching(/^\d+n$/), memory: expect.stringMatching(/^\d+Ki$/) },
		});
	});

	test("moves every 15 seconds, not between", async () => {
		const usage = async (): Promise<string> => JSON.stringify((await get(sim, `${METRICS}/nodes`)).body.items);
		const first = await usage();
		await clock.advance(14_000);
		expect(await usage()).toBe(first);
		await clock.advance(1_000);
		expect(await usage()).not.toBe(first);
	});

	test.each(["pods", "nodes"])("%s say the same in protobuf and in JSON", async (plural) => {
		const kind = plural === "pods" ? "PodMetrics" : "NodeMetrics";
		const list = (await get(sim, `${METRICS}/${plural}`)).body;
		const read = await protobufOf(`${METRICS}/${plural}`);
		expect(read.typeMeta).toMatchObject({ apiVersion: "metrics.k8s.io/v1beta1", kind: `${kind}List` });
		expect(decodeObject(root, `${PACKAGE}.${kind}List`, read.raw)["items"]).toEqual(dropEmpty(list.items));

		const { namespace, name } = list.items[0].metadata;
		const path = `${METRICS}/${namespace === undefined ? "" : `namespaces/${namespace}/`}${plural}/${name}`;
		const { kind: told, apiVersion: _, ...object } = (await get(sim, path)).body;
		const one = await protobufOf(path);
		expect([told, one.typeMeta.kind]).toEqual([kind, kind]);
		expect(decodeObject(root, `${PACKAGE}.${kind}`, one.raw)).toEqual(dropEmpty(object));
	});

	test("what is neither JSON nor protobuf is not served", async () => {
		expect(await get(sim, `${METRICS}/pods`, { Accept: "text/html" })).toMatchObject({ status: 406 });
	});

	test.each([
		["absent", 404, "the server could not find the requested resource"],
		["down", 503, "the server is currently unable to handle the request"],
	] as const)("when %s it is %i", async (state, status, message) => {
		sim.switches.metrics = state;
		expect(await get(sim, `${METRICS}/pods`)).toMatchObject({ status, body: { message } });
		const { body } = await get(sim, "/apis");
		expect(body.groups.some(({ name }: Json) => name === "metrics.k8s.io")).toBe(state === "down");
	});
});

describe("the scale scenario", () => {
	test("changes pods at the rate asked for", async () => {
		const before = sim.store.revision;
		await clock.advance(10_000);
		expect(sim.store.revision - before).toBe(200);
	});

	test("its changes are restarts that a watch sees", async () => {
		const watch = await openWatch(sim, `/api/v1/pods?watch=1&resourceVersion=${sim.store.revision}`);
		await clock.advance(100);
		const event = await watch.next();
		expect(event).toMatchObject({
			type: "MODIFIED",
			object: {
				status: { containerStatuses: [{ restartCount: 1 }, ...event.object.status.containerStatuses.slice(1)] },
			},
		});
		watch.close();
	});

	test("spreads pods over nodes and namespaces", () => {
		expect(sim.store.count(kinds.pods)).toBe(120);
		const list: readonly Json[] = sim.store.list(kinds.pods);
		expect(new Set(list.map((pod) => pod.spec.nodeName)).size).toBe(6);
		expect(new Set(list.map((pod) => pod.metadata.namespace)).size).toBe(3);
	});
});
