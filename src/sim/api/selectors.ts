import type { KubeObject } from "../world/kube-object.ts";
import { badRequest } from "./status.ts";

/** Whether an object belongs to a list or watch. */
export type Predicate = (object: KubeObject) => boolean;

const everything: Predicate = () => true;

/**
 * Parse the text form of a label selector: `a=b`, `a==b`, `a!=b`, `a`, `!a`, `a in (b,c)`,
 * `a notin (b,c)`, joined by commas.
 *
 * @throws StatusError 400
 */
function parseLabelSelector(text: string): Predicate {
	if (text.trim() === "") return everything;
	const requirements = text.split(/,(?![^(]*\))/).map((part) => labelRequirement(part.trim()));
	return (object) => requirements.every((matches) => matches(object.metadata.labels ?? {}));
}

function labelRequirement(text: string): (labels: Readonly<Record<string, string>>) => boolean {
	const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
	if (set !== null) {
		const [, key = "", operator, list = ""] = set;
		const values = new Set(list.split(",").map((value) => value.trim()));
		if (operator === "in") return (labels) => labels[key] !== undefined && values.has(labels[key]);
		return (labels) => labels[key] === undefined || !values.has(labels[key]);
	}
	const comparison = /^([^!=\s]+)\s*(==|!=|=)\s*(\S*)$/.exec(text);
	if (comparison !== null) {
		const [, key = "", operator, value = ""] = comparison;
		return operator === "!=" ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
	}
	const presence = /^(!?)\s*([\w./-]+)$/.exec(text);
	if (presence === null) throw badRequest(`unable to parse requirement: ${JSON.stringify(text)}`);
	const [, negated, key = ""] = presence;
	return negated === "!" ? (labels) => labels[key] === undefined : (labels) => labels[key] !== undefined;
}

/** Fields that a kind can be selected by, besides `metadata.name` and `metadata.namespace`. */
const selectableFields: Readonly<Record<string, readonly string[]>> = {
	Pod: [
		"spec.nodeName",
		"spec.restartPolicy",
		"spec.schedulerName",
		"spec.serviceAccountName",
		"status.phase",
		"status.podIP",
	],
	Event: [
		...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map(
			(field) => `involvedObject.${field}`,
		),
		"reason",
		"reportingComponent",
		"source",
		"type",
	],
	Node: ["spec.unschedulable"],
	Namespace: ["status.phase"],
	Job: ["status.successful"],
	ReplicaSet: ["status.replicas"],
	Secret: ["type"],
};

/**
 * Parse the text form of a field selector: `field=value` and `field!=value`, joined by commas.
 *
 * @throws StatusError 400 for a field the kind cannot be selected by
 */
function parseFieldSelector(text: string, kind: string): Predicate {
	if (text.trim() === "") return everything;
	const requirements = text.split(",").map((part) => {
		const match = /^([^!=]+)(==|!=|=)(.*)$/.exec(part.trim());
		if (match === null) throw badRequest(`invalid field selector: ${JSON.stringify(part)}`);
		const [, field = "", operator, value = ""] = match;
		if (!["metadata.name", "metadata.namespace", ...(selectableFields[kind] ?? [])].includes(field)) {
			throw badRequest(`field label not supported: ${field}`);
		}
		const path = field === "source" ? ["source", "component"] : field.split(".");
		return (object: KubeObject) => (fieldText(object, path) === value) === (operator !== "!=");
	});
	return (object) => requirements.every((matches) => matches(object));
}

function fieldText(object: unknown, path: readonly string[]): string {
	let value = object;
	for (const name of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** Both selectors and the namespace of a request; `all` when nothing is left out. */
export function predicateOf(
	query: URLSearchParams,
	kind: string,
	namespace: string | undefined,
): { readonly matches: Predicate; readonly all: boolean } {
	const labelText = query.get("labelSelector") ?? "";
	const fieldSelector = query.get("fieldSelector") ?? "";
	const byLabel = parseLabelSelector(labelText);
	const byField = parseFieldSelector(fieldSelector, kind);
	return {
		all: labelText === "" && fieldSelector === "",
		matches: (object) =>
			(namespace === undefined || object.metadata.namespace === namespace) && byLabel(object) && byField(object),
	};
}
