import fc from "fast-check";
import {
	ago,
	agoInMicroseconds,
	condition,
	deleted,
	labels,
	maybe,
	metadata,
	name,
	selector,
	small,
	template,
} from "./generated-parts.ts";
import { pod } from "./generated-pods.ts";

const named = ["name", "namespace", "uid"] as const;

/** An object of a kind with the given `metadata` beside the usual, and its other fields. */
function object<T>(apiVersion: string, kind: string, fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, more = {}) {
	return fc.record({
		apiVersion: fc.constant(apiVersion),
		kind: fc.constant(kind),
		metadata: fc.record({ ...metadata, ...more }, { requiredKeys: [...named] }),
		...fields,
	}) as fc.Arbitrary<object>;
}

const some = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] });

const roles = fc.dictionary(
	fc.constantFrom(
		"node-role.kubernetes.io/",
		"node-role.kubernetes.io/worker",
		"node-role.kubernetes.io/control-plane",
		"kubernetes.io/role",
		"zone",
	),
	fc.constantFrom("", "worker", "edge", "true"),
	{ maxKeys: 4, noNullPrototype: true },
);

const node = object(
	"v1",
	"Node",
	{
		spec: some({ unschedulable: fc.boolean() }),
		status: some({
			conditions: fc.array(condition(["Ready", "MemoryPressure", "DiskPressure", "NetworkUnavailable"]), {
				maxLength: 4,
			}),
			addresses: fc.array(
				fc.record({
					type: fc.constantFrom("InternalIP", "ExternalIP", "Hostname", "InternalDNS"),
					address: fc.constantFrom("198.18.0.1", "fd00::1", "node-1"),
				}),
				{ maxLength: 4 },
			),
			nodeInfo: some({
				kubeletVersion: fc.constantFrom("", "v1.36.3"),
				osImage: fc.constantFrom("", "Debian GNU/Linux 13"),
				kernelVersion: fc.constantFrom("", "6.12.0"),
				containerRuntimeVersion: fc.constantFrom("", "containerd://2.1.0"),
				architecture: fc.constantFrom("", "amd64"),
			}),
		}),
	},
	{ labels: roles },
);

const namespace = object("v1", "Namespace", { status: some({ phase: fc.constantFrom("", "Active", "Terminating") }) });

const service = object("v1", "Service", {
	spec: fc
		.record({
			type: fc.constantFrom("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
			clusterIPs: fc.constantFrom([], ["None"], ["10.96.0.1"], ["10.96.0.1", "fd00::1"]),
			externalIPs: fc.subarray(["203.0.113.9", "203.0.113.10"]),
			externalName: fc.constantFrom("", "db.example.com"),
			ports: fc.array(
				fc.record({
					port: fc.integer({ min: 1, max: 65_535 }),
					nodePort: fc.constantFrom(0, 0, 30_080),
					protocol: fc.constantFrom("TCP", "UDP", "SCTP"),
				}),
				{ maxLength: 3 },
			),
			selector: labels,
		})
		// An API server keeps the two alike.
		.map((spec) => ({ ...spec, clusterIP: spec.clusterIPs[0] ?? "" })),
	status: some({
		loadBalancer: some({
			ingress: fc.array(
				some({
					ip: fc.constantFrom("", "203.0.113.1", "203.0.113.20"),
					hostname: fc.constantFrom("", "lb.example.com"),
				}),
				{ maxLength: 4 },
			),
		}),
	}),
});

const replicas = fc.oneof(small, fc.constantFrom(1_000));

const deployment = object("apps/v1", "Deployment", {
	// One that selects nothing is refused.
	spec: fc.record({ replicas, selector: selector.map((some) => ({ ...some, matchLabels: { app: "web" } })), template }),
	status: some({ replicas, readyReplicas: replicas, updatedReplicas: replicas, availableReplicas: replicas }),
});

const replicaSet = object("apps/v1", "ReplicaSet", {
	spec: fc.record({ replicas, selector, template }),
	status: some({ replicas, readyReplicas: replicas, availableReplicas: replicas }),
});

const statefulSet = object("apps/v1", "StatefulSet", {
	spec: fc.record({ replicas, selector, template }),
	status: some({ replicas, readyReplicas: replicas, updatedReplicas: replicas }),
});

const daemonSet = object("apps/v1", "DaemonSet", {
	spec: fc.record({
		selector,
		template: fc.tuple(template, labels).map(([{ spec }, nodeSelector]) => ({ spec: { ...spec, nodeSelector } })),
	}),
	status: some({
		desiredNumberScheduled: replicas,
		currentNumberScheduled: replicas,
		numberReady: replicas,
		updatedNumberScheduled: replicas,
		numberAvailable: replicas,
	}),
});

const job = object(
	"batch/v1",
	"Job",
	{
		spec: fc.record({ completions: maybe(small), parallelism: maybe(small), selector, template }),
		status: some({
			succeeded: small,
			failed: small,
			startTime: ago,
			completionTime: ago,
			conditions: fc.array(condition(["Complete", "Failed", "Suspended", "FailureTarget", "SuccessCriteriaMet"]), {
				maxLength: 4,
			}),
		}),
	},
	deleted,
);

const cronJob = object("batch/v1", "CronJob", {
	spec: fc.record({
		schedule: fc.constantFrom("", "*/5 * * * *", "@daily"),
		timeZone: maybe(fc.constantFrom("Etc/UTC", "")),
		suspend: fc.boolean(),
		jobTemplate: fc.record({ spec: fc.record({ selector, template }) }),
	}),
	status: some({ active: fc.array(fc.constant({ kind: "Job" }), { maxLength: 3 }), lastScheduleTime: ago }),
});

const message = fc.oneof(
	fc.string({ unit: "grapheme", maxLength: 20 }),
	fc
		.array(
			fc.constantFrom(
				" ",
				"\t",
				"\n",
				"\v",
				"\u0085",
				"\u00a0",
				"\u2003",
				"\u3000",
				"\u2028",
				"\u180e",
				"\ufeff",
				"\u200b",
				"a",
			),
			{ maxLength: 6 },
		)
		.map((all) => all.join("")),
);

const event = object("v1", "Event", {
	involvedObject: some({
		kind: fc.constantFrom("", "Pod", "HorizontalPodAutoscaler"),
		name,
		fieldPath: fc.constantFrom("", "spec.containers{web}"),
	}),
	type: fc.constantFrom("", "Normal", "Warning"),
	reason: fc.constantFrom("", "BackOff"),
	message,
	source: some({ component: fc.constantFrom("", "kubelet"), host: fc.constantFrom("", "node-1") }),
	reportingComponent: fc.constantFrom("", "scheduler"),
	reportingInstance: fc.constantFrom("", "scheduler-0"),
	firstTimestamp: ago,
	lastTimestamp: ago,
	eventTime: agoInMicroseconds,
	count: small,
	series: maybe(some({ count: small, lastObservedTime: agoInMicroseconds })),
});

/** Objects of every kind that has a table of ours, by its plural. */
export const generated: Readonly<Record<string, fc.Arbitrary<object>>> = {
	pods: pod,
	nodes: node,
	namespaces: namespace,
	deployments: deployment,
	replicasets: replicaSet,
	statefulsets: statefulSet,
	daemonsets: daemonSet,
	jobs: job,
	cronjobs: cronJob,
	services: service,
	events: event,
};
