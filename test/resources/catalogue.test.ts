import { describe, expect, test } from "vitest";
import { compilePlan } from "../../src/kube/wire/protobuf-plan.ts";
import { findResource, findTable, namesOf, resources } from "../../src/resources/catalogue.ts";
import { containers } from "../../src/resources/containers.ts";
import { cronjobs } from "../../src/resources/cronjobs.ts";
import { namespaces } from "../../src/resources/namespaces.ts";
import { nodes } from "../../src/resources/nodes.ts";
import { pods } from "../../src/resources/pods.ts";
import type { DrillDown, Resource } from "../../src/resources/resource.ts";
import { services } from "../../src/resources/services.ts";
import { live } from "./live.ts";
import { rowOf } from "./printed.ts";

describe("finding a kind", () => {
	test.each([
		["po", "pods"],
		["pod", "pods"],
		["Pods", "pods"],
		["no", "nodes"],
		["ns", "namespaces"],
		["deploy", "deployments"],
		["dp", "deployments"],
		["rs", "replicasets"],
		["sts", "statefulsets"],
		["ds", "daemonsets"],
		["job", "jobs"],
		["cj", "cronjobs"],
		["svc", "services"],
		["ev", "events"],
	])("%s is %s", (name, id) => {
		expect(findResource(name)?.id).toBe(id);
	});

	test("an unknown name is nobody's", () => {
		expect(findResource("")).toBeUndefined();
		expect(findResource("constructor")).toBeUndefined();
		expect(findTable("constructor")).toBeUndefined();
	});

	test("no two kinds share a name", () => {
		const names = resources.flatMap(namesOf);
		expect(new Set(names).size).toBe(names.length);
	});

	test("where a row leads to can be shown", () => {
		const object = { metadata: { name: "x" }, spec: { selector: { a: "b" } } };
		const kinds: readonly Resource[] = [pods, nodes, namespaces, services, cronjobs];
		const targets = kinds.map((kind) => drillDown(kind, object)?.to);
		expect(targets).toEqual(["containers", "pods", "pods", "pods", "jobs"]);
		expect(targets.map((id) => findTable(id ?? "")?.id)).toEqual(targets);
		expect(findTable("containers")).toBe(containers);
	});
});

function drillDown(kind: Resource, object: unknown): DrillDown | undefined {
	return kind.drillDown?.(rowOf(kind, object));
}

/** Capitals that are commands, or move the cursor (`G`). */
const TAKEN = "EJVFG";

describe.each([...resources, containers].map((kind) => [kind.id, kind] as const))("%s", (_id, kind) => {
	test("names each column once", () => {
		const ids = kind.columns.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test("gives a sort key to one column only, and none that is taken", () => {
		const keys = kind.columns.flatMap(({ sortKey }) => sortKey ?? []);
		expect(new Set(keys).size).toBe(keys.length);
		for (const key of keys) expect(key).toMatch(new RegExp(`^(?![${TAKEN}])[A-Z]$`));
	});

	test("is sorted by a column it has, and always draws one", () => {
		expect(kind.columns.map(({ id }) => id)).toContain(kind.defaultSort ?? "name");
		expect(kind.columns.some(({ priority, wide }) => priority === 0 && wide !== true)).toBe(true);
	});

	test("has a minimum no wider than the maximum", () => {
		for (const { minWidth = 0, maxWidth = Number.POSITIVE_INFINITY } of kind.columns)
			expect(minWidth).toBeLessThanOrEqual(maxWidth);
	});
});

describe.each(resources.map((resource) => [resource.id, resource] as const))("%s", (_id, resource) => {
	test("names fields that its protobuf message has", () => {
		expect(() => compilePlan(resource.message ?? "", resource.shape)).not.toThrow();
	});

	test("makes a row of an object of which nothing is known", () => {
		const row = rowOf(resource, { metadata: { name: "x", uid: "u" } });
		expect(row).toMatchObject({ uid: "u", name: "x", createdAtMs: undefined, ownerUid: "", labels: "" });
		const kinds = resource.columns.map((column) => [
			typeof column.text(row, live()),
			typeof (column.order?.(row, live()) ?? 0),
			typeof (column.tone?.(row, live()) ?? ""),
		]);
		for (const [text, order, tone] of kinds) {
			expect([text, tone]).toEqual(["string", "string"]);
			expect(order).toMatch(/number|string/);
		}
		expect(resource.health(row, live())).toBeTypeOf("string");
	});
});
