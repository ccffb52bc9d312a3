import { expect, test } from "vitest";
import { fail } from "../../src/base/result.ts";
import { createStore } from "../../src/base/store.ts";
import { followServedKinds, undeclaredKinds } from "../../src/cluster/served-kinds.ts";
import type { ApiKind } from "../../src/kube/discovery/api-kind.ts";
import { failure } from "../../src/kube/failure.ts";
import type { ConnectionState } from "../../src/kube/transport/transport.ts";
import { resources } from "../../src/resources/catalogue.ts";
import { ManualClock } from "../support/manual-clock.ts";

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

test("a server that cannot be reached is not asked again until it can be", async () => {
	const clock = new ManualClock();
	const connection = createStore<ConnectionState>({ state: "unknown", sinceMs: 0 });
	const problem = failure("unreachable", "connection refused");
	const asked: number[] = [];
	const startMs = clock.now();
	const transport = {
		connection,
		request: async () => {
			asked.push(clock.now() - startMs);
			connection.set({ state: "down", sinceMs: 0, failure: problem });
			return fail(problem);
		},
	};
	const ending = new AbortController();
	const following = followServedKinds(transport, resources, clock, ending.signal, () => undefined);
	await clock.advance(30 * 60_000);
	expect(asked).toEqual([0, 0, 0]);
	connection.set({ state: "up", sinceMs: 0 });
	await clock.advance(0);
	expect(asked.slice(3)).toEqual([1_800_000, 1_800_000, 1_800_000]);
	ending.abort();
	await following;
});
