import { internText } from "../kube/wire/intern.ts";
import { controllerOf, metadataRow } from "../kube/wire/metadata.ts";
import type { Tone } from "../table/column.ts";
import { humanDuration } from "../text/duration.ts";
import { briefRestarts } from "./brief-restarts.ts";
import { type PodContainer, podContainers, podNeeds, type ResourceNeeds } from "./pod-containers.ts";
import { podHealth } from "./pod-health.ts";
import { type Pod, podShape } from "./pod-shape.ts";
import { podStatus } from "./pod-status.ts";
import { defineResource, type Live, type ResourceRow } from "./resource.ts";
import { ageColumn, NONE, nameColumn, namespaceColumn } from "./standard-columns.ts";
import { needsShares, usageColumns } from "./usage-columns.ts";

/** A restart this recent calls for attention. */
const RECENT_RESTART_MS = 10 * 60_000;

/** A pod, as a table keeps it. */
export interface PodRow extends ResourceRow, ResourceNeeds {
	/** Kind and name of the controlling owner, e.g. `ReplicaSet`; empty where there is none. */
	readonly ownerKind: string;
	readonly ownerName: string;
	readonly phase: string;
	/** STATUS as kubectl prints it. */
	readonly status: string;
	readonly ready: number;
	readonly total: number;
	readonly restarts: number;
	readonly lastRestartAtMs: number | undefined;
	/** Empty until it is known; so are node and nominated node. */
	readonly ip: string;
	readonly node: string;
	readonly nominatedNode: string;
	/** Readiness gates as kubectl prints them: `1/2`; empty where there are none. */
	readonly readinessGates: string;
	readonly containers: readonly PodContainer[];
}

/** `namespace/name`, by which usage is looked up. */
export function podKey(row: Pick<PodRow, "namespace" | "name">): string {
	return `${row.namespace}/${row.name}`;
}

/** Pods, with what `kubectl get pods -o wide` and `kubectl top pods` say of them. */
export const pods = defineResource({
	id: "pods",
	group: "",
	version: "v1",
	plural: "pods",
	kind: "Pod",
	shortNames: ["po"],
	namespaced: true,
	message: "k8s.io.api.core.v1.Pod",
	shape: podShape,
	project: podRow,
	columns: [
		namespaceColumn,
		nameColumn,
		{
			id: "ready",
			title: "READY",
			priority: 0,
			sortKey: "R",
			text: (row) => `${row.ready}/${row.total}`,
			// The least ready first: that is what one sorts by it for.
			order: (row) => (row.total === 0 ? 0 : row.ready / row.total),
			tone: (row) => (row.ready < row.total && podHealth(row) !== "finished" ? "attention" : "plain"),
		},
		{
			id: "status",
			title: "STATUS",
			priority: 0,
			minWidth: 16,
			maxWidth: 32,
			sortKey: "S",
			text: (row) => row.status,
			tone: (row) => podHealth(row),
		},
		{
			id: "restarts",
			title: "RESTARTS",
			priority: 1,
			minWidth: 8,
			idealWidth: 11,
			sortKey: "T",
			descending: true,
			live: "time",
			unit: "count",
			text: restartsText,
			brief: (row, live) => briefRestarts(restartsText(row, live)),
			order: (row) => row.restarts,
			tone: restartsTone,
		},
		...usageColumns<PodRow>((row, live) => live.usage(podKey(row)), needsShares(5)),
		{ id: "ip", title: "IP", priority: 6, wide: true, sortKey: "I", text: (row) => row.ip || NONE },
		{
			id: "node",
			title: "NODE",
			priority: 3,
			minWidth: 8,
			maxWidth: 40,
			sortKey: "O",
			text: (row) => row.node || NONE,
		},
		{
			id: "nominated",
			title: "NOMINATED NODE",
			priority: 8,
			wide: true,
			maxWidth: 40,
			text: (row) => row.nominatedNode || NONE,
		},
		{ id: "gates", title: "READINESS GATES", priority: 9, wide: true, text: (row) => row.readinessGates || NONE },
		ageColumn,
	],
	health: (row) => podHealth(row),
	drillDown: (row) => ({ to: "containers", select: { by: "uid", uid: row.uid } }),
	nodeName: (row) => row.node,
});

function podRow(pod: Pod): PodRow {
	const base = metadataRow(pod.metadata);
	const owner = controllerOf(pod.metadata);
	const status = podStatus(pod);
	const containers = podContainers(pod);
	const needs = podNeeds(pod.spec.resources, containers);
	// Every field by name: an object made in one go is smaller than one that is spread together.
	return {
		uid: base.uid,
		namespace: base.namespace,
		name: base.name,
		createdAtMs: base.createdAtMs,
		deletedAtMs: base.deletedAtMs,
		labels: base.labels,
		ownerUid: base.ownerUid,
		ownerKind: owner?.kind ?? "",
		ownerName: owner?.name ?? "",
		phase: pod.status.phase,
		status: internText(status.text),
		ready: status.ready,
		total: status.total,
		restarts: status.restarts,
		lastRestartAtMs: status.lastRestartAtMs,
		ip: pod.status.podIP,
		node: pod.spec.nodeName,
		nominatedNode: pod.status.nominatedNodeName,
		readinessGates: readinessGates(pod),
		containers,
		cpuRequestMillicores: needs.cpuRequestMillicores,
		cpuLimitMillicores: needs.cpuLimitMillicores,
		memoryRequestBytes: needs.memoryRequestBytes,
		memoryLimitBytes: needs.memoryLimitBytes,
	};
}

/** READINESS GATES; only the first condition of a type counts, as in `printPod`. */
function readinessGates({ spec, status }: Pod): string {
	const gates = spec.readinessGates;
	if (gates.length === 0) return "";
	const open = gates.filter(
		({ conditionType }) => status.conditions.find(({ type }) => type === conditionType)?.status === "True",
	);
	return `${open.length}/${gates.length}`;
}

/** RESTARTS, e.g. `12 (3m ago)`. */
function restartsText({ restarts, lastRestartAtMs }: PodRow, { nowMs }: Live): string {
	if (restarts === 0 || lastRestartAtMs === undefined) return String(restarts);
	return `${restarts} (${humanDuration(nowMs - lastRestartAtMs)} ago)`;
}

function restartsTone({ restarts, lastRestartAtMs }: PodRow, { nowMs }: Live): Tone {
	if (restarts === 0 || lastRestartAtMs === undefined) return "plain";
	return nowMs - lastRestartAtMs < RECENT_RESTART_MS ? "attention" : "plain";
}
