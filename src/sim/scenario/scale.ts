import type { MeasuredUsage, UsageSource } from "../api/metrics.ts";
import { kinds } from "../world/kinds.ts";
import { type KubeObject, timeText } from "../world/kube-object.ts";
import type { Scenario, World } from "../world/scenario.ts";
import { type Blueprint, makeBlueprint } from "./blueprint.ts";
import { nodeObject } from "./node-object.ts";
import { podObject } from "./pod-object.ts";

/** How big and how busy a cluster is to be. */
export interface ScaleOptions {
	readonly pods: number;
	readonly nodes: number;
	/** Pod status changes a second, spread evenly; a function is asked again and again. */
	readonly changesPerSecond: number | (() => number);
}

const PODS_PER_WORKLOAD = 50;
const NAMESPACES = 40;
const TICK_MS = 20;
/** What a server that was held up makes good at once; more would only hold it up longer. */
const DEBT_MS = 500;
const DAY_MS = 86_400_000;

/** A cluster for measuring: many pods alike, made cheaply, changing at a steady rate. */
export function scaleScenario(options: ScaleOptions): Scenario {
	return (world) => {
		const names = Array.from({ length: NAMESPACES }, (_, index) => `team-${String(index).padStart(2, "0")}`);
		for (const name of names) {
			world.store.create(kinds.namespaces, {
				metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
				spec: { finalizers: ["kubernetes"] },
				status: { phase: "Active" },
			});
		}
		addNodes(world, options.nodes);
		const keys = addPods(world, options, names);
		const { changesPerSecond } = options;
		const rate = typeof changesPerSecond === "function" ? changesPerSecond : () => changesPerSecond;
		if (changesPerSecond !== 0 && keys.length > 0) changeSteadily(world, rate, keys);
		world.store.compact();
		return steadyUsage;
	};
}

function nodeName(index: number): string {
	return `node-${String(index).padStart(4, "0")}`;
}

function addNodes({ store, clock }: World, count: number): void {
	for (let index = 0; index < count; index++) {
		const plan = {
			name: nodeName(index),
			ip: nodeIp(index),
			zone: `zone-${"abc"[index % 3]}`,
			instanceType: "standard-16",
			cpuCores: 16,
			memoryGib: 64,
			maxPods: 250,
			createdAtMs: clock.now() - 90 * DAY_MS,
		};
		store.create(kinds.nodes, nodeObject(plan, { ready: "True", sinceMs: plan.createdAtMs, heartbeatMs: clock.now() }));
	}
}

function nodeIp(index: number): string {
	return `10.0.${Math.floor(index / 250)}.${1 + (index % 250)}`;
}

interface PodKey {
	readonly namespace: string;
	readonly name: string;
}

function addPods(world: World, options: ScaleOptions, namespaces: readonly string[]): readonly PodKey[] {
	const { store, clock, random } = world;
	const keys: PodKey[] = [];
	let blueprint: Blueprint | undefined;
	let hash = "";
	let ownerUid = "";
	for (let index = 0; index < options.pods; index++) {
		const workload = Math.floor(index / PODS_PER_WORKLOAD);
		const app = `app-${String(workload).padStart(4, "0")}`;
		if (index % PODS_PER_WORKLOAD === 0 || blueprint === undefined) {
			blueprint = blueprintOf(app, workload % 4 === 0);
			hash = random.suffix(10);
			ownerUid = random.uuid();
		}
		const node = options.nodes === 0 ? 0 : index % options.nodes;
		const namespace = namespaces[workload % namespaces.length] as string;
		const generateName = `${app}-${hash}-`;
		const createdAtMs = clock.now() - Math.floor(random.between(0, 30 * DAY_MS));
		const identity = {
			namespace,
			name: generateName + random.suffix(5) + index.toString(36),
			uid: random.uuid(),
			generateName,
			owner: {
				apiVersion: "apps/v1",
				kind: "ReplicaSet",
				name: `${app}-${hash}`,
				uid: ownerUid,
				controller: true,
				blockOwnerDeletion: true,
			},
			labels: { "pod-template-hash": hash },
			createdAtMs,
			nodeName: nodeName(node),
		};
		const running = { is: "running", startedAtMs: createdAtMs + 4000 } as const;
		const containers = new Map(
			blueprint.plan.containers.map(({ name }) => [name, { state: running, ready: true, restartCount: 0 }]),
		);
		const report = {
			phase: "Running",
			node: { ip: nodeIp(node) },
			podIp: `10.${128 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`,
			startedAtMs: createdAtMs,
			readySinceMs: createdAtMs + 9000,
			createdAtMs,
			containers,
		} as const;
		store.create(kinds.pods, podObject(blueprint, identity, report));
		keys.push({ namespace, name: identity.name });
	}
	return keys;
}

