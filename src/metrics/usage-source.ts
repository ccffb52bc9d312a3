import type { Readable } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import type { Usage } from "../resources/resource.ts";

/**
 * How far usage figures can be trusted. Pods and nodes are asked for separately; this is the better
 * of the two, as a user who may read only the one still has those figures.
 */
export type UsageState =
	/** Nobody has asked, or no answer has come yet; with the failure of the last poll, if it failed. */
	| { readonly state: "waiting"; readonly failure?: Failure }
	/** `updatedAtMs` is when the last answer came, wall-clock milliseconds. */
	| { readonly state: "live"; readonly updatedAtMs: number }
	/** Polls fail; the figures are those of `updatedAtMs`. */
	| { readonly state: "stale"; readonly updatedAtMs: number; readonly failure: Failure }
	/** There are no figures: usage is `n/a`. */
	| { readonly state: "absent" | "forbidden"; readonly failure: Failure };

/** CPU and memory use as metrics.k8s.io last told it. Polls only while somebody follows `version`. */
export interface UsageSource extends AsyncDisposable {
	/** Grows whenever figures may be different, or may be trusted more or less; not with each poll's time. */
	readonly version: Readable<number>;
	readonly state: Readable<UsageState>;
	/** Usage of a pod (`namespace/name`, all containers together) or a node (`name`); undefined where there is none. */
	usage(key: string): Usage | undefined;
	/** Usage of one container of a pod. */
	containerUsage(podKey: string, container: string): Usage | undefined;
}
