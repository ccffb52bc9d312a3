import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { loadTarget } from "../../src/kube/kubeconfig/load-target.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import type { KubeResponse, Transport } from "../../src/kube/transport/transport.ts";
import type { ObjectCodec, WatchEvent } from "../../src/kube/wire/codec.ts";
import { objectCodec } from "../../src/kube/wire/object-codec.ts";
import { optional } from "../../src/kube/wire/shape.ts";
import { type TableColumn, tableCodec } from "../../src/kube/wire/table-codec.ts";
import { type Measured, nodeMetricsCodec, podMetricsCodec } from "../../src/metrics/measured.ts";
import { resources } from "../../src/resources/catalogue.ts";
import { everyField } from "../support/every-field.ts";
import { createOneOfEach, deleteOneOfEach } from "./one-of-each.ts";

/** Path of each kind in the field tables, and its message. */
const paths: readonly (readonly [path: string, message: string])[] = [
	["/api/v1", "core.v1", "pods Pod", "nodes Node", "namespaces Namespace", "services Service", "events Event"],
	["/api/v1", "core.v1", "configmaps ConfigMap", "secrets Secret", "serviceaccounts ServiceAccount"],
	["/api/v1", "core.v1", "persistentvolumes PersistentVolume", "persistentvolumeclaims PersistentVolumeClaim"],
	["/api/v1", "core.v1", "resourcequotas ResourceQuota", "limitranges LimitRange"],
	["/api/v1", "core.v1", "replicationcontrollers ReplicationController"],
	["/apis/apps/v1", "apps.v1", "deployments Deployment", "replicasets ReplicaSet"],
	["/apis/apps/v1", "apps.v1", "statefulsets StatefulSet", "daemonsets DaemonSet"],
	["/apis/batch/v1", "batch.v1", "jobs Job", "cronjobs CronJob"],
	["/apis/networking.k8s.io/v1", "networking.v1", "ingresses Ingress", "ingressclasses IngressClass"],
	["/apis/networking.k8s.io/v1", "networking.v1", "networkpolicies NetworkPolicy"],
	["/apis/rbac.authorization.k8s.io/v1", "rbac.v1", "roles Role", "clusterroles ClusterRole"],
	[
		"/apis/rbac.authorization.k8s.io/v1",
		"rbac.v1",
		"rolebindings RoleBinding",
		"clusterrolebindings ClusterRoleBinding",
	],
	["/apis/discovery.k8s.io/v1", "discovery.v1", "endpointslices EndpointSlice"],
	["/apis/autoscaling/v2", "autoscaling.v2", "horizontalpodautoscalers HorizontalPodAutoscaler"],
	["/apis/policy/v1", "policy.v1", "poddisruptionbudgets PodDisruptionBudget"],
	["/apis/storage.k8s.io/v1", "storage.v1", "storageclasses StorageClass"],
	["/apis/coordination.k8s.io/v1", "coordination.v1", "leases Lease"],
].flatMap(([path, packageName, ...kinds]) =>
	kinds.map((kind) => {
		const [plural, name] = kind.split(" ");
		return [`${path}/${plural}`, `k8s.io.api.${packageName}.${name}`] as const;
	}),
);

const json = "application/json";
let transport: Transport;

beforeAll(async () => {
	const target = await loadTarget({ kubeconfig: inject("testbed").kubeconfigs.admin });
	if (!target.ok) throw new Error(target.failure.message);
	transport = createTransport({ target: target.value, clock: systemClock, readOnly: true, version: "test" });
	await createOneOfEach();
});

afterAll(async () => {
	await transport[Symbol.asyncDispose]();
	await deleteOneOfEach();
});

async function get(
	path: string,
	accept: string,
	query: Record<string, string | number | boolean> = {},
): Promise<KubeResponse> {
	const response = await transport.request({ method: "GET", path, accept, query, purpose: "test" });
	if (!response.ok) throw new Error(`${path}: ${response.failure.message}`);
	return response.value;
}

interface Identified {
	readonly metadata: { readonly uid: string; readonly resourceVersion: string };
}

/** All rows of a path, by UID and version; fails if one could not be read. */
async function list<R extends Identified>(
	path: string,
	codec: ObjectCodec<R>,
	accept: string,
): Promise<Map<string, R>> {
	const rows = new Map<string, R>();
	const response = await get(path, accept);
	expect(response.headers["content-type"]).toBe(accept.split(/[,;]/)[0]);
	for await (const part of codec.list(response)) {
		expect(part.malformed).toBe(0);
		for (const row of part.rows) rows.set(`${row.metadata.uid} ${row.metadata.resourceVersion}`, row);
	}
	return rows;
}

/** Objects change while they are read: those of one version in both answers can be compared. */
function pairs<R>(
	one: ReadonlyMap<string, R>,
	other: ReadonlyMap<string, R>,
): { readonly one: R[]; readonly other: R[] } {
	const both = [...one.keys()].filter((key) => other.has(key));
	if (both.length === 0) throw new Error("nothing to compare");
	const of = (rows: ReadonlyMap<string, R>): R[] => both.map((key) => rows.get(key) as R);
	return { one: of(one), other: of(other) };
}

