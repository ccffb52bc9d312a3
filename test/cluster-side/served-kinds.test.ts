import { expect, test } from "vitest";
import { undeclaredKinds } from "../../src/cluster/served-kinds.ts";
import type { ApiKind } from "../../src/kube/discovery/api-kind.ts";
import { resources } from "../../src/resources/catalogue.ts";

function kind(group: string, plural: string, verbs: readonly string[] = ["get", "list", "watch"]): ApiKind {
	const versions = ["v1"];
	return {
		group,
		plural,
		verbs,
		versions,
		version: "v1",
		singular: plural,
		kind: plural,
		shortNames: [],
		categories: [],
		namespaced: true,
		subresources: [],
	};
}

test("kinds with a view of their own are left out, by group and plural", () => {
	const served = [kind("", "pods"), kind("apps", "deployments"), kind("", "configmaps")];
	expect(undeclaredKinds({ kinds: served }, resources).map(({ id }) => id)).toEqual(["configmaps"]);
});

test("what cannot be listed or watched is left out", () => {
	const served = [
		kind("authorization.k8s.io", "selfsubjectaccessreviews", ["create"]),
		kind("metrics.k8s.io", "pods", ["get", "list"]),
	];
	expect(undeclaredKinds({ kinds: served }, resources)).toEqual([]);
});

test("a plural that several groups have is told apart by the group", () => {
	const served = [
		kind("", "events"),
		kind("events.k8s.io", "events"),
		kind("a.example", "widgets"),
		kind("b.example", "widgets"),
	];
	expect(undeclaredKinds({ kinds: served }, resources).map(({ id }) => id)).toEqual([
		"events.events.k8s.io",
		"widgets.a.example",
		"widgets.b.example",
	]);
});
