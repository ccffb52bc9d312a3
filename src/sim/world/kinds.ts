import { messageName } from "../protobuf/schema.ts";

/** A column of a kind's server-side table, as a custom resource definition declares it. */
export interface PrinterColumn {
	readonly name: string;
	readonly type: "string" | "integer" | "boolean" | "date";
	readonly description: string;
	/** Above 0 only in wide output. */
	readonly priority: number;
	/** Path of the cell's value, e.g. `.status.phase`. */
	readonly jsonPath: string;
}

/** A kind that the server serves. */
export interface Kind {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	readonly plural: string;
	readonly singular: string;
	readonly shortNames: readonly string[];
	readonly categories: readonly string[];
	readonly namespaced: boolean;
	/** Full protobuf message name; undefined for custom resources, which are JSON only. */
	readonly message: string | undefined;
	readonly printerColumns: readonly PrinterColumn[];
	readonly subresources: readonly string[];
}

/** `v1` or `apps/v1`. */
export function apiVersionOf(kind: Pick<Kind, "group" | "version">): string {
	return kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
}

/** `pods` or `deployments.apps`, as messages name a resource. */
export function qualifiedName(kind: Pick<Kind, "group" | "plural">): string {
	return kind.group === "" ? kind.plural : `${kind.plural}.${kind.group}`;
}

type Extras = Partial<Pick<Kind, "categories" | "subresources">> & { readonly cluster?: boolean };

function builtIn(
	groupVersion: string,
	name: string,
	plural: string,
	shortNames: readonly string[],
	extras: Extras = {},
): Kind {
	const slash = groupVersion.indexOf("/");
	const group = slash < 0 ? "" : groupVersion.slice(0, slash);
	const version = groupVersion.slice(slash + 1);
	return {
		group,
		version,
		kind: name,
		plural,
		singular: name.toLowerCase(),
		shortNames,
		categories: extras.categories ?? [],
		namespaced: extras.cluster !== true,
		message: messageName(group, version, name),
		printerColumns: [],
		subresources: extras.subresources ?? [],
	};
}

const ALL = { categories: ["all"] };

/** Every kind served, by the name the rest of the simulation uses. */
export const kinds = {
	configMaps: builtIn("v1", "ConfigMap", "configmaps", ["cm"]),
	events: builtIn("v1", "Event", "events", ["ev"]),
	namespaces: builtIn("v1", "Namespace", "namespaces", ["ns"], { cluster: true, subresources: ["status"] }),
	nodes: builtIn("v1", "Node", "nodes", ["no"], { cluster: true, subresources: ["status"] }),
	pods: builtIn("v1", "Pod", "pods", ["po"], {
		...ALL,
		subresources: ["attach", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "status"],
	}),
	secrets: builtIn("v1", "Secret", "secrets", []),
	services: builtIn("v1", "Service", "services", ["svc"], { ...ALL, subresources: ["status"] }),
	daemonSets: builtIn("apps/v1", "DaemonSet", "daemonsets", ["ds"], { ...ALL, subresources: ["status"] }),
	deployments: builtIn("apps/v1", "Deployment", "deployments", ["deploy"], {
		...ALL,
		subresources: ["scale", "status"],
	}),
	replicaSets: builtIn("apps/v1", "ReplicaSet", "replicasets", ["rs"], { ...ALL, subresources: ["scale", "status"] }),
	statefulSets: builtIn("apps/v1", "StatefulSet", "statefulsets", ["sts"], {
		...ALL,
		subresources: ["scale", "status"],
	}),
	cronJobs: builtIn("batch/v1", "CronJob", "cronjobs", ["cj"], { ...ALL, subresources: ["status"] }),
	jobs: builtIn("batch/v1", "Job", "jobs", [], { ...ALL, subresources: ["status"] }),
	leases: builtIn("coordination.k8s.io/v1", "Lease", "leases", []),
	podDisruptionBudgets: builtIn("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", ["pdb"], {
		subresources: ["status"],
	}),
	certificates: {
		group: "cert-manager.io",
		version: "v1",
		kind: "Certificate",
		plural: "certificates",
		singular: "certificate",
		shortNames: ["cert", "certs"],
		categories: ["cert-manager"],
		namespaced: true,
		message: undefined,
		subresources: ["status"],
		printerColumns: [
			{
				name: "Ready",
				type: "string",
				description: "",
				priority: 0,
				jsonPath: '.status.conditions[?(@.type == "Ready")].status',
			},
			{ name: "Secret", type: "string", description: "", priority: 0, jsonPath: ".spec.secretName" },
			{ name: "Issuer", type: "string", description: "", priority: 1, jsonPath: ".spec.issuerRef.name" },
			{
				name: "Status",
				type: "string",
				description: "",
				priority: 1,
				jsonPath: '.status.conditions[?(@.type == "Ready")].message',
			},
			{
				name: "Age",
				type: "date",
				description: "CreationTimestamp is a timestamp representing the server time when this object was created.",
				priority: 0,
				jsonPath: ".metadata.creationTimestamp",
			},
		],
	},
} as const satisfies Record<string, Kind>;

/** All of {@link kinds}. */
export const allKinds: readonly Kind[] = Object.values(kinds);

/** The kind behind a path's group, version and plural. */
export function findKind(group: string, version: string, plural: string): Kind | undefined {
	return allKinds.find((kind) => kind.plural === plural && kind.group === group && kind.version === version);
}
