import { apply, kubectl } from "./kubectl.ts";

const namespace = "one-of-each";
const metadata = { name: "one", namespace, labels: { app: "one" } };
const selector = { matchLabels: { app: "one" } };
const template = {
	metadata: { labels: { app: "one" }, annotations: { "example.com/text": "日本 🙂" } },
	spec: {
		restartPolicy: "Always",
		priority: 0,
		securityContext: { supplementalGroups: [1, 200], runAsUser: 0 },
		tolerations: [{ operator: "Exists" }],
		volumes: [
			{ name: "scratch", emptyDir: { sizeLimit: "1Mi" } },
			{ name: "config", configMap: { name: "one", optional: true } },
			{
				name: "all",
				projected: { sources: [{ downwardAPI: { items: [{ path: "n", fieldRef: { fieldPath: "metadata.name" } }] } }] },
			},
		],
		containers: [
			{
				name: "main",
				image: "example.com/one:1",
				args: ["", "-v"],
				env: [
					{ name: "A", value: "" },
					{ name: "B", valueFrom: { resourceFieldRef: { resource: "limits.cpu", divisor: "1m" } } },
				],
				resources: { requests: { cpu: "0.25", memory: "1e6" }, limits: { cpu: "1" } },
				livenessProbe: { httpGet: { port: "http", path: "/" }, periodSeconds: 30 },
				readinessProbe: { tcpSocket: { port: 8080 } },
				ports: [{ name: "http", containerPort: 8080 }],
			},
		],
	},
};
const jobTemplate = { ...template, spec: { ...template.spec, restartPolicy: "Never" } };
const quota = { cpu: "10", memory: "1Gi", pods: "20" };

