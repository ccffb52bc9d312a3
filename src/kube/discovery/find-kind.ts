import type { ApiKind, Discovery } from "./api-kind.ts";

/**
 * The kind that a user means, with kubectl's precedence: plural or singular (which is the kind in
 * lower case), then short name; each alone, as `name.group`, as `name.version.group`, or with the
 * beginning of a group's name (`storageclass.storage`). The server's order decides between groups,
 * the core group first. Upper and lower case are the same.
 *
 * @see k8s.io/client-go/restmapper/shortcut.go, k8s.io/apimachinery/pkg/api/meta/restmapper.go
 */
export function findKind(discovery: Pick<Discovery, "kinds">, name: string): ApiKind | undefined {
	const [resource = "", ...rest] = name.trim().toLowerCase().split(".");
	if (resource === "") return undefined;
	const [version = "", ...groupParts] = rest;
	return (
		withVersion(discovery.kinds, resource, version, groupParts.join(".")) ??
		inGroup(discovery.kinds, resource, rest.join("."))
	);
}

/** `deployments.v1.apps`, and `pods.v1` of the core group. */
function withVersion(kinds: readonly ApiKind[], resource: string, version: string, group: string): ApiKind | undefined {
	if (version === "") return undefined;
	const served = kinds.filter((kind) => kind.group === group && kind.versions.includes(version));
	const kind = byName(served, resource);
	return kind && { ...kind, version };
}

function inGroup(kinds: readonly ApiKind[], resource: string, group: string): ApiKind | undefined {
	if (group === "") return byName(kinds, resource);
	const exact = kinds.filter((kind) => kind.group === group);
	const beginning = kinds.filter((kind) => kind.group.startsWith(group));
	return byName(exact, resource) ?? byName(beginning, resource);
}

function byName(kinds: readonly ApiKind[], name: string): ApiKind | undefined {
	return (
		kinds.find((kind) => kind.plural === name || kind.singular === name || kind.kind.toLowerCase() === name) ??
		kinds.find((kind) => kind.shortNames.includes(name))
	);
}
