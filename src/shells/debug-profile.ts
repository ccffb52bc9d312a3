/** Profiles as kubectl names them, the one that is taken unless another is chosen first. */
export const debugProfiles = ["baseline", "restricted", "general", "netadmin", "sysadmin"] as const;

/** What a debug container may. */
export type DebugProfile = (typeof debugProfiles)[number];

/** Where it runs: in the pod itself, in a copy of the pod, or as a pod of its own on a node. */
export type DebugStyle = "ephemeral" | "copy" | "node";

/** What a profile sets of a container's `securityContext`; undefined when nothing. */
export type SecurityContext = Readonly<Record<string, unknown>>;

/**
 * The `securityContext` of a debug container by profile.
 *
 * @see https://github.com/kubernetes/kubectl/blob/v0.36.3/pkg/cmd/debug/profiles.go
 */
export function securityContext(profile: DebugProfile, style: DebugStyle): SecurityContext | undefined {
	switch (profile) {
		case "general":
			return style === "node" ? undefined : { capabilities: { add: ["SYS_PTRACE"] } };
		case "baseline":
			return undefined;
		case "restricted":
			return {
				runAsNonRoot: true,
				capabilities: { drop: ["ALL"] },
				allowPrivilegeEscalation: false,
				seccompProfile: { type: "RuntimeDefault" },
			};
		case "netadmin":
			return { capabilities: { add: ["NET_ADMIN", "NET_RAW"] } };
		case "sysadmin":
			return { privileged: true };
	}
}

/** What a profile opens of the node to a debug pod: its namespaces, and its disk below `/host`. */
export function nodeOpenings(profile: DebugProfile): { readonly namespaces: boolean; readonly disk: boolean } {
	const namespaces = profile === "general" || profile === "netadmin" || profile === "sysadmin";
	return { namespaces, disk: profile === "general" || profile === "sysadmin" };
}
