/** A pod as a busy cluster has it: injected environment, probes, projected token, managed fields. */
export function benchPod(index: number): Record<string, unknown> {
	const app = `service-${index % 120}`;
	const replicaSet = `${app}-${hex(index % 120, 10)}`;
	const name = `${replicaSet}-${hex(index, 5)}`;
	const uid = `${hex(index, 8)}-4f1c-4c77-9a55-${hex(index * 7919, 12)}`;
	const image = `registry.example.internal/shop/${app}:v1.${index % 40}.0`;
	const startTime = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString().replace(".000Z", "Z");
	const labels = {
		app,
		"app.kubernetes.io/name": app,
		"app.kubernetes.io/part-of": "shop",
		"pod-template-hash": hex(index % 120, 10),
	};
	const containers = [container(app, image), container("proxy", "registry.example.internal/mesh/proxy:v3.2.1")];
	return {
		kind: "Pod",
		apiVersion: "v1",
		metadata: {
			name,
			generateName: `${replicaSet}-`,
			namespace: `team-${index % 20}`,
			uid,
			resourceVersion: String(1_000_000 + index),
			creationTimestamp: startTime,
			labels,
			annotations: {
				"prometheus.io/scrape": "true",
				"prometheus.io/port": "8080",
				"mesh.example/config": "x".repeat(300),
			},
			ownerReferences: [
				{
					apiVersion: "apps/v1",
					kind: "ReplicaSet",
					name: replicaSet,
					uid: `${hex(index % 120, 8)}-rs`,
					controller: true,
					blockOwnerDeletion: true,
				},
			],
			managedFields: [managedBy("kube-controller-manager", startTime, 60), managedBy("kubelet", startTime, 50)],
		},
		spec: {
			volumes: [
				{
					name: "token",
					projected: { sources: [{ serviceAccountToken: { expirationSeconds: 3607, path: "token" } }] },
				},
			],
			containers,
			restartPolicy: "Always",
			terminationGracePeriodSeconds: 30,
			dnsPolicy: "ClusterFirst",
			serviceAccountName: app,
			nodeName: `worker-${index % 200}.zone-${index % 3}.example.internal`,
			schedulerName: "default-scheduler",
			priority: 0,
			enableServiceLinks: true,
			tolerations: ["not-ready", "unreachable"].map((key) => ({
				key: `node.kubernetes.io/${key}`,
				operator: "Exists",
				effect: "NoExecute",
				tolerationSeconds: 300,
			})),
		},
		status: {
			phase: "Running",
			conditions: ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"].map(
				(type) => ({
					type,
					status: "True",
					lastProbeTime: null,
					lastTransitionTime: startTime,
				}),
			),
			hostIP: `10.0.${index % 200}.1`,
			podIP: `10.${64 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`,
			startTime,
			containerStatuses: containers.map((one, at) => ({
				name: one.name,
				state: { running: { startedAt: startTime } },
				lastState: {},
				ready: true,
				restartCount: at === 0 && index % 50 === 0 ? 3 : 0,
				image: one.image,
				imageID: `${one.image}@sha256:${hex(index % 40, 64)}`,
				containerID: `containerd://${hex(index * 31 + at, 64)}`,
				started: true,
			})),
			qosClass: "Burstable",
		},
	};
}

function container(name: string, image: string) {
	const probe = {
		httpGet: { path: "/healthz", port: 8080, scheme: "HTTP" },
		timeoutSeconds: 1,
		periodSeconds: 10,
		successThreshold: 1,
		failureThreshold: 3,
	};
	return {
		name,
		image,
		ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
		env: Array.from({ length: 12 }, (_, at) => ({ name: `SETTING_NUMBER_${at}`, value: `value of setting ${at}` })),
		resources: { limits: { cpu: "1", memory: "512Mi" }, requests: { cpu: "250m", memory: "256Mi" } },
		volumeMounts: [{ name: "token", readOnly: true, mountPath: "/var/run/secrets/kubernetes.io/serviceaccount" }],
		livenessProbe: probe,
		readinessProbe: probe,
		terminationMessagePath: "/dev/termination-log",
		imagePullPolicy: "IfNotPresent",
	};
}

function managedBy(manager: string, time: string, fieldCount: number) {
	const fields = Object.fromEntries(Array.from({ length: fieldCount }, (_, at) => [`f:fieldOfNumber${at}`, {}]));
	return {
		manager,
		operation: "Update",
		apiVersion: "v1",
		time,
		fieldsType: "FieldsV1",
		fieldsV1: { "f:metadata": fields },
	};
}

function hex(value: number, digits: number): string {
	return (value * 2_654_435_761).toString(16).padStart(digits, "0").slice(-digits);
}
