import { kinds } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import type { ObjectStore } from "../world/object-store.ts";
import { plainFailure, violatesBudget } from "./status.ts";

interface LabelSelector {
	readonly matchLabels?: Readonly<Record<string, string>>;
	readonly matchExpressions?: readonly {
		readonly key: string;
		readonly operator: string;
		readonly values?: readonly string[];
	}[];
}

interface BudgetSpec {
	readonly selector?: LabelSelector;
	readonly minAvailable?: number | string;
	readonly maxUnavailable?: number | string;
	readonly unhealthyPodEvictionPolicy?: string;
}

/** How many disruptions a budget allows, and why. */
interface Allowance {
	readonly disruptionsAllowed: number;
	readonly currentHealthy: number;
	readonly desiredHealthy: number;
	readonly expectedPods: number;
}

/**
 * Count what a budget allows now.
 *
 * @see k8s.io/kubernetes `pkg/controller/disruption/disruption.go`
 */
export function allowanceOf(store: ObjectStore, budget: KubeObject): Allowance {
	const { minAvailable, maxUnavailable } = (budget["spec"] ?? {}) as BudgetSpec;
	const pods = store.list(kinds.pods).filter((pod) => covers(budget, pod));
	const currentHealthy = pods.filter(isHealthy).length;
	// A plain number to keep is of the pods there are; all else is of the pods that their controllers want.
	const wanted = typeof minAvailable === "number" ? pods.length : wantedBy(store, pods);
	const desiredHealthy =
		maxUnavailable === undefined
			? share(minAvailable ?? 1, wanted)
			: Math.max(0, wanted - share(maxUnavailable, wanted));
	const disruptionsAllowed = wanted === 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
	return { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods: wanted };
}

/**
 * Refuse to disrupt a pod whose budget does not allow it. Pods that do not run, or are on their way out, are
 * nobody's loss.
 *
 * @throws StatusError 429, or 500 for a pod of two budgets
 * @see k8s.io/kubernetes `pkg/registry/core/pod/storage/eviction.go`
 */
export function checkBudgets(store: ObjectStore, pod: KubeObject): void {
	const { phase } = (pod["status"] ?? {}) as { readonly phase?: string };
	if (phase !== "Running" || pod.metadata.deletionTimestamp !== undefined) return;
	const [budget, another] = store.list(kinds.podDisruptionBudgets).filter((one) => covers(one, pod));
	if (budget === undefined) return;
	if (another !== undefined) {
		const why = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";
		throw plainFailure(500, "InternalError", why);
	}
	const { disruptionsAllowed, desiredHealthy, currentHealthy } = allowanceOf(store, budget);
	const { unhealthyPodEvictionPolicy } = budget["spec"] as BudgetSpec;
	if (!isHealthy(pod) && (currentHealthy >= desiredHealthy || unhealthyPodEvictionPolicy === "AlwaysAllow")) return;
	if (disruptionsAllowed === 0) throw violatesBudget(budget.metadata.name, desiredHealthy, currentHealthy);
}

function covers(budget: KubeObject, { metadata }: KubeObject): boolean {
	if (budget.metadata.namespace !== metadata.namespace) return false;
	const { selector } = (budget["spec"] ?? {}) as BudgetSpec;
	return selector !== undefined && selects(selector, metadata.labels ?? {});
}

function selects({ matchLabels, matchExpressions }: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
	const holds = ({ key, operator, values = [] }: NonNullable<typeof matchExpressions>[number]): boolean => {
		const value = labels[key];
		switch (operator) {
			case "Exists":
				return value !== undefined;
			case "DoesNotExist":
				return value === undefined;
			case "In":
				return value !== undefined && values.includes(value);
			default:
				return value === undefined || !values.includes(value);
		}
	};
	return (
		Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
		(matchExpressions ?? []).every(holds)
	);
}

function isHealthy({ metadata, ...pod }: KubeObject): boolean {
	if (metadata.deletionTimestamp !== undefined) return false;
	const { conditions = [] } = (pod["status"] ?? {}) as {
		readonly conditions?: readonly { readonly type: string; readonly status: string }[];
	};
	return conditions.some(({ type, status }) => type === "Ready" && status === "True");
}

/** The replicas that the controllers of pods want: of a replica set, those of its deployment. */
function wantedBy(store: ObjectStore, pods: readonly KubeObject[]): number {
	const controllers = new Map<string, number>();
	let alone = 0;
	for (const pod of pods) {
		const owner = scaledBy(store, pod);
		if (owner === undefined) alone++;
		else controllers.set(owner.metadata.uid, (owner["spec"] as { readonly replicas?: number }).replicas ?? 1);
	}
	return alone + [...controllers.values()].reduce((sum, replicas) => sum + replicas, 0);
}

const SCALED = [kinds.replicaSets, kinds.deployments, kinds.statefulSets];

function scaledBy(store: ObjectStore, { metadata }: KubeObject): KubeObject | undefined {
	const reference = metadata.ownerReferences?.find(({ controller }) => controller === true);
	const kind = SCALED.find((one) => one.kind === reference?.kind);
	if (reference === undefined || kind === undefined) return undefined;
	const owner = store.get(kind, metadata.namespace, reference.name);
	return owner === undefined ? undefined : (scaledBy(store, owner) ?? owner);
}

/** A number, or a percentage of all, rounded up. */
function share(value: number | string, all: number): number {
	return typeof value === "number" ? value : Math.ceil((all * Number.parseInt(value, 10)) / 100);
}
