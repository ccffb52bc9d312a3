import type { KubeObject } from "../world/kube-object.ts";
import { since } from "./age.ts";
import { labelText, NONE } from "./printer.ts";

interface ServiceSpec {
	readonly type?: string;
	readonly clusterIP?: string;
	readonly clusterIPs?: readonly string[];
	readonly externalIPs?: readonly string[];
	readonly externalName?: string;
	readonly selector?: Readonly<Record<string, string>>;
	readonly ports?: readonly { readonly port: number; readonly protocol?: string; readonly nodePort?: number }[];
}

interface ServiceStatus {
	readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
}

/** Name, type, cluster IP, external IP, ports, age; selector. */
export function serviceCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const spec = (object["spec"] ?? {}) as ServiceSpec;
	const ports = (spec.ports ?? []).map(
		({ port, protocol = "TCP", nodePort }) => `${nodePort ? `${port}:${nodePort}` : port}/${protocol}`,
	);
	return [
		object.metadata.name,
		spec.type ?? "ClusterIP",
		spec.clusterIPs?.[0] || spec.clusterIP || NONE,
		externalOf(spec, object["status"] ?? {}),
		ports.length === 0 ? NONE : ports.join(","),
		since(object.metadata.creationTimestamp, nowMs),
		labelText(spec.selector),
	];
}

function externalOf(spec: ServiceSpec, status: ServiceStatus): string {
	if (spec.type === "ExternalName") return spec.externalName ?? "";
	const balanced = spec.type === "LoadBalancer" ? balancersOf(status) : [];
	const all = [...balanced, ...(spec.externalIPs ?? [])];
	if (all.length > 0) return all.join(",");
	return spec.type === "LoadBalancer" ? "<pending>" : NONE;
}

function balancersOf({ loadBalancer }: ServiceStatus): readonly string[] {
	const names = (loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || "");
	return [...new Set(names.filter((name) => name !== ""))].sort();
}
