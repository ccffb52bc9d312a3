import { internText } from "../kube/wire/intern.ts";
import { labelText, metadataRow, metadataShape } from "../kube/wire/metadata.ts";
import type { Picked } from "../kube/wire/shape.ts";
import type { Tone } from "../table/column.ts";
import { defineResource, type ResourceRow } from "./resource.ts";
import { ageColumn, NONE, nameColumn, namespaceColumn, selectorColumn } from "./standard-columns.ts";

/** A service, as a table keeps it. */
export interface ServiceRow extends ResourceRow {
	readonly type: string;
	/** `None` for a headless service, empty where there is none at all. */
	readonly clusterIp: string;
	/** EXTERNAL-IP as kubectl prints it with `-o wide`. */
	readonly externalIp: string;
	/** PORT(S) as kubectl prints it, e.g. `80:30080/TCP`; empty where there are none. */
	readonly ports: string;
	/** Selector in canonical form; empty where endpoints are made by hand. */
	readonly selector: string;
}

/** What kubectl prints until a load balancer has got an address. */
const PENDING = "<pending>";

const shape = {
	metadata: metadataShape,
	spec: {
		type: "string",
		clusterIP: "string",
		externalIPs: ["string"],
		externalName: "string",
		ports: [{ port: "int", nodePort: "int", protocol: "string" }],
		selector: "stringMap",
	},
	status: { loadBalancer: { ingress: [{ ip: "string", hostname: "string" }] } },
} as const;

type Service = Picked<typeof shape>;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printService` */
export const services = defineResource<typeof shape, ServiceRow>({
	id: "services",
	group: "",
	version: "v1",
	plural: "services",
	kind: "Service",
	shortNames: ["svc"],
	namespaced: true,
	message: "k8s.io.api.core.v1.Service",
	shape,
	project: (service) => ({
		...metadataRow(service.metadata),
		type: service.spec.type,
		clusterIp: service.spec.clusterIP,
		externalIp: externalIp(service),
		ports: ports(service),
		selector: labelText(service.spec.selector),
	}),
	columns: [
		namespaceColumn,
		nameColumn,
		{ id: "type", title: "TYPE", priority: 0, minWidth: 12, text: (row) => row.type },
		{
			id: "cluster-ip",
			title: "CLUSTER-IP",
			priority: 2,
			minWidth: 15,
			sortKey: "I",
			text: (row) => row.clusterIp || NONE,
		},
		{
			id: "external-ip",
			title: "EXTERNAL-IP",
			priority: 3,
			maxWidth: 48,
			text: (row) => row.externalIp,
			tone: (row) => (row.externalIp === PENDING ? "attention" : "plain"),
		},
		{ id: "ports", title: "PORT(S)", priority: 1, minWidth: 12, maxWidth: 40, text: (row) => row.ports || NONE },
		ageColumn,
		selectorColumn,
	],
	health: ({ externalIp: address }): Tone => (address === PENDING ? "attention" : "ok"),
	drillDown: ({ namespace, selector }) =>
		selector === "" ? undefined : { to: "pods", select: { by: "selector", namespace, selector } },
});

function externalIp({ spec, status }: Service): string {
	switch (spec.type) {
		case "ClusterIP":
		case "NodePort":
			return spec.externalIPs.join(",") || NONE;
		case "LoadBalancer": {
			const given = status.loadBalancer.ingress.map(({ ip, hostname }) => ip || hostname).filter((one) => one !== "");
			return [...[...new Set(given)].sort(), ...spec.externalIPs].join(",") || PENDING;
		}
		case "ExternalName":
			return spec.externalName;
		default:
			return "<unknown>";
	}
}

function ports({ spec }: Service): string {
	const texts = spec.ports.map(({ port, nodePort, protocol }) =>
		nodePort > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
	);
	return internText(texts.join(","));
}
