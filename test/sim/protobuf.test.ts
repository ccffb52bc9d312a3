import protobuf from "protobufjs/light.js";
import { describe, expect, test } from "vitest";
import { demoScenario } from "../../src/sim/scenario/demo/demo.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import descriptor from "../../src/sim/schema.generated.json" with { type: "json" };
import { startSim } from "../../src/sim/sim.ts";
import { allKinds, apiVersionOf, kinds } from "../../src/sim/world/kinds.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { get, type Json } from "./client.ts";
import { decodeObject, dropEmpty, readEnvelope } from "./protobuf-reader.ts";
import { addPods, emptySim } from "./world.ts";

const PROTOBUF = "application/vnd.kubernetes.protobuf";
const root = protobuf.Root.fromJSON(descriptor);

async function bytes(url: string, accept = PROTOBUF): Promise<{ type: string | null; body: Buffer; status: number }> {
	const response = await fetch(url, { headers: { Accept: accept } });
	const body = Buffer.from(await response.arrayBuffer());
	return { type: response.headers.get("content-type"), body, status: response.status };
}

describe("protobuf", () => {
	test("every object of the demo says the same in protobuf and in JSON", { timeout: 30_000 }, async () => {
		const clock = new ManualClock();
		await using sim = await startSim({ clock, seed: "same", scenario: demoScenario({ pastMs: 480_000 }) });
		let compared = 0;
		for (const kind of allKinds) {
			if (kind.message === undefined) continue;
			const path = `${kind.group === "" ? "/api" : "/apis"}/${apiVersionOf(kind)}/${kind.plural}`;
			const { body, type } = await bytes(sim.url + path);
			expect(type).toBe(PROTOBUF);
			const envelope = readEnvelope(root, body);
			expect(envelope.typeMeta).toEqual({ apiVersion: apiVersionOf(kind), kind: `${kind.kind}List` });
			const list = decodeObject(root, `${kind.message}List`, envelope.raw);
			const json = (await get(sim, path)).body;
			expect(list["metadata"]).toEqual(json.metadata);
			expect(list["items"]).toEqual(json.items.map(dropEmpty));
			compared += json.items.length;
		}
		expect(compared).toBeGreaterThan(900);
	});

	test("one object is an envelope round its message", async () => {
		const { sim } = await emptySim();
		await using _ = sim;
		addPods(sim, "one");
		const { body } = await bytes(`${sim.url}/api/v1/namespaces/default/pods/one`);
		const envelope = readEnvelope(root, body);
		expect(envelope.typeMeta).toEqual({ apiVersion: "v1", kind: "Pod" });
		expect(decodeObject(root, "k8s.io.api.core.v1.Pod", envelope.raw)).toMatchObject({ metadata: { name: "one" } });
	});

	test("Go's encoder writes empty fields that are no pointers, and so do we", async () => {
		const { sim } = await emptySim();
		await using _ = sim;
		addPods(sim, "one");
		const { body } = await bytes(`${sim.url}/api/v1/namespaces/default/pods/one`);
		const pod: Json = root.lookupType("k8s.io.api.core.v1.Pod").decode(readEnvelope(root, body).raw);
		expect(Object.hasOwn(pod.metadata, "generateName")).toBe(true);
		expect(Object.hasOwn(pod.spec, "hostNetwork")).toBe(true);
		expect(Object.hasOwn(pod.metadata, "deletionTimestamp")).toBe(false);
		expect(Object.hasOwn(pod.spec, "terminationGracePeriodSeconds")).toBe(false);
	});

	test("a watch is frames of four length bytes and a bare event round an envelope", async () => {
		const { sim } = await emptySim();
		await using _ = sim;
		addPods(sim, "one");
		const path =
			"/api/v1/pods?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
		const response = await fetch(sim.url + path, { headers: { Accept: PROTOBUF } });
		expect(response.headers.get("content-type")).toBe(`${PROTOBUF};stream=watch`);
		let waiting = Buffer.alloc(0);
		const events: string[] = [];
		for await (const chunk of response.body ?? []) {
			waiting = Buffer.concat([waiting, chunk]);
			while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32BE(0)) {
				const end = 4 + waiting.readUInt32BE(0);
				const event: Json = root
					.lookupType("k8s.io.apimachinery.pkg.apis.meta.v1.WatchEvent")
					.decode(waiting.subarray(4, end));
				waiting = waiting.subarray(end);
				const envelope = readEnvelope(root, event.object.raw);
				const pod = decodeObject(root, "k8s.io.api.core.v1.Pod", envelope.raw) as Json;
				events.push(`${event.type} ${pod.metadata.name ?? pod.metadata.annotations["k8s.io/initial-events-end"]}`);
			}
			if (events.length === 2) break;
		}
		expect(events).toEqual(["ADDED one", "BOOKMARK true"]);
	});

	test("failures are a Status in protobuf too", async () => {
		const { sim } = await emptySim();
		await using _ = sim;
		const { body, type, status } = await bytes(`${sim.url}/api/v1/namespaces/default/pods/none`);
		expect([status, type]).toEqual([404, PROTOBUF]);
		const envelope = readEnvelope(root, body);
		expect(envelope.typeMeta.kind).toBe("Status");
		expect(decodeObject(root, "k8s.io.apimachinery.pkg.apis.meta.v1.Status", envelope.raw)).toMatchObject({
			code: 404,
			reason: "NotFound",
			message: 'pods "none" not found',
		});
	});

	test.each([
		[
			"a custom resource, JSON as second choice",
			"/apis/cert-manager.io/v1/certificates",
			`${PROTOBUF},application/json`,
			200,
		],
		["a custom resource in protobuf alone", "/apis/cert-manager.io/v1/certificates", PROTOBUF, 406],
		["a table in protobuf alone", "/api/v1/pods", `${PROTOBUF};as=Table;v=v1;g=meta.k8s.io`, 406],
		[
			"a table, plain protobuf as second choice",
			"/api/v1/pods",
			`${PROTOBUF};as=Table;v=v1;g=meta.k8s.io,${PROTOBUF}`,
			200,
		],
		["a type nobody knows", "/api/v1/pods", "text/html", 406],
	])("%s", async (_name, path, accept, status) => {
		const { sim } = await emptySim();
		await using _ = sim;
		expect((await bytes(sim.url + path, accept)).status).toBe(status);
	});

	test("a pod of the scale scenario is of an honest size", async () => {
		const { sim } = await emptySim({ scenario: scaleScenario({ pods: 200, nodes: 4, changesPerSecond: 0 }) });
		await using _ = sim;
		const count = sim.store.count(kinds.pods);
		const perPod = async (accept: string): Promise<number> =>
			(await bytes(`${sim.url}/api/v1/pods`, accept)).body.length / count;
		expect(await perPod(PROTOBUF)).toBeGreaterThan(5_000);
		expect(await perPod("application/json")).toBeLessThan(9_000);
	});
});
