import { PPROF_PORT } from "../profiles/demo-profiles.ts";
import { share } from "../protobuf/encode.ts";
import { ownedFields } from "./managed-fields.ts";

type JsonObject = Readonly<Record<string, unknown>>;
type Labels = Readonly<Record<string, string>>;

/** One container of a plan. Quantities are in Kubernetes' text form. */
export interface ContainerPlan {
	readonly name: string;
	readonly image: string;
	readonly port?: number;
	readonly command?: readonly string[];
	readonly args?: readonly string[];
	readonly env?: Labels;
	readonly requests?: Labels;
	readonly limits?: Labels;
	/** Path of the readiness and liveness probe; none when left out. */
	readonly probePath?: string;
	/** For init containers that keep running (sidecars). */
	readonly restartPolicy?: "Always";
}

/** What the pods of one workload have in common. */
export interface PodPlan {
	readonly labels: Labels;
	readonly annotations?: Labels;
	readonly serviceAccount?: string;
	readonly containers: readonly ContainerPlan[];
	readonly initContainers?: readonly ContainerPlan[];
	readonly restartPolicy?: "Always" | "OnFailure" | "Never";
	readonly nodeSelector?: Labels;
	readonly priorityClassName?: string;
	readonly priority?: number;
	readonly hostNetwork?: boolean;
	readonly tolerateEverything?: boolean;
	/** How long a pod bears a node that is lost. Default 300. */
	readonly lostNodeSeconds?: number;
	/** Taints borne for good. */
	readonly tolerates?: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
	/** Names of config maps and secrets that are mounted, by volume name. */
	readonly configMaps?: Labels;
}

/** A plan worked out: the parts that all its pods share, made once. */
export interface Blueprint {
	readonly plan: PodPlan;
	/** Pod spec without what is each pod's own (`nodeName`, `hostname`). */
	readonly spec: JsonObject;
	/** The same as a pod template in its owner. */
	readonly template: JsonObject;
	/** `fieldsV1` of the spec (by the controller) and of the status (by the kubelet). */
	readonly specFields: JsonObject;
	readonly statusFields: JsonObject;
	readonly qosClass: "Guaranteed" | "Burstable" | "BestEffort";
}

/** Work out a plan. */
export function makeBlueprint(plan: PodPlan): Blueprint {
	const spec = specOf(plan);
	const metadata = {
		labels: plan.labels,
		...(plan.annotations === undefined ? {} : { annotations: plan.annotations }),
	};
	return {
		plan,
		spec,
		template: share({ metadata, spec }),
		specFields: ownedFields({
			metadata: { ...metadata, generateName: "", ownerReferences: [{ uid: "owner" }] },
			spec,
		}),
		statusFields: ownedFields({
			status: {
				conditions: ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"].map((type) => ({
					type,
					lastProbeTime: null,
					lastTransitionTime: null,
					status: "",
					observedGeneration: 0,
				})),
				containerStatuses: [],
				hostIP: "",
				hostIPs: [],
				observedGeneration: 0,
				phase: "",
				podIP: "",
				podIPs: [{ ip: "pod" }],
				startTime: "",
			},
		}),
		qosClass: qosOf(plan),
	};
}

const TOKEN_VOLUME = "kube-api-access-7xq2m";

function specOf(plan: PodPlan): JsonObject {
	const account = plan.serviceAccount ?? "default";
	const mounts = Object.keys(plan.configMaps ?? {});
	const configVolumes = Object.entries(plan.configMaps ?? {}).map(([name, configMap]) =>
		share({ name, configMap: { name: configMap, defaultMode: 420 } }),
	);
	return {
		volumes: [...configVolumes, TOKEN],
		...(plan.initContainers === undefined
			? {}
			: { initContainers: plan.initContainers.map((container) => containerOf(container, mounts)) }),
		containers: plan.containers.map((container) => containerOf(container, mounts)),
		restartPolicy: plan.restartPolicy ?? "Always",
		terminationGracePeriodSeconds: 30,
		dnsPolicy: plan.hostNetwork === true ? "ClusterFirstWithHostNet" : "ClusterFirst",
		...(plan.nodeSelector === undefined ? {} : { nodeSelector: plan.nodeSelector }),
		serviceAccountName: account,
		serviceAccount: account,
		...(plan.hostNetwork === true ? { hostNetwork: true } : {}),
		securityContext: POD_SECURITY,
		schedulerName: "default-scheduler",
		tolerations: tolerationsOf(plan),
		...(plan.priorityClassName === undefined ? {} : { priorityClassName: plan.priorityClassName }),
		priority: plan.priority ?? 0,
		enableServiceLinks: true,
		preemptionPolicy: "PreemptLowerPriority",
	};
}

