import type { Readable } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import type { Usage } from "../resources/resource.ts";

/** How far usage figures can be trusted; each of pods and nodes may stand differently, this is the worse of the two. */
export type UsageState =
	/** Nobody follows, or the first poll has not come back. */
	| { readonly state: "waiting" }
	/** `updatedAtMs` is when the last poll came back, wall-clock milliseconds. */
	| { readonly state: "live"; readonly updatedAtMs: number }
	/** Polls fail; the figures are those of `updatedAtMs`. */
	| { readonly state: "stale"; readonly updatedAtMs: number; readonly failure: Failure }
	/** The cluster serves no metrics: usage is `n/a`. */
	| { readonly state: "absent"; readonly failure: Failure }
	| { readonly state: "forbidden"; readonly failure: Failure };

/** CPU and memory use as metrics.k8s.io last told it. Polls only while somebody follows `version`. */
export interface UsageSource extends AsyncDisposable {
	/** Grows with every poll that brought something, and when figures go. */
	readonly version: Readable<number>;
	readonly state: Readable<UsageState>;
	/** Usage of a pod (`namespace/name`, all containers together) or a node (`name`); undefined where there is none. */
	usage(key: string): Usage | undefined;
	containerUsage(podKey: string, container: string): Usage | undefined;
}
