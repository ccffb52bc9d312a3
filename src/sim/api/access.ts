import type { ResourcePath } from "./request-path.ts";
import { forbidden, forbiddenPath } from "./status.ts";

/** What a user may do: verbs on resources, everywhere or in one namespace. `*` is any. */
export interface AccessRule {
	readonly verbs: readonly string[];
	readonly groups: readonly string[];
	readonly resources: readonly string[];
	/** Undefined = in all namespaces and at the cluster scope. */
	readonly namespace?: string;
}

/** Who asks. */
export interface User {
	readonly name: string;
	readonly groups: readonly string[];
	readonly rules: readonly AccessRule[];
	/** Namespace of the user's context in a kubeconfig. */
	readonly namespace?: string;
}

/** What is asked of the authoriser. */
export interface AccessRequest {
	readonly verb: string;
	readonly group: string;
	readonly resource: string;
	readonly subresource?: string;
	readonly namespace?: string;
}

/** The user behind a request without credentials. */
export const anonymous: User = { name: "system:anonymous", groups: ["system:unauthenticated"], rules: [] };

/** May do everything. */
export const admin: User = {
	name: "admin",
	groups: ["platform-admins", "system:authenticated"],
	rules: [{ verbs: ["*"], groups: ["*"], resources: ["*"] }],
};

/** A developer confined to one namespace, who may not even list namespaces. */
export function developer(namespace: string): User {
	const read = { verbs: ["get", "list", "watch"], namespace };
	return {
		name: "dev",
		groups: ["developers", "system:authenticated"],
		namespace,
		rules: [
			{
				...read,
				groups: [""],
				resources: ["pods", "pods/log", "services", "configmaps", "events"],
			},
			{ ...read, groups: ["apps", "batch", "metrics.k8s.io"], resources: ["*"] },
			{ verbs: ["delete"], groups: [""], resources: ["pods"], namespace },
			{ verbs: ["patch", "update"], groups: ["apps"], resources: ["deployments"], namespace },
		],
	};
}

/** Whether a user's rules allow something. */
export function allows(user: User, request: AccessRequest): boolean {
	const resource = request.subresource ? `${request.resource}/${request.subresource}` : request.resource;
	return user.rules.some(
		(rule) =>
			has(rule.verbs, request.verb) &&
			has(rule.groups, request.group) &&
			has(rule.resources, resource) &&
			(rule.namespace === undefined || rule.namespace === request.namespace),
	);
}

function has(list: readonly string[], value: string): boolean {
	return list.includes("*") || list.includes(value);
}

/** Refuse a request on a resource that the user's rules do not allow. @throws StatusError 403 */
export function checkResource(user: User, verb: string, path: ResourcePath): void {
	const { group, plural: resource, subresource, namespace } = path;
	const request = {
		verb,
		group,
		resource,
		...(subresource === undefined ? {} : { subresource }),
		...(namespace === undefined ? {} : { namespace }),
	};
	if (allows(user, request)) return;
	const full = subresource === undefined ? resource : `${resource}/${subresource}`;
	const where = namespace === undefined ? "at the cluster scope" : `in the namespace "${namespace}"`;
	const why = `User "${user.name}" cannot ${verb} resource "${full}" in API group "${group}" ${where}`;
	throw forbidden({ group, plural: resource }, path.name, why);
}

const PUBLIC_PATHS = ["/healthz", "/livez", "/readyz", "/version"];

/** Refuse a path that is no resource to those who have not said who they are. @throws StatusError 403 */
export function checkPath(user: User, method: string, pathname: string): void {
	if (user.groups.includes("system:authenticated") || PUBLIC_PATHS.includes(pathname)) return;
	throw forbiddenPath(user.name, method.toLowerCase(), pathname);
}