const POD_SECURITY = share({ runAsNonRoot: true, fsGroup: 65_532, seccompProfile: { type: "RuntimeDefault" } });

function tolerationsOf(plan: PodPlan): readonly JsonObject[] {
	if (plan.tolerateEverything === true) return [share({ operator: "Exists" })];
	const tolerationSeconds = plan.lostNodeSeconds ?? 300;
	return [
		...(plan.tolerates ?? []).map((taint) => share({ ...taint, operator: "Equal" })),
		...["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"].map((key) =>
			share({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds }),
		),
	];
}

const TOKEN = share({
	name: TOKEN_VOLUME,
	projected: {
		sources: [
			{ serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
			{ configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
			{
				downwardAPI: {
					items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
				},
			},
		],
		defaultMode: 420,
	},
});

function containerOf(plan: ContainerPlan, mounts: readonly string[]): JsonObject {
	const env = [
		...Object.entries(plan.env ?? {}).map(([name, value]) => ({ name, value })),
		{ name: "POD_IP", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } } },
		{ name: "NODE_NAME", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "spec.nodeName" } } },
	];
	return share({
		name: plan.name,
		image: plan.image,
		...(plan.command === undefined ? {} : { command: plan.command }),
		...(plan.args === undefined ? {} : { args: plan.args }),
		...(plan.port === undefined
			? {}
			: {
					ports: [
						{ name: "http", containerPort: plan.port, protocol: "TCP" },
						{ name: "pprof", containerPort: PPROF_PORT, protocol: "TCP" },
					],
				}),
		env,
		resources: {
			...(plan.limits === undefined ? {} : { limits: plan.limits }),
			...(plan.requests === undefined ? {} : { requests: plan.requests }),
		},
		...(plan.restartPolicy === undefined ? {} : { restartPolicy: plan.restartPolicy }),
		volumeMounts: [
			...mounts.map((name) => ({ name, readOnly: true, mountPath: `/etc/${name}` })),
			{ name: TOKEN_VOLUME, readOnly: true, mountPath: "/var/run/secrets/kubernetes.io/serviceaccount" },
		],
		...(plan.probePath === undefined || plan.port === undefined
			? {}
			: { livenessProbe: probe(plan.probePath, 20), readinessProbe: probe(plan.probePath, 5) }),
		terminationMessagePath: "/dev/termination-log",
		terminationMessagePolicy: "File",
		imagePullPolicy: "IfNotPresent",
		securityContext: {
			capabilities: { drop: ["ALL"] },
			readOnlyRootFilesystem: true,
			allowPrivilegeEscalation: false,
		},
	});
}

function probe(path: string, initialDelaySeconds: number): JsonObject {
	return {
		httpGet: { path, port: "http", scheme: "HTTP" },
		initialDelaySeconds,
		timeoutSeconds: 2,
		periodSeconds: 10,
		successThreshold: 1,
		failureThreshold: 3,
	};
}

/** @see k8s.io/kubernetes `pkg/apis/core/v1/helper/qos` */
function qosOf(plan: PodPlan): Blueprint["qosClass"] {
	const all = [...plan.containers, ...(plan.initContainers ?? [])];
	if (all.every((container) => container.requests === undefined && container.limits === undefined)) return "BestEffort";
	const exact = all.every(({ requests = {}, limits = {} }) =>
		["cpu", "memory"].every((name) => limits[name] !== undefined && (requests[name] ?? limits[name]) === limits[name]),
	);
	return exact ? "Guaranteed" : "Burstable";
}
