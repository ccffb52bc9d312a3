import type { Kind } from "../world/kinds.ts";

/** A part of an object with a path of its own, as discovery tells of it. */
export interface Subresource {
	readonly verbs: readonly string[];
	/** What it is read and written as, where that is not the object itself. */
	readonly type?: Pick<Kind, "group" | "version" | "kind">;
}

const STATUS: Subresource = { verbs: ["get", "patch", "update"] };
const STREAM: Subresource["verbs"] = ["create", "get"];

const subresources: Readonly<Record<string, Subresource>> = {
	status: STATUS,
	scale: { verbs: STATUS.verbs, type: { group: "autoscaling", version: "v1", kind: "Scale" } },
	eviction: { verbs: ["create"], type: { group: "policy", version: "v1", kind: "Eviction" } },
	ephemeralcontainers: { verbs: ["get", "patch", "update"] },
	log: { verbs: ["get"] },
	exec: { verbs: STREAM, type: { group: "", version: "v1", kind: "PodExecOptions" } },
	attach: { verbs: STREAM, type: { group: "", version: "v1", kind: "PodAttachOptions" } },
	portforward: { verbs: STREAM, type: { group: "", version: "v1", kind: "PodPortForwardOptions" } },
};

/** What is known of a subresource that a kind names. */
export function subresource(name: string): Subresource {
	return subresources[name] ?? STATUS;
}
