import { share } from "../protobuf/encode.ts";
import { type Draft, timeText } from "../world/kube-object.ts";
import { managedBy, ownedFields } from "./managed-fields.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** One machine. */
export interface NodePlan {
	readonly name: string;
	readonly ip: string;
	readonly zone: string;
	readonly instanceType: string;
	readonly cpuCores: number;
	readonly memoryGib: number;
	readonly maxPods: number;
	/** Extra roles and labels. */
	readonly labels?: Readonly<Record<string, string>>;
	readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
	readonly createdAtMs: number;
}

/** How a node stands. `unknown` is a kubelet that stopped reporting. */
export interface NodeReport {
	readonly ready: "True" | "False" | "Unknown";
	readonly sinceMs: number;
	readonly heartbeatMs: number;
	readonly unschedulable?: boolean;
}

const CONDITIONS = [
	["MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"],
	["DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"],
	["PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"],
] as const;

const LOST_TAINTS = ["NoSchedule", "NoExecute"].map((effect) =>
	share({ key: "node.kubernetes.io/unreachable", effect }),
);

/** A node as the API server holds it. */
export function nodeObject(plan: NodePlan, report: NodeReport): Draft {
	const lost = report.ready === "Unknown";
	const taints = [...(plan.taints ?? []), ...(lost ? LOST_TAINTS : [])];
	return {
		metadata: {
			name: plan.name,
			uid: nodeUid(plan.name),
			creationTimestamp: timeText(plan.createdAtMs),
			labels: labelsOf(plan),
			annotations: {
				"node.alpha.kubernetes.io/ttl": "0",
				"volumes.kubernetes.io/controller-managed-attach-detach": "true",
			},
			managedFields: [
				managedBy("kubelet", "v1", plan.createdAtMs, NODE_FIELDS),
				managedBy("kubelet", "v1", report.heartbeatMs, NODE_STATUS_FIELDS, "status"),
			],
		},
		spec: {
			podCIDR: `10.${64 + (ordinal(plan.ip) % 64)}.${ordinal(plan.ip) % 256}.0/24`,
			providerID: `sim:///${plan.zone}/${plan.name}`,
			...(taints.length === 0 ? {} : { taints }),
			...(report.unschedulable === true ? { unschedulable: true } : {}),
		},
		status: {
			capacity: resourcesOf(plan, 0),
			allocatable: resourcesOf(plan, 1),
			conditions: conditionsOf(report),
			addresses: [
				{ type: "InternalIP", address: plan.ip },
				{ type: "Hostname", address: plan.name },
			],
			daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
			nodeInfo: {
				machineID: nodeUid(plan.name).replaceAll("-", ""),
				systemUUID: nodeUid(plan.name),
				bootID: nodeUid(`${plan.name}/boot`),
				kernelVersion: "6.12.34-cloud-amd64",
				osImage: "Debian GNU/Linux 13 (trixie)",
				containerRuntimeVersion: "containerd://2.1.4",
				kubeletVersion: "v1.36.3",
				kubeProxyVersion: "",
				operatingSystem: "linux",
				architecture: "amd64",
			},
			images: IMAGES,
		},
	};
}

function labelsOf(plan: NodePlan): Readonly<Record<string, string>> {
	return {
		"beta.kubernetes.io/arch": "amd64",
		"kubernetes.io/arch": "amd64",
		"kubernetes.io/hostname": plan.name,
		"kubernetes.io/os": "linux",
		"node.kubernetes.io/instance-type": plan.instanceType,
		"topology.kubernetes.io/region": plan.zone.replace(/-?[a-z]$/, ""),
		"topology.kubernetes.io/zone": plan.zone,
		...plan.labels,
	};
}

/** The kubelet keeps a little of each machine for itself. */
function resourcesOf(plan: NodePlan, reserved: 0 | 1): JsonObject {
	const milli = plan.cpuCores * 1000 - reserved * 80;
	return {
		cpu: reserved === 0 ? String(plan.cpuCores) : `${milli}m`,
		"ephemeral-storage": reserved === 0 ? "209702892Ki" : "193262604873",
		"hugepages-2Mi": "0",
		memory: `${plan.memoryGib * 1024 * 1024 - reserved * 1_048_576}Ki`,
		pods: String(plan.maxPods),
	};
}

function conditionsOf(report: NodeReport): readonly JsonObject[] {
	const lastHeartbeatTime = timeText(report.heartbeatMs);
	const lastTransitionTime = timeText(report.sinceMs);
	if (report.ready === "Unknown") {
		return [...CONDITIONS.map(([type]) => type), "Ready"].map((type) => ({
			type,
			status: "Unknown",
			lastHeartbeatTime,
			lastTransitionTime,
			reason: "NodeStatusUnknown",
			message: "Kubelet stopped posting node status.",
		}));
	}
	const ready = report.ready === "True";
	return [
		...CONDITIONS.map(([type, reason, message]) => ({
			type,
			status: "False",
			lastHeartbeatTime,
			lastTransitionTime,
			reason,
			message,
		})),
		{
			type: "Ready",
			status: report.ready,
			lastHeartbeatTime,
			lastTransitionTime,
			reason: ready ? "KubeletReady" : "KubeletNotReady",
			message: ready ? "kubelet is posting ready status" : "container runtime network not ready",
		},
	];
}

const IMAGES = [
	["registry.example.com/platform/base", 38_214_556],
	["registry.example.com/kube-system/proxy", 28_904_113],
	["registry.example.com/monitoring/node-exporter", 12_004_781],
].map(([name, sizeBytes]) => share({ names: [`${name}:v1`], sizeBytes }));

const NODE_FIELDS = ownedFields({
	metadata: {
		annotations: { "volumes.kubernetes.io/controller-managed-attach-detach": "" },
		labels: labelsOf({ zone: "" } as NodePlan),
	},
	spec: { providerID: "" },
});

const NODE_STATUS_FIELDS = ownedFields({
	status: {
		allocatable: { memory: "", cpu: "", pods: "" },
		conditions: ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"].map((type) => ({
			type,
			lastHeartbeatTime: "",
			lastTransitionTime: "",
			message: "",
			reason: "",
			status: "",
		})),
		images: [],
		nodeInfo: { bootID: "", kernelVersion: "", kubeletVersion: "", machineID: "", systemUUID: "" },
	},
});

/** A UID that depends on the node's name alone, as if the machine had been there before. */
function nodeUid(name: string): string {
	let text = "";
	for (let round = 0; text.length < 32; round++) {
		let value = 0x9e3779b9 ^ round;
		for (let index = 0; index < name.length; index++) value = Math.imul(value ^ name.charCodeAt(index), 0x01000193);
		text += (Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0).toString(16).padStart(8, "0");
	}
	return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20, 32)}`;
}

function ordinal(ip: string): number {
	return ip.split(".").reduce((sum, part) => sum * 7 + Number(part), 0);
}
