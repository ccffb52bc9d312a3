import { allKinds, apiVersionOf, type Kind } from "../world/kinds.ts";
import { parseAccept } from "./negotiate.ts";
import { openApi } from "./open-api.ts";
import { jsonReply, type Reply, textReply } from "./reply.ts";
import { noSuchResource } from "./status.ts";
import { subresource } from "./subresources.ts";

type JsonObject = Readonly<Record<string, unknown>>;

const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

/** A resource as discovery tells of it. */
interface ServedResource extends Pick<Kind, "group" | "version" | "kind" | "plural" | "singular" | "namespaced"> {
	readonly shortNames: readonly string[];
	readonly categories: readonly string[];
	readonly subresources: readonly string[];
	readonly verbs: readonly string[];
}

/** What the server serves besides the kinds it stores. */
const virtualResources: readonly ServedResource[] = [
	virtual("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", false, ["create"]),
	virtual("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false, ["create"]),
	virtual("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", false, ["create"]),
];

const metricsResources: readonly ServedResource[] = [
	virtual("metrics.k8s.io", "v1beta1", "NodeMetrics", "nodes", false, ["get", "list"]),
	virtual("metrics.k8s.io", "v1beta1", "PodMetrics", "pods", true, ["get", "list"]),
];

function virtual(
	group: string,
	version: string,
	kind: string,
	plural: string,
	namespaced: boolean,
	verbs: readonly string[],
): ServedResource {
	const singular = plural.endsWith("reviews") ? kind.toLowerCase() : "";
	return {
		group,
		version,
		kind,
		plural,
		singular,
		namespaced,
		verbs,
		shortNames: [],
		categories: [],
		subresources: [],
	};
}

/** State of the server that discovery shows. */
export interface DiscoveryState {
	readonly serverVersion: string;
	/** `absent` = the group is not registered; `down` = registered, its backend does not answer. */
	readonly metrics: "served" | "absent" | "down";
	readonly aggregated: boolean;
	/** Kinds that are served no more. */
	readonly removed: ReadonlySet<Kind>;
}

/** Answer a path that is no resource: version, health and discovery. @throws StatusError 404 */
export function discover(pathname: string, accept: string | undefined, state: DiscoveryState): Reply {
	switch (pathname) {
		case "/version":
			return jsonReply(versionInfo(state.serverVersion));
		case "/healthz":
		case "/livez":
		case "/readyz":
			return textReply("ok");
		case "/api":
			if (wantsAggregated(accept, state)) return aggregated([""], state);
			return jsonReply({ kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] });
		case "/apis":
			if (wantsAggregated(accept, state)) return aggregated(groupsOf(state), state);
			return jsonReply({
				kind: "APIGroupList",
				apiVersion: "v1",
				groups: groupsOf(state).map((name) => group(name, state)),
			});
		default:
			return openApi(pathname) ?? discoverBelow(pathname, state);
	}
}

function discoverBelow(pathname: string, state: DiscoveryState): Reply {
	const [, root, ...rest] = pathname.split("/");
	const core = root === "api" && rest.length === 1;
	if (root === "apis" && rest.length === 1 && groupsOf(state).includes(rest[0] ?? "")) {
		return jsonReply({ kind: "APIGroup", apiVersion: "v1", ...group(rest[0] ?? "", state) });
	}
	if (!core && !(root === "apis" && rest.length === 2)) throw noSuchResource();
	const [name = "", version] = core ? ["", rest[0]] : rest;
	const resources = resourcesOf(name, state).filter((resource) => resource.version === version);
	if (resources.length === 0) throw noSuchResource();
	return jsonReply({
		kind: "APIResourceList",
		apiVersion: "v1",
		groupVersion: apiVersionOf({ group: name, version: version ?? "" }),
		resources: resources.flatMap(listed),
	});
}

