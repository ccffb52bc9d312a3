import type { KubeObject } from "../world/kube-object.ts";
import { since } from "./age.ts";
import { NONE } from "./printer.ts";

interface Terminated {
	readonly exitCode: number;
	readonly signal?: number;
	readonly reason?: string;
	readonly finishedAt?: string;
}

interface ContainerStatus {
	readonly name: string;
	readonly ready?: boolean;
	readonly started?: boolean;
	readonly restartCount?: number;
	readonly state?: {
		readonly waiting?: { readonly reason?: string };
		readonly running?: object;
		readonly terminated?: Terminated;
	};
	readonly lastState?: { readonly terminated?: Terminated };
}

interface PodSpec {
	readonly nodeName?: string;
	readonly containers?: readonly { readonly name: string }[];
	readonly initContainers?: readonly { readonly name: string; readonly restartPolicy?: string }[];
	readonly readinessGates?: readonly { readonly conditionType: string }[];
}

interface PodStatus {
	readonly phase?: string;
	readonly reason?: string;
	readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
	readonly containerStatuses?: readonly ContainerStatus[];
	readonly initContainerStatuses?: readonly ContainerStatus[];
	readonly podIPs?: readonly { readonly ip: string }[];
	readonly nominatedNodeName?: string;
}

interface Summary {
	readonly reason: string;
	readonly ready: number;
	readonly restarts: string;
}

/** Name, ready, status, restarts, age; IP, node, nominated node, readiness gates. */
export function podCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const spec = (object["spec"] ?? {}) as PodSpec;
	const status = (object["status"] ?? {}) as PodStatus;
	const { name, creationTimestamp, deletionTimestamp } = object.metadata;
	const { reason, ready, restarts } = summaryOf(spec, status, nowMs);
	const total = (spec.containers?.length ?? 0) + sidecarsOf(spec).size;
	return [
		name,
		`${ready}/${total}`,
		deletionTimestamp ? leaving(status, reason) : reason,
		restarts,
		since(creationTimestamp, nowMs),
		status.podIPs?.[0]?.ip || NONE,
		spec.nodeName || NONE,
		status.nominatedNodeName || NONE,
		gatesOf(spec, status),
	];
}

function leaving({ phase, reason }: PodStatus, shown: string): string {
	if (reason === "NodeLost") return "Unknown";
	return phase === "Succeeded" || phase === "Failed" ? shown : "Terminating";
}

function sidecarsOf({ initContainers = [] }: PodSpec): ReadonlySet<string> {
	return new Set(initContainers.filter(({ restartPolicy }) => restartPolicy === "Always").map(({ name }) => name));
}

function summaryOf(spec: PodSpec, status: PodStatus, nowMs: number): Summary {
	const { conditions = [], containerStatuses = [], initContainerStatuses = [] } = status;
	const gated = conditions.some(({ type, reason }) => type === "PodScheduled" && reason === "SchedulingGated");
	const general = gated ? "SchedulingGated" : status.reason || status.phase || "";
	const sidecars = sidecarsOf(spec);
	const inits = initialisation(initContainerStatuses, sidecars, spec.initContainers?.length ?? 0);
	// Of several conditions the first counts for one, and any for the other, as in the original.
	const initialized = conditions.find(({ type }) => type === "Initialized")?.status === "True";
	const ready = conditions.some((it) => it.type === "Ready" && it.status === "True");
	if (inits.reason !== undefined && !initialized) {
		// What comes after the one that holds it up is not looked at.
		const counted = initContainerStatuses.slice(0, inits.looked);
		return { reason: inits.reason, ready: inits.ready, restarts: restartsOf(counted, nowMs) };
	}
	const restartable = initContainerStatuses.slice(0, inits.looked).filter(({ name }) => sidecars.has(name));
	const counted = [...restartable, ...containerStatuses];
	const running = containerStatuses.filter((container) => isRunning(container)).length;
	return {
		reason: reasonOf(containerStatuses, inits.reason ?? general, running > 0, ready),
		ready: inits.ready + running,
		restarts: restartsOf(counted, nowMs),
	};
}

/**
 * How far the init containers are: what holds them up, if anything, how many sidecars are ready by then, and how many
 * statuses were looked at.
 */
function initialisation(statuses: readonly ContainerStatus[], sidecars: ReadonlySet<string>, total: number) {
	let ready = 0;
	for (const [index, { name, state, started, ready: isReady }] of statuses.entries()) {
		if (state?.terminated?.exitCode === 0) continue;
		if (sidecars.has(name) && started === true) {
			if (isReady === true) ready++;
			continue;
		}
		const waiting = state?.waiting?.reason;
		const looked = index + 1;
		if (state?.terminated !== undefined) return { ready, looked, reason: `Init:${endOf(state.terminated)}` };
		const told = waiting && waiting !== "PodInitializing";
		return { ready, looked, reason: told ? `Init:${waiting}` : `Init:${index}/${total}` };
	}
	return { ready, looked: statuses.length, reason: undefined };
}

function isRunning({ state, ready }: ContainerStatus): boolean {
	return !state?.waiting?.reason && state?.terminated === undefined && ready === true && state?.running !== undefined;
}

function endOf({ reason, signal, exitCode }: Terminated): string {
	return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

/** The first container that has something to say is heard; a pod is not complete while one of its containers runs. */
function reasonOf(statuses: readonly ContainerStatus[], general: string, running: boolean, ready: boolean): string {
	const said = statuses.map(({ state }) => {
		if (state?.waiting?.reason) return { reason: state.waiting.reason, failed: false };
		if (state?.terminated === undefined) return undefined;
		return { reason: endOf(state.terminated), failed: state.terminated.exitCode !== 0 };
	});
	const reason = said.find((one) => one !== undefined)?.reason ?? general;
	if (reason !== "Completed") return reason;
	if (running && ready) return "Running";
	return said.find((one) => one?.failed)?.reason ?? (running ? "NotReady" : reason);
}

function restartsOf(statuses: readonly ContainerStatus[], nowMs: number): string {
	const count = statuses.reduce((total, { restartCount = 0 }) => total + restartCount, 0);
	const ends = statuses.map(({ lastState }) => lastState?.terminated?.finishedAt ?? "").sort();
	const last = ends.at(-1);
	return count === 0 || !last ? String(count) : `${count} (${since(last, nowMs)} ago)`;
}

function gatesOf({ readinessGates = [] }: PodSpec, { conditions = [] }: PodStatus): string {
	if (readinessGates.length === 0) return NONE;
	const open = readinessGates.filter(
		({ conditionType }) => conditions.find(({ type }) => type === conditionType)?.status === "True",
	);
	return `${open.length}/${readinessGates.length}`;
}
