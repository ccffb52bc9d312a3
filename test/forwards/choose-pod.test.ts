import { expect, test } from "vitest";
import { choosePod, familyOf } from "../../src/forwards/choose-pod.ts";
import type { ForwardTarget } from "../../src/forwards/forward-spec.ts";
import { pickJson } from "../../src/kube/wire/json-picker.ts";
import { podShape } from "../../src/resources/pod-shape.ts";
import { type PodRow, pods } from "../../src/resources/pods.ts";

interface Parts {
	readonly namespace?: string;
	readonly phase?: string;
	readonly ready?: boolean;
	readonly leaving?: boolean;
	readonly minute?: number;
	readonly labels?: object;
	readonly owner?: string;
}

function pod(name: string, parts: Parts = {}): PodRow {
	const { namespace = "shop", phase = "Running", ready = true, leaving = false, minute = 0, owner } = parts;
	const at = (moment: number): string => new Date(Date.UTC(2026, 0, 1, 0, moment)).toISOString();
	return pods.project(
		pickJson(podShape, {
			metadata: {
				name,
				namespace,
				uid: name,
				creationTimestamp: at(minute),
				labels: { app: "web", ...parts.labels },
				...(leaving ? { deletionTimestamp: at(59) } : {}),
				...(owner === undefined ? {} : { ownerReferences: [{ kind: owner, name: "x", uid: "x", controller: true }] }),
			},
			spec: { containers: [{ name: "web" }] },
			status: { phase, containerStatuses: [{ name: "web", ready, state: { running: { startedAt: at(minute) } } }] },
		}),
	);
}

const workload: ForwardTarget = { kind: "deployments", namespace: "shop", name: "web" };
const named = (name: string): ForwardTarget => ({ kind: "pods", namespace: "shop", name });

test.each<[string, readonly PodRow[], string | undefined]>([
	["the newest, which stays the longest", [pod("a", { minute: 1 }), pod("b", { minute: 2 })], "b"],
	["none that is not ready", [pod("a"), pod("b", { minute: 2, ready: false })], "a"],
	["none that leaves", [pod("a"), pod("b", { minute: 2, leaving: true })], "a"],
	["none that has ended or not begun", [pod("a", { phase: "Succeeded" }), pod("b", { phase: "Pending" })], undefined],
	["none of another namespace", [pod("a", { namespace: "other" })], undefined],
	["none of other labels", [pod("a", { labels: { app: "other" } })], undefined],
	["of two as old the same one each time", [pod("b"), pod("a")], "a"],
])("of a workload: %s", (_what, rows, name) => {
	expect(choosePod(rows, workload, "app=web", undefined)?.name).toBe(name);
});

test("a pod is itself also when it is not ready, and whoever has its name when it is another", () => {
	expect(choosePod([pod("a", { ready: false }), pod("b")], named("a"), undefined, undefined)?.name).toBe("a");
	expect(choosePod([pod("b")], named("a"), undefined, undefined)).toBeUndefined();
});

test.each<[string, Parts, Parts, boolean]>([
	["the next of a revision", { owner: "ReplicaSet" }, { owner: "ReplicaSet" }, true],
	[
		"the next revision",
		{ owner: "ReplicaSet", labels: { "pod-template-hash": "1" } },
		{ owner: "ReplicaSet", labels: { "pod-template-hash": "2" } },
		true,
	],
	["another workload's", { owner: "ReplicaSet" }, { owner: "ReplicaSet", labels: { tier: "back" } }, false],
	["another kind's", { owner: "ReplicaSet" }, { owner: "DaemonSet" }, false],
	["who has no owner has no family", {}, {}, false],
	["one that is not ready", { owner: "ReplicaSet" }, { owner: "ReplicaSet", ready: false }, false],
])("a pod that is gone, and %s", (_what, before, after, isNext) => {
	const family = familyOf(pod("a", before));
	expect(choosePod([pod("b", after)], named("a"), undefined, family)?.name).toBe(isNext ? "b" : undefined);
});
