import type { Tone } from "../table/column.ts";
import { humanDuration } from "../text/duration.ts";
import { exitSignal } from "../text/exit-signal.ts";
import { briefRestarts } from "./brief-restarts.ts";
import type { ContainerKind, PodContainer } from "./pod-containers.ts";
import { podHealth } from "./pod-health.ts";
import { terminationText } from "./pod-status.ts";
import { type PodRow, podKey, pods } from "./pods.ts";
import type { DerivedKind, Live, ResourceRow } from "./resource.ts";
import { ageColumn, nameColumn } from "./standard-columns.ts";
import { needsShares, usageColumns } from "./usage-columns.ts";

/** A container, made out of its pod's row; `createdAtMs` is when it began to run. */
export interface ContainerRow extends ResourceRow, Omit<PodContainer, "name"> {
	/** `namespace/name` of its pod. */
	readonly podKey: string;
	readonly podUid: string;
	/** Place among the pod's containers, from 0. */
	readonly position: number;
}

const LETTERS: Readonly<Record<ContainerKind, string>> = { main: "M", sidecar: "S", init: "I", ephemeral: "E" };

/** The containers of a pod as rows, in the pod's order. */
export function containersOf(pod: PodRow): readonly ContainerRow[] {
	return pod.containers.map((container, position) => ({
		uid: `${pod.uid}/${container.name}`,
		namespace: pod.namespace,
		createdAtMs: container.startedAtMs,
		deletedAtMs: pod.deletedAtMs,
		labels: "",
		ownerUid: pod.uid,
		...container,
		podKey: podKey(pod),
		podUid: pod.uid,
		position,
	}));
}

/** The containers of pods: main ones, sidecars, init and ephemeral ones. */
export const containers: DerivedKind<ContainerRow, PodRow> = {
	id: "containers",
	plural: "containers",
	kind: "Container",
	namespaced: true,
	from: pods,
	derive: containersOf,
	origin: ({ podKey: key, podUid, namespace }) => ({ name: key.slice(namespace.length + 1), uid: podUid }),
	defaultSort: "idx",
	columns: [
		{
			id: "idx",
			title: "IDX",
			priority: 3,
			text: (row) => `${LETTERS[row.kind]}${row.position + 1}`,
			order: (row) => row.position,
			tone: () => "muted",
		},
		{ ...nameColumn, minWidth: 16, idealWidth: 20 },
		{ id: "kind", title: "KIND", priority: 2, minWidth: 7, text: (row) => row.kind },
		{
			id: "ready",
			title: "READY",
			priority: 1,
			sortKey: "R",
			text: (row) => String(row.ready),
			tone: (row) => (row.ready || containerHealth(row) === "finished" ? "plain" : "attention"),
		},
		{
			id: "state",
			title: "STATE",
			priority: 0,
			minWidth: 16,
			maxWidth: 32,
			sortKey: "S",
			text: stateText,
			tone: containerHealth,
		},
		{
			id: "restarts",
			title: "RESTARTS",
			priority: 1,
			sortKey: "T",
			descending: true,
			live: "time",
			unit: "count",
			text: restartsText,
			brief: (row, live) => briefRestarts(restartsText(row, live)),
			order: (row) => row.restarts,
		},
		{
			id: "last",
			title: "LAST STATE",
			priority: 3,
			maxWidth: 32,
			text: ({ last }) => (last === undefined ? "" : endText(last)),
			tone: ({ last }) => (last === undefined || last.exitCode === 0 ? "muted" : "attention"),
		},
		...usageColumns<ContainerRow>((row, live) => live.containerUsage(row.podKey, row.name), needsShares(4)),
		{ id: "image", title: "IMAGE", priority: 5, minWidth: 20, maxWidth: 100, text: (row) => row.image },
		ageColumn,
	],
	health: containerHealth,
};

/** `Running`, the reason it waits for, or how it ended. */
function stateText(row: ContainerRow): string {
	switch (row.state) {
		case "running":
			return "Running";
		case "waiting":
			return row.reason || "Waiting";
		case "terminated":
			return endText({ reason: row.reason, signal: row.signal, exitCode: row.exitCode ?? 0 });
		default:
			return "<unknown>";
	}
}

/** How it ended, with the exit code where the reason does not say it, and what crashed by its signal: `Error (1)`, `Error (139 SIGSEGV)`. */
function endText(end: { readonly reason: string; readonly signal: number; readonly exitCode: number }): string {
	const text = terminationText(end);
	if (end.reason === "" || end.exitCode === 0) return text;
	const signal = exitSignal(end.exitCode, end.signal);
	return signal?.isCrash === true ? `${text} (${end.exitCode} ${signal.name})` : `${text} (${end.exitCode})`;
}

function restartsText({ restarts, last }: ContainerRow, { nowMs }: Live): string {
	if (restarts === 0 || last?.finishedAtMs === undefined) return String(restarts);
	return `${restarts} (${humanDuration(nowMs - last.finishedAtMs)} ago)`;
}

function containerHealth({ state, reason, exitCode, ready, kind }: ContainerRow): Tone {
	if (state === "") return "unknown";
	if (state === "terminated") return exitCode === 0 ? "finished" : "broken";
	if (state === "waiting") {
		return podHealth({ status: reason || "Pending", phase: "Pending", ready: 0, total: 1 });
	}
	// Readiness is not asked of init and ephemeral containers.
	return ready || kind === "init" || kind === "ephemeral" ? "ok" : "attention";
}
