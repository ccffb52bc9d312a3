import { timeText } from "../world/kube-object.ts";
import type { Blueprint, ContainerPlan } from "./blueprint.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** How a container stands; times are milliseconds since the epoch. */
type ContainerState =
	| { readonly is: "waiting"; readonly reason: string; readonly message?: string }
	| { readonly is: "running"; readonly startedAtMs: number }
	| {
			readonly is: "terminated";
			readonly reason: string;
			readonly exitCode: number;
			readonly startedAtMs: number;
			readonly finishedAtMs: number;
	  };

/** How a container of a pod stands. */
export interface ContainerReport {
	readonly state: ContainerState;
	readonly lastState?: ContainerState;
	readonly ready: boolean;
	readonly restartCount: number;
}

/** How a pod stands, as its kubelet reports it. */
export interface PodReport {
	readonly phase: "Pending" | "Running" | "Succeeded" | "Failed";
	/** Of the pod as a whole: `Evicted`, `NodeLost`. */
	readonly reason?: string;
	readonly message?: string;
	/** Undefined until a node has the pod. */
	readonly node?: { readonly ip: string };
	readonly podIp?: string;
	readonly startedAtMs?: number;
	/** By container name; containers not named are waiting with `ContainerCreating`. */
	readonly containers: ReadonlyMap<string, ContainerReport>;
	/** Why it is not scheduled: the scheduler's sentence. */
	readonly unschedulable?: string;
	/** Ready false for another reason than its containers (its node is lost). */
	readonly notReady?: boolean;
	/** When readiness last changed. */
	readonly readySinceMs: number;
	readonly createdAtMs: number;
}

/** A pod's status in its JSON form. */
export function podStatus(blueprint: Blueprint, report: PodReport, containerIds: string): JsonObject {
	const { plan } = blueprint;
	const statuses = plan.containers.map((container) =>
		containerStatus(container, report.containers.get(container.name), containerIds),
	);
	const inits = plan.initContainers?.map((container) =>
		containerStatus(container, report.containers.get(container.name), containerIds),
	);
	return {
		phase: report.phase,
		conditions: conditionsOf(blueprint, report),
		...(report.message === undefined ? {} : { message: report.message }),
		...(report.reason === undefined ? {} : { reason: report.reason }),
		...(report.node === undefined ? {} : { hostIP: report.node.ip, hostIPs: [{ ip: report.node.ip }] }),
		...(report.podIp === undefined ? {} : { podIP: report.podIp, podIPs: [{ ip: report.podIp }] }),
		...(report.startedAtMs === undefined ? {} : { startTime: timeText(report.startedAtMs) }),
		...(inits === undefined || report.node === undefined ? {} : { initContainerStatuses: inits }),
		...(report.node === undefined ? {} : { containerStatuses: statuses }),
		qosClass: blueprint.qosClass,
	};
}

function conditionsOf(blueprint: Blueprint, report: PodReport): readonly JsonObject[] {
	const created = timeText(report.createdAtMs);
	if (report.node === undefined) {
		const why = report.unschedulable;
		return why === undefined
			? []
			: [condition("PodScheduled", false, created, { reason: "Unschedulable", message: why })];
	}
	const changed = timeText(report.readySinceMs);
	const finished = report.phase === "Succeeded";
	const broken = blueprint.plan.containers
		.map((container) => container.name)
		.filter((name) => report.containers.get(name)?.ready !== true);
	const allReady = broken.length === 0;
	const why = finished
		? { reason: "PodCompleted" }
		: { reason: "ContainersNotReady", message: `containers with unready status: [${broken.join(" ")}]` };
	const unless = (ready: boolean): Why => (ready ? {} : why);
	const started = report.containers.size > 0;
	return [
		condition("PodReadyToStartContainers", started && !finished, created),
		condition("Initialized", true, created, finished ? { reason: "PodCompleted" } : {}),
		condition("Ready", allReady && report.notReady !== true, changed, unless(allReady)),
		condition("ContainersReady", allReady, changed, unless(allReady)),
		condition("PodScheduled", true, created),
	];
}

interface Why {
	readonly reason?: string;
	readonly message?: string;
}

function condition(type: string, holds: boolean, since: string, why: Why = {}): JsonObject {
	return {
		type,
		status: holds ? "True" : "False",
		observedGeneration: 1,
		lastProbeTime: null,
		lastTransitionTime: since,
		...why,
	};
}

function containerStatus(plan: ContainerPlan, report: ContainerReport | undefined, ids: string): JsonObject {
	const { state, lastState, ready, restartCount } = report ?? NOT_STARTED;
	const started = state.is === "running";
	const id = `containerd://${containerId(`${ids}/${plan.name}/${restartCount}`)}`;
	return {
		name: plan.name,
		state: stateOf(state, id),
		lastState: lastState === undefined ? {} : stateOf(lastState, id),
		ready,
		restartCount,
		image: plan.image,
		imageID: report === undefined ? "" : `${plan.image.split(":")[0]}@sha256:${containerId(plan.image)}`,
		...(report === undefined ? {} : { containerID: id }),
		started,
	};
}

const NOT_STARTED: ContainerReport = {
	state: { is: "waiting", reason: "ContainerCreating" },
	ready: false,
	restartCount: 0,
};

function stateOf(state: ContainerState, containerID: string): JsonObject {
	switch (state.is) {
		case "waiting":
			return { waiting: { reason: state.reason, ...(state.message === undefined ? {} : { message: state.message }) } };
		case "running":
			return { running: { startedAt: timeText(state.startedAtMs) } };
		case "terminated": {
			const { reason, exitCode, startedAtMs, finishedAtMs } = state;
			const startedAt = timeText(startedAtMs);
			return { terminated: { exitCode, reason, startedAt, finishedAt: timeText(finishedAtMs), containerID } };
		}
	}
}

/** 64 hexadecimal digits that depend on a text alone. */
function containerId(text: string): string {
	let out = "";
	for (let round = 0; round < 8; round++) {
		let value = 0x811c9dc5 + round;
		for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
		value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
		out += (value >>> 0).toString(16).padStart(8, "0");
	}
	return out;
}
