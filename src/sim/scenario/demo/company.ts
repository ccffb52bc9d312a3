import type { ContainerPlan } from "../blueprint.ts";

/** A workload of the demo's company. */
export interface WorkloadPlan {
	readonly kind: "Deployment" | "StatefulSet" | "DaemonSet";
	readonly namespace: string;
	readonly name: string;
	/** Left out for daemon sets, which follow the nodes. */
	readonly replicas?: number;
	readonly image: string;
	readonly port?: number;
	/** Request in millicores; there is no CPU limit. */
	readonly cpuMillicores: number;
	/** Request and limit in MiB. */
	readonly memoryMib: readonly [request: number, limit: number];
	readonly sidecars?: readonly ContainerPlan[];
	readonly priorityClassName?: string;
	/** Needs a node of this pool. */
	readonly pool?: "batch";
	/** Age of the workload and of the image that runs, in days. */
	readonly ageDays: number;
	readonly releaseDays: number;
}

const MESH: ContainerPlan = {
	name: "mesh",
	image: "registry.example.com/mesh/proxy:v1.27.0",
	requests: { cpu: "20m", memory: "48Mi" },
	limits: { memory: "128Mi" },
};

/** Namespaces and who looks after them. */
export const namespaces: readonly (readonly [name: string, team: string])[] = [
	["catalog", "catalog"],
	["checkout", "checkout"],
	["data", "data-platform"],
	["default", "platform"],
	["ingress", "platform"],
	["kube-system", "platform"],
	["ml", "machine-learning"],
	["monitoring", "platform"],
	["payments", "payments"],
	["search", "search"],
];

type Row = readonly [
	kind: WorkloadPlan["kind"],
	name: string,
	replicas: number,
	version: string,
	cpuMillicores: number,
	memoryRequestMib: number,
	memoryLimitMib: number,
	ageDays: number,
	releaseDays: number,
];

function team(namespace: string, rows: readonly Row[], extra: Partial<WorkloadPlan> = {}): readonly WorkloadPlan[] {
	return rows.map(([kind, name, replicas, version, cpuMillicores, request, limit, ageDays, releaseDays]) => ({
		kind,
		namespace,
		name,
		...(kind === "DaemonSet" ? {} : { replicas }),
		image: `registry.example.com/${namespace}/${name}:${version}`,
		...(kind === "Deployment" ? { port: 8080 } : {}),
		cpuMillicores,
		memoryMib: [request, limit],
		ageDays,
		releaseDays,
		...extra,
	}));
}

const SYSTEM = { priorityClassName: "system-node-critical" };

