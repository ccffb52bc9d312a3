import { pickJson } from "../../src/kube/wire/json-picker.ts";
import { type Pod, podShape } from "../../src/resources/pod-shape.ts";

/** The time at which the tests look. */
export const NOW_MS = Date.UTC(2026, 0, 1, 12);

/** A moment so many seconds before {@link NOW_MS}, as the API writes it. */
export function secondsAgo(seconds: number): string {
	return new Date(NOW_MS - seconds * 1_000).toISOString();
}

type Json = Readonly<Record<string, unknown>>;

/** One container: what the spec says of it, and its status. */
export interface ContainerJson {
	readonly spec: Json;
	readonly status: Json | undefined;
}

/** A container in a state; `extra` goes into its status. */
export function container(name: string, state: Json | undefined, extra: Json = {}): ContainerJson {
	const status = state && { name, ready: false, restartCount: 0, state, lastState: {}, ...extra };
	return { spec: { name, image: `${name}:1` }, status };
}

/** A container that runs and is ready. */
export function ready(name: string, extra: Json = {}): ContainerJson {
	return container(name, running, { ready: true, started: true, ...extra });
}

/** The same container as an init container that is kept running. */
export function sidecar({ spec, status }: ContainerJson): ContainerJson {
	return { spec: { ...spec, restartPolicy: "Always" }, status };
}

/** Restarted so often, the last time so many seconds ago. */
export function restarted(count: number, ago: number): Json {
	return {
		restartCount: count,
		lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: secondsAgo(ago) } },
	};
}

export const running: Json = { running: { startedAt: secondsAgo(600) } };
export const completed = terminated(0, "Completed");

export function waiting(reason?: string): Json {
	return { waiting: reason === undefined ? {} : { reason } };
}

export function terminated(exitCode: number, reason?: string, signal?: number): Json {
	return {
		terminated: { exitCode, ...(reason === undefined ? {} : { reason }), ...(signal === undefined ? {} : { signal }) },
	};
}

/** What a pod is made of; everything has a default. */
export interface PodParts {
	readonly phase?: string;
	/** `status.reason` */
	readonly reason?: string;
	readonly init?: readonly ContainerJson[];
	readonly main?: readonly ContainerJson[];
	/** Condition types that are true; an object is a condition as it is. */
	readonly conditions?: readonly (string | Json)[];
	readonly deleted?: boolean;
	readonly metadata?: Json;
	readonly spec?: Json;
	readonly status?: Json;
}

/** A pod as the API writes it. */
export function podJson(parts: PodParts): Json {
	const { init = [], main = [], conditions = [] } = parts;
	return {
		metadata: {
			name: "api-7d9f-x2x4z",
			namespace: "payments",
			uid: "uid-1",
			creationTimestamp: secondsAgo(4 * 86_400),
			...(parts.deleted ? { deletionTimestamp: secondsAgo(5) } : {}),
			...parts.metadata,
		},
		spec: {
			initContainers: init.map(({ spec }) => spec),
			containers: main.map(({ spec }) => spec),
			...parts.spec,
		},
		status: {
			phase: parts.phase ?? "Running",
			...(parts.reason === undefined ? {} : { reason: parts.reason }),
			conditions: conditions.map((one) => (typeof one === "string" ? { type: one, status: "True" } : one)),
			initContainerStatuses: init.flatMap(({ status }) => status ?? []),
			containerStatuses: main.flatMap(({ status }) => status ?? []),
			...parts.status,
		},
	};
}

/** A pod as a decoder hands it on. */
export function pod(parts: PodParts): Pod {
	return pickJson(podShape, podJson(parts));
}
