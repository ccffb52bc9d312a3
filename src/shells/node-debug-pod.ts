import { type DebugWish, debugContainer } from "./debug-container.ts";
import { nodeOpenings } from "./debug-profile.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Where debug pods of nodes live, and nothing else. */
export const DEBUG_NAMESPACE = "yagura-debug";

/** However the program ends, the cluster ends the pod after so long. */
export const DEADLINE_SECONDS = 900;

/** What everything of ours is known by. */
const labels = { "app.kubernetes.io/managed-by": "yagura", "app.kubernetes.io/component": "node-debug" };

/** The namespace of debug pods, which may do what their profile says wherever that is restricted by namespace. */
export function debugNamespace(): JsonObject {
	return {
		apiVersion: "v1",
		kind: "Namespace",
		metadata: {
			name: DEBUG_NAMESPACE,
			labels: { ...labels, "pod-security.kubernetes.io/enforce": "privileged" },
		},
	};
}

/** A pod on a node, whatever keeps others away from it; it ends by itself and is started once. */
export function nodeDebugPod(node: string, name: string, wish: DebugWish): JsonObject {
	const { namespaces, disk } = nodeOpenings(wish.profile);
	const container = debugContainer(wish, "node");
	return {
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name, namespace: DEBUG_NAMESPACE, labels },
		spec: {
			nodeName: node,
			activeDeadlineSeconds: DEADLINE_SECONDS,
			restartPolicy: "Never",
			terminationGracePeriodSeconds: 1,
			automountServiceAccountToken: false,
			tolerations: [{ operator: "Exists" }],
			...(namespaces ? { hostNetwork: true, hostPID: true, hostIPC: true } : {}),
			containers: [disk ? { ...container, volumeMounts: [{ mountPath: "/host", name: "host-root" }] } : container],
			...(disk ? { volumes: [{ name: "host-root", hostPath: { path: "/" } }] } : {}),
		},
	};
}
