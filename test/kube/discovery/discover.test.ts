import { expect, test } from "vitest";
import type { Discovery } from "../../../src/kube/discovery/api-kind.ts";
import { discover } from "../../../src/kube/discovery/discover.ts";
import { findKind } from "../../../src/kube/discovery/find-kind.ts";
import { startSim } from "../../../src/sim/sim.ts";
import { emptyScenario } from "../../../src/sim/world/scenario.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { fixedCredentials, serveHttp, targetOf, transportTo } from "../transport/loopback.ts";

type Answers = Readonly<Record<string, unknown>>;

/** A server with these answers by path; a number is a status. Says what was asked. */
async function discovered(answers: Answers): Promise<{ discovery: Discovery; asked: string[] }> {
	const asked: string[] = [];
	await using server = await serveHttp((request, response) => {
		const path = request.url ?? "";
		asked.push(path);
		const answer = answers[path] ?? 404;
		if (typeof answer === "number") response.writeHead(answer).end("service unavailable");
		else response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
	});
	await using transport = transportTo(targetOf(`http://127.0.0.1:${server.port}`));
	const outcome = await discover(transport);
	if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}`);
	return { discovery: outcome.value, asked };
}

const pods = {
	resource: "pods",
	responseKind: { group: "", version: "v1", kind: "Pod" },
	scope: "Namespaced",
	singularResource: "pod",
	verbs: ["get", "list", "watch"],
	shortNames: ["po"],
	categories: ["all"],
	subresources: [
		{ subresource: "log", responseKind: null, verbs: ["get"] },
		{ subresource: "exec", verbs: ["create"] },
	],
};
const resource = (plural: string, kind: string, more: object = {}) => ({
	resource: plural,
	responseKind: { kind },
	scope: "Namespaced",
	verbs: ["list"],
	...more,
});
const aggregated = (...items: readonly object[]) => ({ kind: "APIGroupDiscoveryList", items });
const group = (name: string, ...versions: readonly object[]) => ({ metadata: { name }, versions });
const core = aggregated(group("", { version: "v1", freshness: "Current", resources: [pods] }));

test("aggregated: everything in three requests", async () => {
	const { discovery, asked } = await discovered({
		"/api": core,
		"/apis": aggregated(
			group("apps", { version: "v1", freshness: "Current", resources: [resource("deployments", "Deployment")] }),
		),
		"/version": { gitVersion: "v1.36.3", major: "1" },
	});
	expect(asked.toSorted()).toEqual(["/api", "/apis", "/version"]);
	expect(discovery).toEqual({
		serverVersion: "v1.36.3",
		unavailable: [],
		kinds: [
			{
				group: "",
				version: "v1",
				versions: ["v1"],
				plural: "pods",
				singular: "pod",
				kind: "Pod",
				shortNames: ["po"],
				categories: ["all"],
				namespaced: true,
				verbs: ["get", "list", "watch"],
				subresources: ["log", "exec"],
			},
			expect.objectContaining({ group: "apps", plural: "deployments", singular: "deployment", subresources: [] }),
		],
	});
});

test("a kind is there once, in the preferred version, or the first that has it", async () => {
	const { discovery } = await discovered({
		"/api": core,
		"/apis": aggregated(
			group(
				"autoscaling",
				{ version: "v2", resources: [resource("horizontalpodautoscalers", "HorizontalPodAutoscaler")] },
				{
					version: "v1",
					resources: [resource("horizontalpodautoscalers", "HorizontalPodAutoscaler"), resource("olds", "Old")],
				},
			),
		),
	});
	expect(discovery.kinds.slice(1).map(({ plural, version, versions }) => [plural, version, versions])).toEqual([
		["horizontalpodautoscalers", "v2", ["v2", "v1"]],
		["olds", "v1", ["v1"]],
	]);
	expect(discovery.serverVersion).toBeUndefined();
});

test("a stale API is unavailable, the rest is there; a resource without a kind is none", async () => {
	const { discovery } = await discovered({
		"/api": core,
		"/apis": aggregated(
			group("metrics.k8s.io", { version: "v1beta1", freshness: "Stale", resources: [] }),
			group("x.example", {
				version: "v1",
				resources: [
					{ resource: "parents", scope: "Cluster", subresources: [{ subresource: "console" }] },
					resource("widgets", "Widget"),
				],
			}),
		),
	});
	expect(discovery.unavailable).toMatchObject([
		{ groupVersion: "metrics.k8s.io/v1beta1", failure: { kind: "absent" } },
	]);
	expect(discovery.kinds.map(({ plural }) => plural)).toEqual(["pods", "widgets"]);
});

const legacy: Answers = {
	"/api": { kind: "APIVersions", versions: ["v1"] },
	"/api/v1": {
		kind: "APIResourceList",
		resources: [
			{ name: "pods", singularName: "pod", namespaced: true, kind: "Pod", verbs: ["list"], shortNames: ["po"] },
			{ name: "pods/log", namespaced: true, kind: "Pod", verbs: ["get"] },
			{ name: "nodes", singularName: "", namespaced: false, kind: "Node", verbs: ["list"] },
		],
	},
	"/apis": {
		kind: "APIGroupList",
		groups: [
			{
				name: "apps",
				versions: [{ version: "v1beta1" }, { version: "v1" }],
				preferredVersion: { groupVersion: "apps/v1", version: "v1" },
			},
			{ name: "metrics.k8s.io", versions: [{ version: "v1beta1" }], preferredVersion: { version: "v1beta1" } },
			{ name: "odd.example", versions: [{ version: "v1" }] },
		],
	},
	"/apis/apps/v1": { resources: [{ name: "deployments", namespaced: true, kind: "Deployment", verbs: ["list"] }] },
	"/apis/apps/v1beta1": { resources: [{ name: "deployments", namespaced: true, kind: "Deployment", verbs: ["list"] }] },
	"/apis/metrics.k8s.io/v1beta1": 503,
	"/apis/odd.example/v1": { resources: "not a list" },
};

test("a server from before aggregated discovery: group by group, and one that fails spoils nothing", async () => {
	const { discovery, asked } = await discovered(legacy);
	expect(asked).toHaveLength(8);
	expect(
		discovery.kinds.map(({ group, version, plural, singular, subresources }) => [
			group,
			version,
			plural,
			singular,
			subresources,
		]),
	).toEqual([
		["", "v1", "pods", "pod", ["log"]],
		["", "v1", "nodes", "node", []],
		["apps", "v1", "deployments", "deployment", []],
	]);
	expect(discovery.unavailable).toMatchObject([
		{ groupVersion: "metrics.k8s.io/v1beta1", failure: { kind: "absent", status: 503 } },
		{ groupVersion: "odd.example/v1", failure: { kind: "invalid" } },
	]);
});

test("the list of groups alone fails: the core group is still there", async () => {
	const { discovery } = await discovered({ ...legacy, "/apis": 500 });
	expect(discovery.kinds.map(({ plural }) => plural)).toEqual(["pods", "nodes"]);
	expect(discovery.unavailable).toMatchObject([{ groupVersion: "apis", failure: { kind: "server" } }]);
});

test("nothing can be read: the failure", async () => {
	await expect(discovered({ "/api": 403, "/apis": 403 })).rejects.toThrow(/^forbidden/);
	await expect(discovered({ "/api": "text", "/apis": [] })).rejects.toThrow(/^invalid/);
});

const kind = (group: string, plural: string, name: string, shortNames: readonly string[] = [], versions = ["v1"]) => ({
	group,
	version: versions[0] ?? "",
	versions,
	plural,
	singular: name.toLowerCase(),
	kind: name,
	shortNames,
	categories: [],
	namespaced: true,
	verbs: ["list"],
	subresources: [],
});

const kinds = [
	kind("", "pods", "Pod", ["po"]),
	kind("", "services", "Service", ["svc"]),
	kind("", "events", "Event", ["ev"]),
	kind("apps", "deployments", "Deployment", ["deploy"], ["v1", "v1beta2"]),
	kind("events.k8s.io", "events", "Event", ["ev"]),
	kind("storage.k8s.io", "storageclasses", "StorageClass", ["sc"]),
	kind("metrics.k8s.io", "pods", "PodMetrics"),
	kind("serving.knative.dev", "services", "Service", ["kservice", "ksvc"]),
	kind("cluster.example", "po", "Po"),
	kind("a.example", "scales", "Scale", ["sc"]),
];

test.each([
	["pods", "pods."],
	["pod", "pods."],
	["Pod", "pods."],
	["PODS", "pods."],
	["podmetrics", "pods.metrics.k8s.io"],
	["PodMetrics.metrics.k8s.io", "pods.metrics.k8s.io"],
	["pods.metrics.k8s.io", "pods.metrics.k8s.io"],
	["pods.metrics", "pods.metrics.k8s.io"],
	["events", "events."],
	["ev", "events."],
	["events.events.k8s.io", "events.events.k8s.io"],
	["ev.events.k8s.io", "events.events.k8s.io"],
	["services", "services."],
	["ksvc", "services.serving.knative.dev"],
	["service.serving.knative.dev", "services.serving.knative.dev"],
	["storageclass.storage", "storageclasses.storage.k8s.io"],
	["sc", "storageclasses.storage.k8s.io"],
	["sc.a.example", "scales.a.example"],
	["po", "po.cluster.example"],
	["deployments.apps", "deployments.apps"],
	["deploy.apps", "deployments.apps"],
	["  deploy ", "deployments.apps"],
	["nothing", undefined],
	["pods.nowhere", undefined],
	["", undefined],
	[".", undefined],
	["deployments.v9.apps", undefined],
])("%j names %s", (name, expected) => {
	const found = findKind({ kinds }, name);
	expect(found && `${found.plural}.${found.group}`).toBe(expected);
});

test("a version in the name is the version to use", () => {
	expect(findKind({ kinds }, "deployments.v1beta2.apps")).toMatchObject({ group: "apps", version: "v1beta2" });
	expect(findKind({ kinds }, "deployments.apps")).toMatchObject({ version: "v1" });
	expect(findKind({ kinds }, "pods.v1")).toMatchObject({ group: "", version: "v1" });
});

test.each([true, false])("the simulated API, aggregated: %s, says the same either way", async (aggregates) => {
	const clock = new ManualClock();
	await using sim = await startSim({
		clock,
		seed: "discovery",
		scenario: emptyScenario,
	});
	sim.switches.aggregated = aggregates;
	sim.switches.metrics = aggregates ? "down" : "absent";
	const credentials = fixedCredentials({ generation: 1, authorization: `Bearer ${sim.tokens.get("admin")}` });
	await using transport = transportTo(targetOf(sim.url, {}, { credentials }), { clock });
	const outcome = await discover(transport);
	if (!outcome.ok) throw new Error(outcome.failure.message);
	const { value } = outcome;
	expect(value.serverVersion).toBe("v1.36.3");
	expect(value.unavailable.map(({ groupVersion }) => groupVersion)).toEqual(
		aggregates ? ["metrics.k8s.io/v1beta1"] : [],
	);
	expect(findKind(value, "deploy")).toMatchObject({ group: "apps", version: "v1", namespaced: true });
	expect(findKind(value, "no")).toMatchObject({ plural: "nodes", namespaced: false });
});