/** Every built-in kind of the field tables, in a namespace of its own, with fields of every form. */
export async function createOneOfEach(): Promise<void> {
	await apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
	await apply(
		{ apiVersion: "v1", kind: "ConfigMap", metadata, data: { a: "1", __prot: "2" }, binaryData: { b: "AAEC" } },
		{ apiVersion: "v1", kind: "Secret", metadata, data: { a: "AAEC" } },
		{ apiVersion: "v1", kind: "ServiceAccount", metadata },
		{ apiVersion: "v1", kind: "ResourceQuota", metadata, spec: { hard: quota } },
		{
			apiVersion: "v1",
			kind: "LimitRange",
			metadata,
			spec: { limits: [{ type: "Container", default: { cpu: "1" }, max: { cpu: "2" } }] },
		},
		{
			apiVersion: "v1",
			kind: "ReplicationController",
			metadata: { ...metadata, name: "rc" },
			spec: { replicas: 0, template },
		},
		{
			apiVersion: "v1",
			kind: "Service",
			metadata,
			spec: {
				selector: { app: "one" },
				ports: [
					{ name: "a", port: 80, targetPort: "http" },
					{ name: "b", port: 81, targetPort: 8080 },
					{ name: "c", port: 82 },
				],
			},
		},
		{
			apiVersion: "v1",
			kind: "PersistentVolume",
			metadata: { name: "one" },
			spec: {
				capacity: { storage: "1Gi" },
				accessModes: ["ReadWriteOnce"],
				hostPath: { path: "/nowhere" },
				storageClassName: "one",
			},
		},
		{
			apiVersion: "v1",
			kind: "PersistentVolumeClaim",
			metadata,
			spec: { accessModes: ["ReadWriteOnce"], storageClassName: "one", resources: { requests: { storage: "1Gi" } } },
		},
		{
			apiVersion: "storage.k8s.io/v1",
			kind: "StorageClass",
			metadata: { name: "one" },
			provisioner: "example.com/none",
			parameters: { a: "b" },
		},
		{
			apiVersion: "apps/v1",
			kind: "Deployment",
			metadata,
			spec: { replicas: 2, selector, template, strategy: { rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } } },
		},
		{
			apiVersion: "apps/v1",
			kind: "StatefulSet",
			metadata,
			spec: {
				serviceName: "one",
				replicas: 1,
				selector: { matchLabels: { app: "set" } },
				template: { ...template, metadata: { labels: { app: "set" } } },
			},
		},
		{
			apiVersion: "apps/v1",
			kind: "DaemonSet",
			metadata,
			spec: {
				selector: { matchLabels: { app: "each" } },
				template: { ...template, metadata: { labels: { app: "each" } } },
			},
		},
		{ apiVersion: "batch/v1", kind: "Job", metadata, spec: { parallelism: 0, template: jobTemplate } },
		{
			apiVersion: "batch/v1",
			kind: "CronJob",
			metadata,
			spec: {
				schedule: "0 0 1 1 *",
				suspend: false,
				timeZone: "Etc/UTC",
				jobTemplate: { spec: { template: jobTemplate } },
			},
		},
		{
			apiVersion: "networking.k8s.io/v1",
			kind: "Ingress",
			metadata,
			spec: {
				rules: [
					{
						host: "one.example.com",
						http: {
							paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "one", port: { number: 80 } } } }],
						},
					},
				],
			},
		},
		{
			apiVersion: "networking.k8s.io/v1",
			kind: "IngressClass",
			metadata: { name: "one" },
			spec: { controller: "example.com/none" },
		},
		{
			apiVersion: "networking.k8s.io/v1",
			kind: "NetworkPolicy",
			metadata,
			spec: {
				podSelector: {},
				ingress: [
					{ ports: [{ port: "http" }, { port: 80, endPort: 90 }], from: [{ ipBlock: { cidr: "192.0.2.0/24" } }] },
				],
			},
		},
		{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata, spec: { minAvailable: "50%", selector } },
		{
			apiVersion: "autoscaling/v2",
			kind: "HorizontalPodAutoscaler",
			metadata,
			spec: {
				scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "one" },
				maxReplicas: 2,
				metrics: [
					{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
				],
			},
		},
		{
			apiVersion: "rbac.authorization.k8s.io/v1",
			kind: "Role",
			metadata,
			rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
		},
		{
			apiVersion: "rbac.authorization.k8s.io/v1",
			kind: "RoleBinding",
			metadata,
			roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "one" },
			subjects: [{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: "nobody" }],
		},
		{
			apiVersion: "events.k8s.io/v1",
			kind: "Event",
			metadata,
			eventTime: "2026-01-01T00:00:00.123456Z",
			type: "Normal",
			reason: "Created",
			action: "Create",
			note: "with microseconds",
			reportingController: "example.com/test",
			reportingInstance: "one",
			regarding: { kind: "Pod", namespace, name: "one" },
		},
		{
			apiVersion: "apiextensions.k8s.io/v1",
			kind: "CustomResourceDefinition",
			metadata: { name: "shops.example.com" },
			spec: {
				group: "example.com",
				scope: "Namespaced",
				names: { plural: "shops", singular: "shop", kind: "Shop", listKind: "ShopList" },
				versions: [
					{
						name: "v1",
						served: true,
						storage: true,
						schema: {
							openAPIV3Schema: {
								type: "object",
								properties: { spec: { type: "object", properties: { open: { type: "boolean" } } } },
							},
						},
						additionalPrinterColumns: [{ name: "Open", type: "boolean", jsonPath: ".spec.open", priority: 1 }],
					},
				],
			},
		},
	);
	await kubectl(["wait", "crd/shops.example.com", "--for", "condition=Established", "--timeout", "30s"]);
	await apply({ apiVersion: "example.com/v1", kind: "Shop", metadata, spec: { open: true } });
	await kubectl([
		"wait",
		"deployment/one",
		"--namespace",
		namespace,
		"--for",
		"jsonpath={.status.replicas}=2",
		"--timeout",
		"60s",
	]);
}

/** Take them all away again. */
export async function deleteOneOfEach(): Promise<void> {
	await kubectl(["delete", "namespace", namespace, "--wait=false"]);
	await kubectl(["delete", "pv/one", "storageclass/one", "ingressclass/one", "crd/shops.example.com", "--wait=false"]);
}