const PROXY = {
	name: "proxy",
	image: "registry.example.com/mesh/proxy:v1.27.0",
	requests: { cpu: "10m", memory: "40Mi" },
};

function blueprintOf(app: string, inMesh: boolean): Blueprint {
	return makeBlueprint({
		labels: {
			app,
			"app.kubernetes.io/name": app,
			"app.kubernetes.io/instance": app,
			"app.kubernetes.io/managed-by": "Helm",
			tier: "backend",
		},
		annotations: {
			"prometheus.io/scrape": "true",
			"prometheus.io/port": "8080",
			"checksum/config": app.padEnd(64, "0"),
		},
		serviceAccount: app,
		containers: [
			{
				name: "app",
				image: `registry.example.com/scale/${app}:v1.4.2`,
				port: 8080,
				requests: { cpu: "100m", memory: "128Mi" },
				limits: { memory: "256Mi" },
				probePath: "/healthz",
				env: { LOG_LEVEL: "info", GOMEMLIMIT: "200MiB", OTEL_SERVICE_NAME: app },
			},
			...(inMesh ? [PROXY] : []),
		],
		configMaps: { config: `${app}-config` },
	});
}

/** Change pods one after another in a random order that never favours one; each change is one restart more. */
function changeSteadily(world: World, perSecond: () => number, keys: readonly PodKey[]): void {
	let owed = 0;
	let paidMs = world.clock.now();
	world.every(TICK_MS, () => {
		const nowMs = world.clock.now();
		// By the time that has passed: a timer that fires late would lower the rate.
		owed += (perSecond() * Math.min(Math.max(nowMs - paidMs, 0), DEBT_MS)) / 1000;
		paidMs = nowMs;
		for (; owed >= 1; owed--) restartOne(world, world.random.pick(keys));
	});
}

function restartOne({ store, clock }: World, { namespace, name }: PodKey): void {
	const pod = store.get(kinds.pods, namespace, name);
	if (pod === undefined) return;
	const status = pod["status"] as { readonly containerStatuses?: readonly ContainerStatus[] };
	const [first, ...rest] = status.containerStatuses ?? [];
	if (first === undefined) return;
	const restarted = {
		...first,
		restartCount: first.restartCount + 1,
		state: { running: { startedAt: timeText(clock.now()) } },
	};
	store.update(kinds.pods, { ...pod, status: { ...status, containerStatuses: [restarted, ...rest] } });
}

interface ContainerStatus {
	readonly name: string;
	readonly restartCount: number;
}

/** Usage that depends on the name and the minute alone. */
const steadyUsage: UsageSource = {
	pod(pod, nowMs) {
		const spec = pod["spec"] as { readonly containers?: readonly { readonly name: string }[] };
		const phase = phaseOf(pod, nowMs);
		return new Map(
			(spec.containers ?? []).map(({ name }, index): [string, MeasuredUsage] => [
				name,
				{ cpuMillicores: 20 + 60 * phase + index, memoryBytes: (80 + 60 * phase) * 1_048_576 },
			]),
		);
	},
	node: (node, nowMs) => ({
		cpuMillicores: 3000 + 5000 * phaseOf(node, nowMs),
		memoryBytes: (16 + 24 * phaseOf(node, nowMs)) * 1_073_741_824,
	}),
};

function phaseOf(object: KubeObject, nowMs: number): number {
	const own = object.metadata.name.charCodeAt(object.metadata.name.length - 1);
	return 0.5 + 0.5 * Math.sin(nowMs / 60_000 + own);
}
