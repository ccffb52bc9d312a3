import { metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import type { Picked } from "../kube/wire/shape.ts";
import type { Tone } from "../table/column.ts";
import { cpuMillicores, memoryBytes } from "../text/quantity.ts";
import { nodeProblems, nodeRoles, nodeStatus } from "./node-status.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { ageColumn, NONE, nameColumn } from "./standard-columns.ts";
import { usageColumns } from "./usage-columns.ts";

/** A node, as a table keeps it. */
export interface NodeRow extends ResourceRow {
	/** STATUS as kubectl prints it. */
	readonly status: string;
	/** Sorted and joined by commas; empty where there are none. So are problems. */
	readonly roles: string;
	/** True conditions besides Ready, e.g. `MemoryPressure`. */
	readonly problems: string;
	readonly version: string;
	readonly internalIp: string;
	readonly externalIp: string;
	readonly osImage: string;
	/** Kernel with the architecture, as kubectl prints it. */
	readonly kernel: string;
	readonly runtime: string;
	readonly allocatableCpuMillicores: number | undefined;
	readonly allocatableMemoryBytes: number | undefined;
	readonly allocatablePods: number | undefined;
}

const shape = {
	metadata: metadataShape,
	spec: { unschedulable: "bool" },
	status: {
		conditions: [{ type: "string", status: "string" }],
		addresses: [{ type: "string", address: "string" }],
		allocatable: "quantityMap",
		nodeInfo: {
			kubeletVersion: "string",
			osImage: "string",
			kernelVersion: "string",
			containerRuntimeVersion: "string",
			architecture: "string",
		},
	},
} as const;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printNode` */
export const nodes = defineResource<typeof shape, NodeRow>({
	id: "nodes",
	group: "",
	version: "v1",
	plural: "nodes",
	kind: "Node",
	shortNames: ["no"],
	namespaced: false,
	message: "k8s.io.api.core.v1.Node",
	shape,
	project: nodeRow,
	columns: [
		nameColumn,
		{
			id: "status",
			title: "STATUS",
			priority: 0,
			minWidth: 10,
			maxWidth: 40,
			sortKey: "S",
			text: (row) => row.status,
			tone: health,
		},
		{ id: "roles", title: "ROLES", priority: 2, minWidth: 8, maxWidth: 30, text: (row) => row.roles || NONE },
		{
			id: "problems",
			title: "PROBLEMS",
			priority: 4,
			maxWidth: 40,
			text: (row) => row.problems || NONE,
			tone: ({ problems }) => (problems === "" ? "muted" : "attention"),
		},
		...usageColumns<NodeRow>(
			(row, live) => live.usage(row.name),
			[
				{
					suffix: "a",
					cpu: (row) => row.allocatableCpuMillicores,
					memory: (row) => row.allocatableMemoryBytes,
					bounds: true,
					priority: 2,
				},
			],
		),
		{ id: "version", title: "VERSION", priority: 3, text: (row) => row.version },
		{
			id: "internal-ip",
			title: "INTERNAL-IP",
			priority: 6,
			wide: true,
			sortKey: "I",
			text: (row) => row.internalIp || NONE,
		},
		{ id: "external-ip", title: "EXTERNAL-IP", priority: 7, wide: true, text: (row) => row.externalIp || NONE },
		{ id: "os-image", title: "OS-IMAGE", priority: 8, wide: true, maxWidth: 40, text: (row) => row.osImage },
		{ id: "kernel", title: "KERNEL-VERSION", priority: 8, wide: true, maxWidth: 40, text: (row) => row.kernel },
		{ id: "runtime", title: "CONTAINER-RUNTIME", priority: 8, wide: true, maxWidth: 40, text: (row) => row.runtime },
		ageColumn,
	],
	health,
	drillDown: ({ name }) => ({ to: "pods", select: { by: "node", node: name } }),
});

function nodeRow({ metadata, spec, status }: Picked<typeof shape>): NodeRow {
	const { nodeInfo, allocatable } = status;
	const address = (type: string): string => status.addresses.find((one) => one.type === type)?.address ?? "";
	const architecture = nodeInfo.architecture === "" ? "" : ` (${nodeInfo.architecture})`;
	return {
		...metadataRow(metadata),
		status: nodeStatus(status.conditions, spec.unschedulable),
		roles: nodeRoles(metadata.labels),
		problems: nodeProblems(status.conditions),
		version: nodeInfo.kubeletVersion,
		internalIp: address("InternalIP"),
		externalIp: address("ExternalIP"),
		osImage: nodeInfo.osImage || "<unknown>",
		kernel: `${nodeInfo.kernelVersion || "<unknown>"}${architecture}`,
		runtime: nodeInfo.containerRuntimeVersion || "<unknown>",
		allocatableCpuMillicores: cpuMillicores(allocatable["cpu"] ?? ""),
		allocatableMemoryBytes: memoryBytes(allocatable["memory"] ?? ""),
		allocatablePods: memoryBytes(allocatable["pods"] ?? ""),
	};
}

function health({ status, problems }: NodeRow): Tone {
	if (status.startsWith("Unknown")) return "unknown";
	if (status.startsWith("NotReady")) return "broken";
	return status === "Ready" && problems === "" ? "ok" : "attention";
}
