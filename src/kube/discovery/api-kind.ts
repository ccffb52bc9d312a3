import type { Failure } from "../failure.ts";

/** A kind that a server serves: one for each group and plural, however many versions there are. */
export interface ApiKind {
	/** Empty for the core group. */
	readonly group: string;
	/** The group's preferred version, or the first that has this kind. */
	readonly version: string;
	/** All versions that have it, the preferred one first. */
	readonly versions: readonly string[];
	readonly plural: string;
	readonly singular: string;
	readonly kind: string;
	readonly shortNames: readonly string[];
	readonly categories: readonly string[];
	readonly namespaced: boolean;
	readonly verbs: readonly string[];
	/** Names such as `log`, `scale`, `status`. */
	readonly subresources: readonly string[];
}

/** A group and version that is announced but could not be asked. */
export interface UnavailableApi {
	/** E.g. `metrics.k8s.io/v1beta1`. */
	readonly groupVersion: string;
	readonly failure: Failure;
}

/** What a server serves. */
export interface Discovery {
	/** In the server's order: the core group first. */
	readonly kinds: readonly ApiKind[];
	readonly unavailable: readonly UnavailableApi[];
	/** `gitVersion`, e.g. `v1.36.3`; undefined where `/version` may not be read. */
	readonly serverVersion: string | undefined;
}

/** What one version of a group serves. */
export interface ServedVersion {
	readonly group: string;
	readonly version: string;
	readonly kinds: readonly Omit<ApiKind, "versions">[];
}

/** What was found out about a group, its versions in the server's order of preference. */
export interface ServedGroup {
	readonly versions: readonly ServedVersion[];
	readonly unavailable: readonly UnavailableApi[];
}

/** One entry a kind, from the first version of its group that has it. */
export function mergeVersions(versions: readonly ServedVersion[]): ApiKind[] {
	const byName = new Map<string, ApiKind>();
	for (const { kinds, version } of versions) {
		for (const kind of kinds) {
			const name = `${kind.plural}.${kind.group}`;
			const known = byName.get(name);
			if (known === undefined) byName.set(name, { ...kind, versions: [version] });
			else byName.set(name, { ...known, versions: [...known.versions, version] });
		}
	}
	return [...byName.values()];
}

/** `apps/v1`, or `v1` for the core group. */
export function groupVersionOf(group: string, version: string): string {
	return group === "" ? version : `${group}/${version}`;
}
