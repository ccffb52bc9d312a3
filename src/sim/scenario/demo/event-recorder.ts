import { apiVersionOf, type Kind, kinds } from "../../world/kinds.ts";
import { type KubeObject, microTimeText, timeText } from "../../world/kube-object.ts";
import type { Random } from "../../world/random.ts";
import type { World } from "../../world/scenario.ts";

/** What an event is about. */
export interface Subject {
	readonly kind: Kind;
	readonly namespace?: string;
	readonly name: string;
	readonly uid: string;
	/** For one container: `spec.containers{api}`. */
	readonly fieldPath?: string;
}

/** What happened. */
export interface Happening {
	readonly type: "Normal" | "Warning";
	readonly reason: string;
	readonly message: string;
	/** Component that tells of it. */
	readonly component: string;
	/** Node it runs on, for kubelets. */
	readonly host?: string;
	/** When, if not now. */
	readonly atMs?: number;
	/** How often so far, if more than once. */
	readonly count?: number;
}

/** Writes events as Kubernetes' recorders do: the same again raises the count of the first. */
export interface EventRecorder {
	record(subject: Subject, happening: Happening): void;
}

/** Events are kept that long after they last happened. @see kube-apiserver `--event-ttl` */
const TTL_MS = 3_600_000;
const SWEEP_MS = 60_000;

/** Make the recorder; it forgets old events by the world's clock. */
export function createEventRecorder(world: World, random: Random): EventRecorder {
	const known = new Map<string, { readonly namespace: string; readonly name: string; lastMs: number }>();
	world.every(SWEEP_MS, () => {
		const oldest = world.clock.now() - TTL_MS;
		for (const [key, { namespace, name, lastMs }] of known) {
			if (lastMs >= oldest) continue;
			known.delete(key);
			world.store.delete(kinds.events, namespace, name);
		}
	});
	return {
		record(subject, happening) {
			const atMs = happening.atMs ?? world.clock.now();
			const { component, reason, message } = happening;
			const key = [subject.uid, subject.fieldPath, component, reason, message].join("\n");
			const before = known.get(key);
			const event = before && world.store.get(kinds.events, before.namespace, before.name);
			if (before !== undefined && event !== undefined) {
				before.lastMs = atMs;
				world.store.update(kinds.events, again(event, atMs));
				return;
			}
			const namespace = subject.namespace ?? "default";
			const name = `${subject.name}.${random.uuid().replaceAll("-", "").slice(0, 16)}`;
			known.set(key, { namespace, name, lastMs: atMs });
			const body = component === "default-scheduler" ? newStyle(happening, atMs) : oldStyle(happening, atMs);
			world.store.create(kinds.events, {
				metadata: { name, namespace, creationTimestamp: timeText(atMs) },
				involvedObject: involved(subject),
				reason,
				message,
				type: happening.type,
				...body,
			});
		},
	};
}

function involved({ kind, namespace, name, uid, fieldPath }: Subject): object {
	return {
		kind: kind.kind,
		...(namespace === undefined ? {} : { namespace }),
		name,
		uid,
		apiVersion: apiVersionOf(kind),
		...(fieldPath === undefined ? {} : { fieldPath }),
	};
}

/** As `client-go/tools/record` writes them: count and two times. */
function oldStyle({ component, host, count }: Happening, atMs: number): object {
	return {
		source: { component, ...(host === undefined ? {} : { host }) },
		firstTimestamp: timeText(atMs),
		lastTimestamp: timeText(atMs),
		count: count ?? 1,
		eventTime: null,
		reportingComponent: component,
		reportingInstance: host ?? "",
	};
}

/** As `client-go/tools/events` writes them: one micro time, and a series once there are more. */
function newStyle({ component }: Happening, atMs: number): object {
	return {
		source: {},
		firstTimestamp: null,
		lastTimestamp: null,
		eventTime: microTimeText(atMs),
		action: "Scheduling",
		reportingComponent: component,
		reportingInstance: `${component}-control-plane-1`,
	};
}

function again(event: KubeObject, atMs: number): KubeObject {
	if (event["eventTime"] !== null) {
		const series = event["series"] as { readonly count: number } | undefined;
		return { ...event, series: { count: (series?.count ?? 1) + 1, lastObservedTime: microTimeText(atMs) } };
	}
	return { ...event, count: Number(event["count"]) + 1, lastTimestamp: timeText(atMs) };
}
