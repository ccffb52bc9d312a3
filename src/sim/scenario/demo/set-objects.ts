import { kinds } from "../../world/kinds.ts";
import { type KubeObject, type ObjectMeta, timeText } from "../../world/kube-object.ts";
import { activePods, isReady, type Model, type PodSet } from "./model.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Bring the object of a replica set, stateful set, daemon set or job up to date, if anything changed. */
export function writeSet(model: Model, set: PodSet, metadata: Partial<ObjectMeta> = {}): void {
	const { store, clock } = model.world;
	const current = store.get(set.kind, set.namespace, set.name);
	const last = written.get(set);
	const specText = JSON.stringify([set.desired, metadata.annotations]);
	const generation = last === undefined ? 1 : last.generation + (last.specText === specText ? 0 : 1);
	const status = statusOf(set, generation, clock.now(), current);
	const statusText = JSON.stringify(status);
	if (last?.specText === specText && last.statusText === statusText) return;
	written.set(set, { generation, specText, statusText });
	const next: KubeObject = {
		metadata: {
			...(current?.metadata as ObjectMeta),
			...metadata,
			name: set.name,
			namespace: set.namespace,
			uid: set.uid,
			generation,
			labels: { ...set.blueprint.plan.labels, ...set.labels },
			creationTimestamp: timeText(set.createdAtMs),
		},
		spec: specOf(set),
		status,
	};
	if (current === undefined) store.create(set.kind, next);
	else store.update(set.kind, next);
}

/** What was written of each set last: comparing that is cheaper than comparing objects. */
const written = new WeakMap<PodSet, { generation: number; specText: string; statusText: string }>();

function specOf(set: PodSet): JsonObject {
	const { template, plan } = set.blueprint;
	const app = plan.labels["app"] ?? set.name;
	const selector = { matchLabels: { app, ...set.labels } };
	switch (set.kind) {
		case kinds.replicaSets:
			return { replicas: set.desired, selector, template };
		case kinds.statefulSets:
			return {
				replicas: set.desired,
				selector: { matchLabels: { app } },
				template,
				serviceName: set.name,
				podManagementPolicy: "Parallel",
				updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
				revisionHistoryLimit: 10,
				persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
			};
		case kinds.daemonSets:
			return {
				selector: { matchLabels: { app } },
				template,
				updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%", maxSurge: 0 } },
				revisionHistoryLimit: 10,
			};
		default:
			return {
				parallelism: set.desired,
				completions: set.desired,
				backoffLimit: 6,
				completionMode: "NonIndexed",
				suspend: false,
				selector: { matchLabels: { "batch.kubernetes.io/controller-uid": set.uid } },
				template,
			};
	}
}

function statusOf(set: PodSet, observedGeneration: number, nowMs: number, current: KubeObject | undefined): JsonObject {
	const active = activePods(set);
	const ready = active.filter(isReady).length;
	switch (set.kind) {
		case kinds.replicaSets:
			return {
				replicas: active.length,
				...nonZero({ fullyLabeledReplicas: active.length, readyReplicas: ready, availableReplicas: ready }),
				observedGeneration,
			};
		case kinds.statefulSets: {
			const revision = `${set.name}-${set.uid.slice(0, 8)}`;
			return {
				observedGeneration,
				replicas: active.length,
				...nonZero({ readyReplicas: ready, currentReplicas: active.length, updatedReplicas: active.length }),
				availableReplicas: ready,
				currentRevision: revision,
				updateRevision: revision,
				collisionCount: 0,
			};
		}
		case kinds.daemonSets:
			return {
				currentNumberScheduled: active.length,
				numberMisscheduled: 0,
				desiredNumberScheduled: active.length,
				numberReady: ready,
				observedGeneration,
				...nonZero({
					updatedNumberScheduled: active.length,
					numberAvailable: ready,
					numberUnavailable: active.length - ready,
				}),
			};
		default:
			return jobStatus(set, active.length, ready, nowMs, current);
	}
}

function jobStatus(
	set: PodSet,
	active: number,
	ready: number,
	nowMs: number,
	current: KubeObject | undefined,
): JsonObject {
	const before = current?.["status"] as { readonly completionTime?: string } | undefined;
	const finished = set.succeeded >= set.desired;
	const completionTime = before?.completionTime ?? timeText(nowMs);
	const condition = (type: string): object => ({
		type,
		status: "True",
		lastProbeTime: completionTime,
		lastTransitionTime: completionTime,
		reason: "CompletionsReached",
		message: "Reached expected number of succeeded pods",
	});
	return {
		...(finished ? { conditions: [condition("SuccessCriteriaMet"), condition("Complete")], completionTime } : {}),
		startTime: timeText(set.createdAtMs),
		...nonZero({ active, succeeded: set.succeeded }),
		terminating: 0,
		uncountedTerminatedPods: {},
		ready,
	};
}

function nonZero(values: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== 0));
}
