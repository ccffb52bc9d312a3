import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decodeRequest } from "../../src/sim/protobuf/decode-request.ts";
import { encodeMessage } from "../../src/sim/protobuf/encode.ts";
import { envelope } from "../../src/sim/protobuf/envelope.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { type Kind, kinds } from "../../src/sim/world/kinds.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { get, type Json, send } from "./client.ts";
import records from "./recorded/tables.json" with { type: "json" };
import { addPods, emptySim } from "./world.ts";

const DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
const PODS = "/api/v1/namespaces/default/pods";
const MERGE = { "Content-Type": "application/merge-patch+json" };

const web = {
	apiVersion: "apps/v1",
	kind: "Deployment",
	metadata: { name: "web", namespace: "default" },
	spec: {
		selector: { matchLabels: { app: "web" } },
		template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "web:1" }] } },
	},
};

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	({ sim, clock } = await emptySim());
});
afterEach(() => sim[Symbol.asyncDispose]());

describe("dry run", () => {
	test("create, change and delete answer as if, and change nothing", async () => {
		addPods(sim, "one");
		const revision = sim.store.revision;
		const made = await send(sim, "POST", `${DEPLOYMENTS}?dryRun=All`, { body: web });
		expect([made.status, made.body.spec.replicas]).toEqual([201, 1]);
		const body = { metadata: { labels: { app: "two" } } };
		const changed = await send(sim, "PATCH", `${PODS}/one?dryRun=All`, { body, headers: MERGE });
		expect(changed.body.metadata.labels).toEqual({ app: "two" });
		expect((await send(sim, "DELETE", `${PODS}/one`, { body: { dryRun: ["All"] } })).status).toBe(200);
		expect(sim.store.revision).toBe(revision);
	});
});

describe("scale", () => {
	test("reads and sets what is wanted, and counts as a change of the object", async () => {
		await send(sim, "POST", DEPLOYMENTS, { body: web });
		const { body: before } = await get(sim, `${DEPLOYMENTS}/web/scale`);
		expect(before).toMatchObject({ kind: "Scale", spec: { replicas: 1 }, status: { selector: "app=web" } });
		await send(sim, "PATCH", `${DEPLOYMENTS}/web/scale`, { body: { spec: { replicas: 4 } }, headers: MERGE });
		const { body: deployment } = await get(sim, `${DEPLOYMENTS}/web`);
		expect([deployment.spec.replicas, deployment.metadata.generation]).toEqual([4, 2]);
	});

	test("a version that is no longer the last is a conflict", async () => {
		await send(sim, "POST", DEPLOYMENTS, { body: web });
		const body = { metadata: { name: "web", resourceVersion: "1" }, spec: { replicas: 2 } };
		expect((await send(sim, "PUT", `${DEPLOYMENTS}/web/scale`, { body })).status).toBe(409);
	});
});

describe("server-side apply", () => {
	const apply = (body: Json) => {
		const headers = { "Content-Type": "application/apply-patch+yaml" };
		return send(sim, "PATCH", `${DEPLOYMENTS}/web?fieldManager=kubectl&force=true`, { body, headers });
	};

	test("makes an object, then changes it", async () => {
		expect((await apply(web)).status).toBe(201);
		const again = await apply({ ...web, spec: { ...web.spec, replicas: 3 } });
		expect([again.status, again.body.spec.replicas]).toEqual([200, 3]);
		expect(again.body.spec.template.spec.containers).toHaveLength(1);
	});
});