/** Everything that runs all the time. */
export const workloads: readonly WorkloadPlan[] = [
	...team(
		"payments",
		[
			["Deployment", "api", 8, "v2.17.3", 400, 384, 768, 412, 6],
			["Deployment", "fraud-scorer", 6, "v1.9.0", 800, 1024, 1536, 230, 19],
			["Deployment", "ledger", 4, "v3.4.1", 500, 768, 1024, 412, 33],
			["Deployment", "refunds", 3, "v1.12.5", 150, 256, 384, 301, 12],
			["Deployment", "webhooks", 4, "v2.2.0", 200, 256, 512, 377, 4],
		],
		{ sidecars: [MESH] },
	),
	...team(
		"checkout",
		[
			["Deployment", "address-lookup", 3, "v0.8.2", 100, 192, 256, 188, 41],
			["Deployment", "cart", 8, "v5.1.7", 300, 512, 768, 520, 2],
			["Deployment", "promotions", 4, "v2.0.3", 250, 384, 512, 260, 9],
			["Deployment", "web", 10, "v7.31.0", 500, 512, 1024, 520, 1],
		],
		{ sidecars: [MESH] },
	),
	...team("search", [
		["StatefulSet", "index", 6, "v2.19.1", 1200, 4096, 6144, 290, 48],
		["Deployment", "indexer", 4, "v1.6.0", 400, 768, 1024, 290, 22],
		["Deployment", "query", 12, "v4.3.2", 600, 768, 1024, 290, 3],
		["Deployment", "suggest", 6, "v1.14.8", 300, 512, 768, 244, 15],
	]),
	...team("catalog", [
		["Deployment", "api", 8, "v3.8.0", 300, 384, 512, 488, 8],
		["StatefulSet", "catalog-db", 3, "v16.9", 1000, 4096, 4096, 488, 60],
		["Deployment", "images", 6, "v2.5.4", 400, 512, 1024, 351, 5],
		["Deployment", "importer", 3, "v1.3.1", 250, 512, 768, 351, 27],
		["Deployment", "pricing", 4, "v2.1.9", 200, 256, 512, 402, 11],
	]),
	...team("data", [
		["StatefulSet", "clickhouse", 6, "v25.8.2", 1500, 6144, 8192, 310, 36],
		["Deployment", "connect", 4, "v4.0.1", 300, 1024, 1536, 310, 14],
		["StatefulSet", "kafka", 5, "v4.1.0", 1000, 4096, 6144, 366, 51],
		["StatefulSet", "postgres", 3, "v17.5", 1000, 4096, 4096, 366, 70],
		["Deployment", "schema-registry", 2, "v8.0.0", 150, 384, 512, 366, 51],
	]),
	...team("ml", [
		["Deployment", "embeddings", 6, "v0.22.1", 1000, 2048, 3072, 121, 7],
		["Deployment", "feature-store", 4, "v1.1.0", 500, 1024, 2048, 155, 18],
		["Deployment", "ranker", 8, "v3.0.6", 800, 1536, 2048, 155, 2],
		["StatefulSet", "vector-db", 3, "v1.15.0", 1000, 4096, 6144, 121, 29],
	]),
	...team("monitoring", [
		["StatefulSet", "alertmanager", 3, "v0.28.1", 50, 96, 192, 540, 90],
		["Deployment", "grafana", 2, "v12.1.0", 200, 384, 768, 540, 35],
		["Deployment", "kube-state-metrics", 1, "v2.16.0", 100, 192, 384, 540, 65],
		["StatefulSet", "logs", 3, "v3.5.1", 500, 2048, 3072, 330, 25],
		["DaemonSet", "node-exporter", 0, "v1.9.1", 50, 48, 96, 540, 80],
		["StatefulSet", "prometheus", 2, "v3.5.0", 1500, 6144, 8192, 540, 40],
	]),
	...team("ingress", [
		["Deployment", "cert-manager", 1, "v1.18.2", 50, 128, 256, 430, 55],
		["Deployment", "external-dns", 1, "v0.18.0", 50, 96, 128, 430, 75],
		["Deployment", "gateway", 6, "v1.34.1", 800, 512, 1024, 430, 20],
	]),
	...team(
		"kube-system",
		[
			["DaemonSet", "cni-agent", 0, "v1.17.5", 100, 256, 512, 541, 45],
			["DaemonSet", "csi-node", 0, "v1.41.0", 30, 64, 128, 541, 45],
			["DaemonSet", "kube-proxy", 0, "v1.36.3", 50, 48, 96, 541, 16],
		],
		SYSTEM,
	),
	...team(
		"kube-system",
		[
			["Deployment", "coredns", 3, "v1.12.2", 100, 96, 256, 541, 16],
			["Deployment", "csi-controller", 2, "v1.41.0", 50, 128, 256, 541, 45],
			["Deployment", "metrics-server", 2, "v0.8.0", 100, 200, 400, 541, 58],
		],
		{ priorityClassName: "system-cluster-critical" },
	),
];

/** Work that starts by the clock. */
export interface CronPlan {
	readonly namespace: string;
	readonly name: string;
	readonly schedule: string;
	readonly everyMs: number;
	readonly runsForMs: readonly [low: number, high: number];
	readonly image: string;
	readonly ageDays: number;
}

/** Cron jobs, with their period beside the schedule's text. */
export const cronJobs: readonly CronPlan[] = [
	cron("data", "compact-segments", "*/2 * * * *", 2, [25_000, 50_000]),
	cron("payments", "settle-batches", "*/5 * * * *", 5, [40_000, 70_000]),
	cron("search", "refresh-synonyms", "*/10 * * * *", 10, [15_000, 30_000]),
	cron("monitoring", "prune-silences", "*/15 * * * *", 15, [4_000, 9_000]),
];

function cron(
	namespace: string,
	name: string,
	schedule: string,
	minutes: number,
	runsForMs: CronPlan["runsForMs"],
): CronPlan {
	const image = `registry.example.com/${namespace}/${name}:v1.0.4`;
	return { namespace, name, schedule, everyMs: minutes * 60_000, runsForMs, image, ageDays: 200 };
}

/** Machines: zone by zone, the last of each zone in the batch pool. */
export const NODES_PER_ZONE = 8;
/** Zones of the region. */
export const zones = ["tokyo-a", "tokyo-b", "tokyo-c"] as const;
