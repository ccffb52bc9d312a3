import { allowanceOf } from "../../api/disruption-budget.ts";
import { kinds } from "../../world/kinds.ts";
import { type KubeObject, timeText } from "../../world/kube-object.ts";
import type { ObjectStore } from "../../world/object-store.ts";
import type { World } from "../../world/scenario.ts";
import { workloads } from "./company.ts";

const DAY_MS = 86_400_000;

type Limit = { readonly minAvailable: number | string } | { readonly maxUnavailable: number | string };

/** How much of a workload may be disrupted at once. */
const limits: readonly (readonly [namespace: string, name: string, limit: Limit])[] = [
	["payments", "api", { maxUnavailable: "25%" }],
	["payments", "ledger", { minAvailable: 3 }],
	["checkout", "cart", { minAvailable: "75%" }],
	["checkout", "web", { maxUnavailable: 2 }],
	["catalog", "catalog-db", { maxUnavailable: 1 }],
	["data", "kafka", { maxUnavailable: 1 }],
	["data", "postgres", { maxUnavailable: 1 }],
	["ingress", "gateway", { minAvailable: 4 }],
	["kube-system", "coredns", { minAvailable: 2 }],
];

/** Make the company's disruption budgets; returns what says of each, a client's included, what it allows by now. */
export function addBudgets({ store, clock }: World): () => void {
	for (const [namespace, name, limit] of limits) {
		const ageDays = workloads.find((plan) => plan.namespace === namespace && plan.name === name)?.ageDays ?? 0;
		const creationTimestamp = timeText(clock.now() - ageDays * DAY_MS);
		store.create(kinds.podDisruptionBudgets, {
			metadata: { name, namespace, generation: 1, creationTimestamp, labels: { app: name } },
			spec: { ...limit, selector: { matchLabels: { app: name } } },
			status: {},
		});
	}
	/** Namespaces in which something happened since the last count. */
	const touched = new Set<string | undefined>(limits.map(([namespace]) => namespace));
	for (const kind of [kinds.pods, kinds.podDisruptionBudgets]) {
		store.subscribe(kind, ({ object }) => void touched.add(object.metadata.namespace));
	}
	return () => {
		for (const budget of store.list(kinds.podDisruptionBudgets)) {
			if (touched.has(budget.metadata.namespace)) count(store, budget, timeText(clock.now()));
		}
		touched.clear();
	};
}

function count(store: ObjectStore, budget: KubeObject, at: string): void {
	const allowance = allowanceOf(store, budget);
	const { generation = 1 } = budget.metadata;
	const { conditions = [], ...said } = budget["status"] as { readonly conditions?: readonly Condition[] };
	const counted = { ...allowance, observedGeneration: generation };
	if (JSON.stringify(said) === JSON.stringify(counted)) return;
	const next = conditionOf(allowance.disruptionsAllowed, generation, at);
	const same = conditions.find(({ status }) => status === next.status);
	const { lastTransitionTime } = same ?? next;
	const status = { ...counted, conditions: [{ ...next, lastTransitionTime }] };
	store.update(kinds.podDisruptionBudgets, { ...budget, status });
}

type Condition = ReturnType<typeof conditionOf>;

function conditionOf(allowed: number, observedGeneration: number, lastTransitionTime: string) {
	return {
		type: "DisruptionAllowed",
		status: allowed > 0 ? "True" : "False",
		reason: allowed > 0 ? "SufficientPods" : "InsufficientPods",
		message: "",
		observedGeneration,
		lastTransitionTime,
	};
}