describe("field managers", () => {
	const MAP = "/api/v1/namespaces/default/configmaps/map";
	const apply = (manager: string, data: object, force = false) => {
		const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "map", namespace: "default" }, data };
		const headers = { "Content-Type": "application/apply-patch+yaml" };
		return send(sim, "PATCH", `${MAP}?fieldManager=${manager}&force=${force}`, { body, headers });
	};
	const managers = async (): Promise<Json> =>
		Object.fromEntries(
			(await get(sim, MAP)).body.metadata.managedFields.map((entry: Json) => [
				`${entry.manager} ${entry.operation}`,
				Object.keys(entry.fieldsV1["f:data"]).join(" "),
			]),
		);

	test("an apply that changes another's field is refused as the real server does, and taken with force", async () => {
		await apply("kubectl", { a: "1", b: "2" });
		const refused = await apply("other", { a: "9", b: "2" });
		// Word for word what a real API server answered.
		expect(refused.body).toEqual({
			kind: "Status",
			apiVersion: "v1",
			metadata: {},
			status: "Failure",
			message: 'Apply failed with 1 conflict: conflict with "kubectl": .data.a',
			reason: "Conflict",
			details: {
				causes: [{ reason: "FieldManagerConflict", message: 'conflict with "kubectl"', field: ".data.a" }],
			},
			code: 409,
		});
		expect((await apply("other", { a: "9", b: "2" }, true)).status).toBe(200);
		expect(await managers()).toEqual({ "kubectl Apply": "f:b", "other Apply": "f:a f:b" });
	});

	test("the same value is shared; a patch takes what it changes", async () => {
		await apply("kubectl", { a: "1", b: "2" });
		expect((await apply("other", { a: "1" })).status).toBe(200);
		await send(sim, "PATCH", `${MAP}?fieldManager=kubectl-patch`, { body: { data: { b: "5" } }, headers: MERGE });
		expect(await managers()).toEqual({ "kubectl Apply": "f:a", "other Apply": "f:a", "kubectl-patch Update": "f:b" });
		const { message } = (await apply("kubectl", { a: "2", b: "2" })).body;
		expect(message).toBe(
			'Apply failed with 2 conflicts: conflicts with "kubectl-patch" using v1:\n- .data.b\nconflicts with "other":\n- .data.a',
		);
	});
});

describe("taking away", () => {
	test("an eviction deletes a pod", async () => {
		addPods(sim, "one", "two");
		const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: "one", namespace: "default" } };
		expect((await send(sim, "POST", `${PODS}/one/eviction`, { body })).status).toBe(201);
		expect(sim.store.list(kinds.pods).map(({ metadata }) => metadata.name)).toEqual(["two"]);
	});

	test("a collection goes as far as its selectors match", async () => {
		addPods(sim, "one", "two", "other/one");
		await send(sim, "DELETE", `${PODS}?labelSelector=app%3Done`);
		expect(sim.store.list(kinds.pods).map(({ metadata }) => metadata.name)).toEqual(["two", "one"]);
	});
});

describe("protobuf from clients", () => {
	const builtIn = (plural: string): Kind => Object.values(kinds).find((kind) => kind.plural === plural) as Kind;

	test.each(records.map((record) => [`${record.kind} ${record.object.metadata.name}`, record] as const))(
		"%s: what was encoded is read again",
		(_name, record) => {
			const { kind, apiVersion, ...object } = record.object as Json;
			const message = encodeMessage(builtIn(record.kind).message ?? "", object);
			const decoded = decodeRequest(envelope(apiVersion, kind, message));
			// Nulls and empty fields are not told apart from those left out.
			expect(bare(decoded)).toEqual(bare({ kind, apiVersion, ...object }));
		},
	);

	test("bytes that are no message are refused", () => {
		expect(decodeRequest(Buffer.from("k8s\0\xff\xff\xff", "latin1"))).toBeUndefined();
		expect(decodeRequest(Buffer.from("{}"))).toBeUndefined();
	});
});

/** A value without what says nothing: null, "", 0, false, and what holds only such. */
function bare(value: unknown): unknown {
	if (Array.isArray(value)) return value.map((one) => bare(one));
	if (typeof value !== "object" || value === null) return value;
	const said = Object.entries(value)
		.map(([key, one]) => [key, bare(one)] as const)
		.filter(([, one]) => one && JSON.stringify(one) !== "{}");
	return Object.fromEntries(said);
}

