import type { KubeObject } from "../world/kube-object.ts";
import { since } from "./age.ts";

/** Name, min available, max unavailable, allowed disruptions, age. */
export function budgetCells({ metadata, ...budget }: KubeObject, nowMs: number): readonly unknown[] {
	const spec = (budget["spec"] ?? {}) as Readonly<
		Record<"minAvailable" | "maxUnavailable", number | string | undefined>
	>;
	const status = (budget["status"] ?? {}) as { readonly disruptionsAllowed?: number };
	const share = (value: number | string | undefined): string => (value === undefined ? "N/A" : String(value));
	const allowed = status.disruptionsAllowed ?? 0;
	const age = since(metadata.creationTimestamp, nowMs);
	return [metadata.name, share(spec.minAvailable), share(spec.maxUnavailable), allowed, age];
}
