import { kinds } from "../../world/kinds.ts";
import { timeText } from "../../world/kube-object.ts";
import type { World } from "../../world/scenario.ts";
import { namespaces, workloads } from "./company.ts";

const DAY_MS = 86_400_000;

/** All that stands still: namespaces, services, config maps, (fake) secrets and certificates. */
export function addFurniture(world: World): void {
	const { store, clock } = world;
	const daysAgo = (days: number): string => timeText(clock.now() - days * DAY_MS);
	for (const [name, team] of [...namespaces, ["kube-node-lease", "platform"], ["kube-public", "platform"]] as const) {
		store.create(kinds.namespaces, {
			metadata: { name, creationTimestamp: daysAgo(541), labels: { "kubernetes.io/metadata.name": name, team } },
			spec: { finalizers: ["kubernetes"] },
			status: { phase: "Active" },
		});
	}
	addService(world, { namespace: "default", name: "kubernetes", app: "", port: 443, ageDays: 541 }, 1);
	for (const [index, plan] of workloads.entries()) {
		const { namespace, name, ageDays } = plan;
		if (plan.kind !== "DaemonSet") {
			const headless = plan.kind === "StatefulSet";
			addService(world, { namespace, name, app: name, port: plan.port ?? 9000, ageDays, headless }, index + 10);
		}
		store.create(kinds.configMaps, {
			metadata: { name: `${name}-config`, namespace, creationTimestamp: daysAgo(ageDays), labels: { app: name } },
			data: { "config.yaml": `log:\n  level: info\n  format: json\nserver:\n  port: ${plan.port ?? 9000}\n` },
		});
		// Not a secret of anybody's: there to be masked.
		store.create(kinds.secrets, {
			metadata: { name: `${name}-credentials`, namespace, creationTimestamp: daysAgo(ageDays), labels: { app: name } },
			type: "Opaque",
			data: { username: base64(name), password: base64(`not-a-secret-${world.random.suffix(12)}`) },
		});
	}
	for (const [namespace, name] of [
		["checkout", "web"],
		["payments", "api"],
		["catalog", "api"],
		["ingress", "gateway"],
	] as const) {
		addCertificate(world, namespace, name);
	}
}

function base64(text: string): string {
	return Buffer.from(text).toString("base64");
}

interface ServicePlan {
	readonly namespace: string;
	readonly name: string;
	readonly app: string;
	readonly port: number;
	readonly ageDays: number;
	readonly headless?: boolean;
}

function addService({ store, clock }: World, plan: ServicePlan, index: number): void {
	const { namespace, name, app, port } = plan;
	const clusterIP = plan.headless === true ? "None" : `10.96.${index >> 8}.${index & 255}`;
	const balanced = namespace === "ingress" && name === "gateway";
	store.create(kinds.services, {
		metadata: {
			name,
			namespace,
			creationTimestamp: timeText(clock.now() - plan.ageDays * DAY_MS),
			...(app === "" ? {} : { labels: { app } }),
		},
		spec: {
			ports: [
				{
					name: "http",
					protocol: "TCP",
					port: balanced ? 443 : port,
					targetPort: balanced ? "http" : port,
					...(balanced ? { nodePort: 31_443 } : {}),
				},
			],
			...(app === "" ? {} : { selector: { app } }),
			clusterIP,
			clusterIPs: [clusterIP],
			type: balanced ? "LoadBalancer" : "ClusterIP",
			sessionAffinity: "None",
			ipFamilies: ["IPv4"],
			ipFamilyPolicy: "SingleStack",
			internalTrafficPolicy: "Cluster",
		},
		status: { loadBalancer: balanced ? { ingress: [{ ip: "203.0.113.10" }] } : {} },
	});
}

/** A custom resource: what a controller outside Kubernetes keeps. */
function addCertificate({ store, clock }: World, namespace: string, name: string): void {
	const nowMs = clock.now();
	store.create(kinds.certificates, {
		metadata: {
			name: `${name}-tls`,
			namespace,
			generation: 1,
			creationTimestamp: timeText(nowMs - 200 * DAY_MS),
			labels: { app: name },
		},
		spec: {
			secretName: `${name}-tls`,
			dnsNames: [`${name}.${namespace}.example.com`],
			issuerRef: { name: "company-ca", kind: "ClusterIssuer", group: "cert-manager.io" },
		},
		status: {
			conditions: [
				{
					type: "Ready",
					status: "True",
					reason: "Ready",
					message: "Certificate is up to date and has not expired",
					lastTransitionTime: timeText(nowMs - 20 * DAY_MS),
					observedGeneration: 1,
				},
			],
			notBefore: timeText(nowMs - 20 * DAY_MS),
			notAfter: timeText(nowMs + 70 * DAY_MS),
			renewalTime: timeText(nowMs + 40 * DAY_MS),
			revision: 4,
		},
	});
}