describe("what the API server writes in protobuf and in JSON", () => {
	test.each(paths)("%s: every field is the same", async (path, message) => {
		let isPointerOptional = false;
		for (let round = 0; round < 2; round++) {
			isPointerOptional = round === 1;
			const shape = everyField(message, () => isPointerOptional);
			const codec = objectCodec({ message, shape, project: (object) => object as Identified });
			const { one, other } = pairs(await list(path, codec, json), await list(path, codec, codec.accept));
			expect(one).toStrictEqual(other);
		}
	});

	test.each(resources)("$id: the rows are the same", async (resource) => {
		const codec = objectCodec({
			message: resource.message,
			shape: resource.shape,
			project: (object) => ({ metadata: (object as Identified).metadata, row: resource.project(object) }),
		});
		const path = `${resource.group === "" ? "/api" : `/apis/${resource.group}`}/${resource.version}/${resource.plural}`;
		const { one, other } = pairs(await list(path, codec, json), await list(path, codec, codec.accept));
		expect(one).toStrictEqual(other);
	});

	test.each(["json", "protobuf"])("a streaming list in %s ends with its bookmark", async (format) => {
		const shape = { metadata: { uid: "string", deletionTimestamp: "time" }, spec: { affinity: optional({}) } } as const;
		const codec = objectCodec({ message: "k8s.io.api.core.v1.Pod", shape, project: (object) => object });
		const query = {
			watch: 1,
			sendInitialEvents: true,
			resourceVersionMatch: "NotOlderThan",
			allowWatchBookmarks: true,
			timeoutSeconds: 3,
		};
		const events = await initialEvents(
			codec,
			await get("/api/v1/pods", format === "json" ? json : codec.accept, query),
		);
		expect(events.slice(0, -1).every(({ type }) => type === "ADDED")).toBe(true);
		expect(events.length).toBeGreaterThan(2);
		expect(events.at(-1)).toMatchObject({ type: "BOOKMARK", resourceVersion: expect.stringMatching(/^\d+$/) });
	});

	test.each(["json", "protobuf"])(
		"a list at a version that is yet to come is refused, with its cause, in %s",
		async (format) => {
			const accept = format === "json" ? json : "application/vnd.kubernetes.protobuf";
			const query = { resourceVersion: "999999999999" };
			const response = await transport.request({ method: "GET", path: "/api/v1/pods", accept, query, purpose: "test" });
			expect(response).toMatchObject({
				ok: false,
				failure: { kind: "server", status: 504, reason: "ResourceVersionTooLarge", retryAfterMs: 1000 },
			});
		},
	);
});

describe("what metrics-server writes in protobuf and in JSON", () => {
	test.each([
		["nodes", nodeMetricsCodec],
		["pods", podMetricsCodec],
	] as const)("%s: what was measured at the same moment is the same", async (plural, codec) => {
		const path = `/apis/metrics.k8s.io/v1beta1/${plural}`;
		const measured = async (accept: string) => {
			const response = await get(path, accept);
			expect(response.headers["content-type"]).toBe(accept.split(/[,;]/)[0]);
			const all: Measured[] = [];
			for await (const { rows, malformed } of codec.list(response)) {
				expect(malformed).toBe(0);
				all.push(...rows);
			}
			return all.sort((one, other) => one.key.localeCompare(other.key));
		};
		// Figures move every 15 s: if that was between the two answers, it is not at once so again.
		await expect
			.poll(async () => isDeepStrictEqual(await measured(codec.accept), await measured(json)), { interval: 100 })
			.toBe(true);
	});
});

describe("tables", () => {
	test("a custom kind has the columns that its definition names", async () => {
		const told: (readonly TableColumn[])[] = [];
		const codec = tableCodec((columns) => told.push(columns));
		const response = await get("/apis/example.com/v1/shops", codec.accept, { limit: 1 });
		for await (const { rows, malformed } of codec.list(response)) {
			expect(malformed).toBe(0);
			for (const row of rows)
				expect(row).toMatchObject({ namespace: "one-of-each", name: "one", labels: "app=one", cells: ["one", "true"] });
		}
		expect(told[0]?.map(({ name, priority }) => [name, priority])).toStrictEqual([
			["Name", 0],
			["Open", 1],
		]);
	});

	test("a streaming list has them in its first event, and ends with its bookmark", async () => {
		const told: (readonly TableColumn[])[] = [];
		const codec = tableCodec((columns) => told.push(columns));
		const query = {
			watch: 1,
			sendInitialEvents: true,
			resourceVersionMatch: "NotOlderThan",
			allowWatchBookmarks: true,
			timeoutSeconds: 3,
		};
		const events = await initialEvents(codec, await get("/api/v1/nodes", codec.accept, query));
		expect(events.at(0)).toMatchObject({ type: "ADDED", row: { uid: expect.stringMatching(/-/) } });
		expect(events.at(-1)).toMatchObject({ type: "BOOKMARK", initialEventsEnd: true });
		expect(told).toHaveLength(1);
		expect(told[0]?.[0]).toMatchObject({ name: "Name", format: "name" });
	});
});

async function initialEvents<R>(codec: ObjectCodec<R>, response: KubeResponse): Promise<readonly WatchEvent<R>[]> {
	const events: WatchEvent<R>[] = [];
	for await (const batch of codec.watch(response)) {
		events.push(...batch);
		if (batch.some((event) => event.type === "BOOKMARK" && event.initialEventsEnd)) break;
	}
	return events;
}
