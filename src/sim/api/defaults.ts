import { type Kind, kinds } from "../world/kinds.ts";
import type { Draft } from "../world/kube-object.ts";
import type { Random } from "../world/random.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** What the API server fills in of an object that a client creates, as far as anybody here looks at it. */
export function withDefaults(kind: Kind, random: Random, draft: Draft): Draft {
	const spec = (draft["spec"] ?? {}) as JsonObject;
	const metadata = kind.subresources.includes("status") ? { generation: 1, ...draft.metadata } : draft.metadata;
	const fields = { ...draft, metadata };
	switch (kind) {
		case kinds.pods:
			return { status: { phase: "Pending", qosClass: "BestEffort" }, ...fields };
		case kinds.namespaces:
			return { status: { phase: "Active" }, ...fields, spec: { finalizers: ["kubernetes"], ...spec } };
		case kinds.services:
			return { status: { loadBalancer: {} }, ...fields, spec: serviceSpec(spec, random) };
		case kinds.deployments:
			return { status: {}, ...fields, spec: { replicas: 1, strategy: ROLLING, progressDeadlineSeconds: 600, ...spec } };
		case kinds.replicaSets:
		case kinds.statefulSets:
			return { status: { replicas: 0 }, ...fields, spec: { replicas: 1, ...spec } };
		case kinds.podDisruptionBudgets:
			return { status: {}, ...fields };
		case kinds.secrets:
			return { type: "Opaque", ...fields };
		default:
			return fields;
	}
}

const ROLLING = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "25%", maxSurge: "25%" } };

function serviceSpec(spec: JsonObject, random: Random): JsonObject {
	const ports = (spec["ports"] ?? []) as readonly JsonObject[];
	const clusterIP = spec["clusterIP"] ?? `10.96.${100 + random.below(100)}.${1 + random.below(250)}`;
	return {
		type: "ClusterIP",
		sessionAffinity: "None",
		clusterIP,
		clusterIPs: [clusterIP],
		...spec,
		ports: ports.map((port) => ({ protocol: "TCP", targetPort: port["port"], ...port })),
	};
}
