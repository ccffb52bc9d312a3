import { expect, test } from "vitest";
import { createActivity } from "../../src/base/activity.ts";
import { openCluster } from "../../src/cluster/cluster.ts";
import type { ConnectionTarget } from "../../src/kube/connection-target.ts";
import { defineResource, type ResourceIdentity } from "../../src/resources/resource.ts";
import { JsonApi } from "../support/json-api.ts";
import { ManualClock } from "../support/manual-clock.ts";

const identity = (fields: Partial<ResourceIdentity>): ResourceIdentity => ({
	id: "things",
	group: "test.yagura.dev",
	version: "v1",
	plural: "things",
	kind: "Thing",
	shortNames: [],
	namespaced: true,
	...fields,
});
const kind = (fields: Partial<ResourceIdentity> = {}) =>
	defineResource({
		...identity(fields),
		message: undefined,
		shape: { metadata: { uid: "string", namespace: "string", name: "string" }, spec: { node: "string" } },
		project: ({ metadata, spec }) => ({
			...metadata,
			createdAtMs: undefined,
			deletedAtMs: undefined,
			labels: "",
			ownerUid: "",
			node: spec.node,
		}),
		columns: [],
		health: () => "plain",
		nodeName: (row) => row.node,
	});
const object = (name: string, node = "") => ({
	metadata: { uid: `uid-${name}`, namespace: "web", name, resourceVersion: "3" },
	spec: { node },
});

function opened() {
	const api = new JsonApi();
	const clock = new ManualClock();
	const target = { context: "one" } as ConnectionTarget;
	const cluster = openCluster({ target, transport: api, clock, random: () => 0.5, activity: createActivity() });
	return { api, clock, cluster };
}

const names = (rows: Iterable<{ readonly name: string }>): string => [...rows].map(({ name }) => name).join(" ");

test("nothing is asked until a table is opened", async () => {
	const { api, clock, cluster } = opened();
	await clock.advance(60_000);
	expect(api.requests).toEqual([]);
	await cluster[Symbol.asyncDispose]();
});

test.each([
	[kind(), undefined, "/apis/test.yagura.dev/v1/things"],
	[kind(), "web", "/apis/test.yagura.dev/v1/namespaces/web/things"],
	[kind({ id: "pods", group: "", plural: "pods" }), "web", "/api/v1/namespaces/web/pods"],
	[kind({ id: "nodes", group: "", plural: "nodes", namespaced: false }), "web", "/api/v1/nodes"],
	[kind(), "a/../b", "/apis/test.yagura.dev/v1/namespaces/a%2F..%2Fb/things"],
])("%#: a table asks for its collection", async (resource, namespace, path) => {
	const { api, clock, cluster } = opened();
	cluster.open(resource, namespace);
	await clock.advance(0);
	expect(api.requests[0]?.path).toBe(path);
	expect(api.requests[0]?.purpose).toBe(resource.id);
	await cluster[Symbol.asyncDispose]();
});

test("rows, indexes and freshness of an open table", async () => {
	const { api, clock, cluster } = opened();
	api.answers.set("/apis/test.yagura.dev/v1/things", { json: { items: [object("a", "n1"), object("b", "n2")] } });
	const table = cluster.open(kind());
	await clock.advance(0);
	expect(names(table.rows.rows())).toBe("a b");
	expect(table.freshness.get().state).toBe("live");
	using onNode = table.select({ by: "node", node: "n2" });
	expect(names(onNode.rows())).toBe("b");
	await cluster[Symbol.asyncDispose]();
});

test("the same table opened twice is one watch; another namespace, or another version, is another", async () => {
	const { api, clock, cluster } = opened();
	for (const path of ["v1/things", "v2/things", "v1/namespaces/web/things"])
		api.answers.set(`/apis/test.yagura.dev/${path}`, { json: { items: [] } });
	cluster.open(kind());
	cluster.open(kind());
	cluster.open(kind(), "web");
	cluster.open(kind({ version: "v2" }));
	await clock.advance(0);
	expect(api.requests.map(({ path }) => path).sort()).toEqual([
		"/apis/test.yagura.dev/v1/namespaces/web/things",
		"/apis/test.yagura.dev/v1/things",
		"/apis/test.yagura.dev/v2/things",
	]);
	await cluster[Symbol.asyncDispose]();
});

test("a table is closed a minute after the last has let go; pods and nodes stay", async () => {
	const { api, clock, cluster } = opened();
	const pods = kind({ id: "pods", group: "", plural: "pods" });
	api.answers.set("/apis/test.yagura.dev/v1/things", { json: { items: [] } });
	api.answers.set("/api/v1/pods", { json: { items: [] } });
	const tables = [cluster.open(kind()), cluster.open(pods)];
	await clock.advance(0);
	expect(api.open).toBe(2);
	for (const table of tables) table[Symbol.dispose]();
	await clock.advance(60_000);
	expect(api.open).toBe(1);
	await cluster[Symbol.asyncDispose]();
	expect(api.open).toBe(0);
});

test("an undeclared kind is served as the server prints it", async () => {
	const { api, clock, cluster } = opened();
	const column = { name: "Phase", type: "string", format: "", description: "", priority: 0 };
	api.answers.set("/apis/test.yagura.dev/v1/things", {
		json: { kind: "Table", columnDefinitions: [column], rows: [{ cells: ["Ready"], object: object("a") }] },
	});
	const table = cluster.openUndeclared(identity({}));
	expect(table.columns.get()).toEqual([]);
	await clock.advance(0);
	expect(table.columns.get()).toEqual([column]);
	expect([...table.rows.rows()].map(({ name, cells }) => [name, ...cells])).toEqual([["a", "Ready"]]);
	await cluster[Symbol.asyncDispose]();
});

test("a cluster that is closed leaves no timer and no request, also while it cannot be reached", async () => {
	const { api, clock, cluster } = opened();
	api.answers.set("/apis/test.yagura.dev/v1/namespaces/web/things", "nothing");
	cluster.open(kind());
	cluster.open(kind(), "web");
	cluster.open(kind({ version: "v3" }))[Symbol.dispose]();
	await clock.advance(1_000);
	await cluster[Symbol.asyncDispose]();
	expect(clock.waiting).toBe(0);
	expect(api.open).toBe(0);
});
