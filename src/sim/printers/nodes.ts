import type { KubeObject } from "../world/kube-object.ts";
import { since } from "./age.ts";
import { NONE } from "./printer.ts";

interface NodeStatus {
	readonly conditions?: readonly { readonly type: string; readonly status: string }[];
	readonly addresses?: readonly { readonly type: string; readonly address: string }[];
	readonly nodeInfo?: Readonly<Record<string, string>>;
}

const ROLE_PREFIX = "node-role.kubernetes.io/";

/** Name, status, roles, age, version; internal IP, external IP, OS image, kernel version, container runtime. */
export function nodeCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const { conditions = [], addresses = [], nodeInfo = {} } = (object["status"] ?? {}) as NodeStatus;
	const spec = object["spec"] as { readonly unschedulable?: boolean } | undefined;
	const ready = conditions.findLast(({ type }) => type === "Ready")?.status;
	const status = ready === undefined ? "Unknown" : ready === "True" ? "Ready" : "NotReady";
	const addressOf = (wanted: string): string => addresses.find(({ type }) => type === wanted)?.address ?? NONE;
	const info = (field: string): string => nodeInfo[field] || "<unknown>";
	const architecture = nodeInfo["architecture"] ? ` (${nodeInfo["architecture"]})` : "";
	return [
		object.metadata.name,
		spec?.unschedulable === true ? `${status},SchedulingDisabled` : status,
		rolesOf(object.metadata.labels ?? {}),
		since(object.metadata.creationTimestamp, nowMs),
		nodeInfo["kubeletVersion"] ?? "",
		addressOf("InternalIP"),
		addressOf("ExternalIP"),
		info("osImage"),
		info("kernelVersion") + architecture,
		info("containerRuntimeVersion"),
	];
}

function rolesOf(labels: Readonly<Record<string, string>>): string {
	const roles = new Set<string>();
	for (const [key, value] of Object.entries(labels)) {
		if (key.startsWith(ROLE_PREFIX) && key.length > ROLE_PREFIX.length) roles.add(key.slice(ROLE_PREFIX.length));
		else if (key === "kubernetes.io/role" && value !== "") roles.add(value);
	}
	return roles.size === 0 ? NONE : [...roles].sort().join(",");
}