function servedResources(state: DiscoveryState): readonly ServedResource[] {
	const stored = allKinds.filter((kind) => !state.removed.has(kind)).map((kind) => ({ ...kind, verbs: VERBS }));
	return [...stored, ...virtualResources, ...(state.metrics === "absent" ? [] : metricsResources)];
}

function resourcesOf(name: string, state: DiscoveryState): readonly ServedResource[] {
	return servedResources(state).filter((resource) => resource.group === name);
}

function groupsOf(state: DiscoveryState): readonly string[] {
	return [...new Set(servedResources(state).map((resource) => resource.group))].filter((name) => name !== "");
}

function group(name: string, state: DiscoveryState): JsonObject {
	const versions = [...new Set(resourcesOf(name, state).map(({ version }) => version))].map((version) => ({
		groupVersion: `${name}/${version}`,
		version,
	}));
	return { name, versions, preferredVersion: versions[0] };
}

function listed(resource: ServedResource): readonly JsonObject[] {
	const { plural, singular, namespaced, kind, verbs, shortNames, categories } = resource;
	return [
		{
			name: plural,
			singularName: singular,
			namespaced,
			kind,
			verbs,
			...(shortNames.length === 0 ? {} : { shortNames }),
			...(categories.length === 0 ? {} : { categories }),
		},
		...resource.subresources.map((name) => {
			const { verbs: allowed, type } = subresource(name);
			return { name: `${plural}/${name}`, singularName: "", namespaced, kind, ...type, verbs: allowed };
		}),
	];
}

const AGGREGATED_GROUP = "apidiscovery.k8s.io";

function wantsAggregated(accept: string | undefined, state: DiscoveryState): boolean {
	if (!state.aggregated) return false;
	return parseAccept(accept).some(
		({ type, parameters }) =>
			type === "application/json" &&
			parameters.get("g") === AGGREGATED_GROUP &&
			parameters.get("v") === "v2" &&
			parameters.get("as") === "APIGroupDiscoveryList",
	);
}

/** @see k8s.io/api `apidiscovery/v2` */
function aggregated(groups: readonly string[], state: DiscoveryState): Reply {
	const items = groups.map((name) => ({
		metadata: name === "" ? { creationTimestamp: null } : { name, creationTimestamp: null },
		versions: [...new Set(resourcesOf(name, state).map(({ version }) => version))].map((version) => {
			const stale = name === "metrics.k8s.io" && state.metrics === "down";
			const resources = resourcesOf(name, state).filter((resource) => resource.version === version);
			return {
				version,
				freshness: stale ? "Stale" : "Current",
				resources: stale ? [] : resources.map(aggregatedResource),
			};
		}),
	}));
	const body = { kind: "APIGroupDiscoveryList", apiVersion: `${AGGREGATED_GROUP}/v2`, metadata: {}, items };
	return jsonReply(body, 200, `application/json;g=${AGGREGATED_GROUP};v=v2;as=APIGroupDiscoveryList`);
}

function aggregatedResource(resource: ServedResource): JsonObject {
	const responseKind = { group: resource.group, version: resource.version, kind: resource.kind };
	return {
		resource: resource.plural,
		responseKind,
		scope: resource.namespaced ? "Namespaced" : "Cluster",
		singularResource: resource.singular,
		verbs: resource.verbs,
		...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
		...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
		...(resource.subresources.length === 0
			? {}
			: {
					subresources: resource.subresources.map((name) => {
						const { verbs, type } = subresource(name);
						return { subresource: name, responseKind: type ?? responseKind, verbs };
					}),
				}),
	};
}

function versionInfo(gitVersion: string): JsonObject {
	const [major = "", minor = ""] = gitVersion.replace(/^v/, "").split(".");
	return {
		major,
		minor,
		gitVersion,
		gitCommit: "0".repeat(40),
		gitTreeState: "clean",
		buildDate: "2026-01-01T00:00:00Z",
		goVersion: "go1.26.0",
		compiler: "gc",
		platform: "linux/amd64",
	};
}
