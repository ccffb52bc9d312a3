import { containers } from "./containers.ts";
import { cronjobs } from "./cronjobs.ts";
import { daemonsets } from "./daemonsets.ts";
import { deployments } from "./deployments.ts";
import { events } from "./events.ts";
import { jobs } from "./jobs.ts";
import { namespaces } from "./namespaces.ts";
import { nodes } from "./nodes.ts";
import { pods } from "./pods.ts";
import { replicasets } from "./replicasets.ts";
import type { DerivedKind, Resource, ResourceIdentity } from "./resource.ts";
import { services } from "./services.ts";
import { statefulsets } from "./statefulsets.ts";

/** Every kind with a view of its own. A new kind is one file and one line here. */
export const resources: readonly Resource[] = [
	pods,
	nodes,
	namespaces,
	deployments,
	replicasets,
	statefulsets,
	daemonsets,
	jobs,
	cronjobs,
	services,
	events,
];

/** Kinds made out of the rows of others. */
const derivedKinds: readonly DerivedKind[] = [containers];

/** The declared kind by id, plural, kind or short name, whatever its case: `po`, `pod`, `pods`. */
export function findResource(name: string): Resource | undefined {
	const wanted = name.toLowerCase();
	return resources.find((resource) => namesOf(resource).includes(wanted));
}

/** Any table that can be shown, by id: a declared kind, or one derived from another such as `containers`. */
export function findTable(id: string): Resource | DerivedKind | undefined {
	return derivedKinds.find((kind) => kind.id === id) ?? findResource(id);
}

/** Every name by which a kind can be asked for, in lower case. */
export function namesOf({ id, plural, kind, shortNames }: ResourceIdentity): readonly string[] {
	return [...new Set([id, plural, kind, ...shortNames].map((name) => name.toLowerCase()))];
}
