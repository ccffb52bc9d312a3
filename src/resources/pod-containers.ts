import { cpuMillicores, memoryBytes } from "../text/quantity.ts";
import { type ContainerSpec, type ContainerStatus, isSidecar, type Pod, type ResourceAmounts } from "./pod-shape.ts";

/** What a container is in its pod. A sidecar is an init container that is kept running. */
export type ContainerKind = "main" | "sidecar" | "init" | "ephemeral";

/** Requests and limits; undefined where nothing is asked for, or nothing is said. */
export interface ResourceNeeds {
	readonly cpuRequestMillicores: number | undefined;
	readonly cpuLimitMillicores: number | undefined;
	readonly memoryRequestBytes: number | undefined;
	readonly memoryLimitBytes: number | undefined;
}

/** What a pod's row keeps of one container. */
export interface PodContainer extends ResourceNeeds {
	readonly name: string;
	readonly image: string;
	readonly kind: ContainerKind;
	/** Empty before the kubelet has said anything. */
	readonly state: "running" | "waiting" | "terminated" | "";
	/** Why it waits, or how it ended; empty where the kubelet gave no reason. */
	readonly reason: string;
	/** Set when it ended. */
	readonly exitCode: number | undefined;
	readonly signal: number;
	readonly ready: boolean;
	readonly started: boolean;
	readonly restarts: number;
	/** When it began to run, milliseconds since the epoch. */
	readonly startedAtMs: number | undefined;
	/** How it ended the time before. */
	readonly last: PastRun | undefined;
}

/** How a container's run before the present one ended. */
interface PastRun {
	readonly reason: string;
	readonly exitCode: number;
	readonly signal: number;
	readonly finishedAtMs: number | undefined;
}

/** Shared by all containers that ask for nothing. */
const NO_AMOUNTS: ResourceAmounts = Object.freeze({ requests: Object.freeze({}), limits: Object.freeze({}) });

/** The containers of a pod: main ones first, then sidecars, init and ephemeral ones, each as in the spec. */
export function podContainers({ spec, status }: Pod): readonly PodContainer[] {
	const init = spec.initContainers.map((container) =>
		compact(isSidecar(container) ? "sidecar" : "init", container, status.initContainerStatuses),
	);
	return [
		...spec.containers.map((container) => compact("main", container, status.containerStatuses)),
		...init.filter(({ kind }) => kind === "sidecar"),
		...init.filter(({ kind }) => kind === "init"),
		...spec.ephemeralContainers.map((container) =>
			compact("ephemeral", container, status.ephemeralContainerStatuses, NO_AMOUNTS),
		),
	];
}

/**
 * What a pod as a whole asks for and may have while it runs: the pod's own figures where it states
 * them, else the sum over main containers and sidecars. A sum of limits is only known when each of
 * them has one.
 */
export function podNeeds(podLevel: ResourceAmounts | undefined, containers: readonly PodContainer[]): ResourceNeeds {
	const own = needs(podLevel ?? NO_AMOUNTS);
	const running = containers.filter(({ kind }) => kind === "main" || kind === "sidecar");
	return {
		cpuRequestMillicores: own.cpuRequestMillicores ?? sumKnown(running.map((one) => one.cpuRequestMillicores)),
		cpuLimitMillicores: own.cpuLimitMillicores ?? sumAll(running.map((one) => one.cpuLimitMillicores)),
		memoryRequestBytes: own.memoryRequestBytes ?? sumKnown(running.map((one) => one.memoryRequestBytes)),
		memoryLimitBytes: own.memoryLimitBytes ?? sumAll(running.map((one) => one.memoryLimitBytes)),
	};
}

function compact(
	kind: ContainerKind,
	spec: Pick<ContainerSpec, "name" | "image"> & { readonly resources?: ResourceAmounts },
	statuses: readonly ContainerStatus[],
	amounts: ResourceAmounts = spec.resources ?? NO_AMOUNTS,
): PodContainer {
	const status = statuses.find(({ name }) => name === spec.name);
	const running = status?.state.running;
	const waiting = status?.state.waiting;
	const terminated = status?.state.terminated;
	const last = status?.lastState.terminated;
	const asked = needs(amounts);
	// Every field by name: an object made in one go is smaller than one that is spread together.
	return {
		name: spec.name,
		image: spec.image,
		kind,
		state: running ? "running" : terminated ? "terminated" : waiting ? "waiting" : "",
		reason: terminated?.reason ?? waiting?.reason ?? "",
		exitCode: terminated?.exitCode,
		signal: terminated?.signal ?? 0,
		ready: status?.ready ?? false,
		started: status?.started ?? false,
		restarts: status?.restartCount ?? 0,
		startedAtMs: running?.startedAt ?? terminated?.startedAt,
		last: last && pastRun(last),
		cpuRequestMillicores: asked.cpuRequestMillicores,
		cpuLimitMillicores: asked.cpuLimitMillicores,
		memoryRequestBytes: asked.memoryRequestBytes,
		memoryLimitBytes: asked.memoryLimitBytes,
	};
}

function pastRun(end: NonNullable<ContainerStatus["lastState"]["terminated"]>): PastRun {
	return { reason: end.reason, exitCode: end.exitCode, signal: end.signal, finishedAtMs: end.finishedAt };
}

function needs({ requests, limits }: ResourceAmounts): ResourceNeeds {
	return {
		cpuRequestMillicores: cpuMillicores(requests["cpu"] ?? ""),
		cpuLimitMillicores: cpuMillicores(limits["cpu"] ?? ""),
		memoryRequestBytes: memoryBytes(requests["memory"] ?? ""),
		memoryLimitBytes: memoryBytes(limits["memory"] ?? ""),
	};
}

/** The sum of what is known; undefined when nothing is. */
function sumKnown(values: readonly (number | undefined)[]): number | undefined {
	return values.reduce((sum, value) => (value === undefined ? sum : (sum ?? 0) + value), undefined);
}

/** The sum; undefined when one of the values is not known, or there is none. */
function sumAll(values: readonly (number | undefined)[]): number | undefined {
	return values.includes(undefined) ? undefined : sumKnown(values);
}