describe("OpenAPI", () => {
	test("says that the server validates fields, and what fields there are", async () => {
		const { body: index } = await get(sim, "/openapi/v3");
		const { serverRelativeURL } = index.paths["apis/apps/v1"];
		const { body } = await get(sim, serverRelativeURL);
		const { patch } = body.paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"];
		expect(patch.parameters.map(({ name }: Json) => name)).toContain("fieldValidation");
		const { schemas } = body.components;
		expect(schemas["io.k8s.api.core.v1.PodSpec"].properties.containers).toEqual({
			type: "array",
			items: { allOf: [{ $ref: "#/components/schemas/io.k8s.api.core.v1.Container" }] },
		});
		// Inlined in JSON, a message of its own in protobuf.
		expect(schemas["io.k8s.api.core.v1.Volume"].properties).toHaveProperty("configMap");
	});

	test("a group that is not served is 404", async () => {
		expect((await get(sim, "/openapi/v3/apis/none/v1")).status).toBe(404);
	});
});

describe("logs", () => {
	const started = "2025-12-31T00:00:00Z";
	const ended = { exitCode: 1, reason: "Error", startedAt: "2025-12-30T23:00:00Z", finishedAt: "2025-12-30T23:59:00Z" };
	const LOG = `${PODS}/api/log`;
	beforeEach(() => {
		const status = (name: string, state: object, lastState = {}) => ({ name, restartCount: 0, state, lastState });
		sim.store.create(kinds.pods, {
			metadata: { name: "api", namespace: "default", labels: { app: "api" } },
			spec: { containers: ["api", "crashed", "new"].map((name) => ({ name, image: "x" })) },
			status: {
				containerStatuses: [
					status("api", { running: { startedAt: started } }),
					status("crashed", { waiting: { reason: "CrashLoopBackOff" } }, { terminated: ended }),
					status("new", { waiting: { reason: "ContainerCreating" } }),
				],
			},
		});
	});
	const lines = async (query: string): Promise<string[]> =>
		(await get(sim, `${LOG}?${query}`)).body.trimEnd().split("\n");

	test("the same lines whenever they are asked for; the tail is the end of the whole", async () => {
		const all = await lines("container=api");
		expect(all).toHaveLength(5_000);
		expect(await lines("container=api&tailLines=5")).toEqual(all.slice(-5));
		expect((await lines("container=api&tailLines=1&timestamps=true"))[0]).toMatch(/^2025-12-31T23:59:5\d\.\d{9}Z \{/);
	});

	test("since when: by seconds and by time", async () => {
		const times = (await lines("container=api&sinceSeconds=60")).map((line) => Date.parse(JSON.parse(line).time));
		expect(times.length).toBeGreaterThan(60);
		expect(Math.min(...times)).toBeGreaterThanOrEqual(clock.now() - 60_000);
		expect(Math.max(...times)).toBeLessThanOrEqual(clock.now());
		const since = await lines("container=api&sinceTime=2025-12-31T23:59:00Z");
		expect(since).toEqual(await lines("container=api&sinceSeconds=60"));
	});

	test("a crash is told by its last run; there is no other before it", async () => {
		expect((await lines("container=crashed&tailLines=5"))[0]).toMatch(/^panic: /);
		expect(await lines("container=crashed&previous=true")).toEqual(await lines("container=crashed"));
	});

	test.each([
		["", "a container name must be specified for pod api, choose one of: [api crashed new]"],
		["container=none", "container none is not valid for pod api"],
		["container=new", 'container "new" in pod "api" is waiting to start: ContainerCreating'],
		["container=api&previous=true", 'previous terminated container "api" in pod "api" not found'],
	])("?%s is refused", async (query, message) => {
		expect((await get(sim, `${LOG}?${query}`)).body).toMatchObject({ code: 400, message });
	});

	test("followed, lines come as they are written, until the container ends", async () => {
		const response = await fetch(`${sim.url}${LOG}?container=api&follow=true&tailLines=0`);
		const reading = response.text();
		await clock.advance(10_000);
		sim.store.delete(kinds.pods, "default", "api");
		await clock.advance(2_000);
		const written = (await reading).trimEnd().split("\n");
		expect(written.length).toBeGreaterThan(8);
		expect(written.length).toBeLessThan(20);
		// What a server with nobody connected waits for: its compaction.
		expect(clock.waiting).toBe(1);
	});
});
