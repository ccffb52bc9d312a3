import type { PodContainer } from "../../src/resources/pod-containers.ts";
import type { PodRow } from "../../src/resources/pods.ts";

/** A container as a pod's row has it: one that runs, but for what is said otherwise. */
export function containerRow(fields: Partial<PodContainer> = {}): PodContainer {
	return {
		name: "app",
		image: "",
		kind: "main",
		state: "running",
		reason: "",
		exitCode: undefined,
		signal: 0,
		ready: true,
		started: true,
		restarts: 0,
		startedAtMs: 0,
		last: undefined,
		cpuRequestMillicores: undefined,
		cpuLimitMillicores: undefined,
		memoryRequestBytes: undefined,
		memoryLimitBytes: undefined,
		...fields,
	};
}

/** A pod's row: one that runs and has no containers, but for what is said otherwise. */
export function podRow(fields: Partial<PodRow> = {}): PodRow {
	return {
		uid: "",
		namespace: "shop",
		name: "",
		createdAtMs: 0,
		deletedAtMs: undefined,
		labels: "app=web",
		ownerUid: "rs-1",
		ownerKind: "ReplicaSet",
		ownerName: "web",
		phase: "Running",
		status: "Running",
		ready: 1,
		total: 1,
		restarts: 0,
		lastRestartAtMs: undefined,
		ip: "",
		node: "node-1",
		nominatedNode: "",
		readinessGates: "",
		containers: [],
		cpuRequestMillicores: undefined,
		cpuLimitMillicores: undefined,
		memoryRequestBytes: undefined,
		memoryLimitBytes: undefined,
		...fields,
	};
}
