import type { ResourceIdentity, ResourceRow } from "../../src/resources/resource.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";

/** Kinds that own pods. */
const workloads = new Set(["deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs"]);

/** What else happens when an object is deleted. */
export function consequence(resource: ResourceIdentity, row: ResourceRow): SafeText {
	const does = messages.session.deletion.consequence;
	const sort = sortOf(resource);
	if (sort === "pods") return safeText(row.ownerUid === "" ? does.lonePod : does.ownedPod);
	return safeText(does[sort]);
}

/** What else happens when several objects of a kind are deleted. */
export function consequenceOfAll(resource: ResourceIdentity, rows: readonly ResourceRow[]): SafeText {
	const does = messages.session.deletion.consequenceOfAll;
	const sort = sortOf(resource);
	if (sort === "pods") return safeText(does.pods(rows.filter(({ ownerUid }) => ownerUid === "").length));
	return safeText(does[sort]);
}

function sortOf({ group, plural }: ResourceIdentity): "pods" | "namespace" | "node" | "workload" | "other" {
	if (group === "" && plural === "namespaces") return "namespace";
	if (group === "" && plural === "nodes") return "node";
	if (group === "" && plural === "pods") return "pods";
	return workloads.has(plural) ? "workload" : "other";
}
