import { kinds } from "../../world/kinds.ts";
import { timeText } from "../../world/kube-object.ts";
import { podStatus } from "../pod-status.ts";
import type { Happening, Subject } from "./event-recorder.ts";
import { isReady, type Model, type SimPod } from "./model.ts";

/** Longest pause between restarts of a container that keeps failing. */
const MAX_BACK_OFF_MS = 300_000;
const FIRST_BACK_OFF_MS = 10_000;
/** How often the kubelet repeats that it is backing off. */
const BACK_OFF_EVENT_MS = 12_000;

/** A pod, or one container of it, as the subject of an event. */
export function podSubject(pod: SimPod, container?: string): Subject {
	const { namespace } = pod.set;
	const fieldPath = container === undefined ? {} : { fieldPath: `spec.containers{${container}}` };
	return { kind: kinds.pods, namespace, name: pod.name, uid: pod.uid, ...fieldPath };
}

/** Write a pod's status as its kubelet (or, for a lost node, the node controller) sees it. */
export function reportPod(model: Model, pod: SimPod): void {
	const { store } = model.world;
	const current = store.get(kinds.pods, pod.set.namespace, pod.name);
	if (current === undefined || pod.gone) return;
	const { node } = pod;
	const status = podStatus(
		pod.set.blueprint,
		{
			phase: pod.phase,
			readySinceMs: pod.readySinceMs,
			createdAtMs: pod.createdAtMs,
			containers: pod.containers,
			...(node === undefined ? {} : { node: { ip: node.plan.ip }, notReady: node.report.ready !== "True" }),
			...(pod.podIp === undefined ? {} : { podIp: pod.podIp }),
			...(pod.startedAtMs === undefined ? {} : { startedAtMs: pod.startedAtMs }),
			...(pod.unschedulable === undefined ? {} : { unschedulable: pod.unschedulable }),
		},
		pod.uid,
	);
	const spec = current["spec"] as { readonly nodeName?: string };
	const placed = node === undefined || spec.nodeName !== undefined ? spec : { ...spec, nodeName: node.plan.name };
	// Containers that clients have added are reported by whoever runs them.
	const { ephemeralContainerStatuses } = (current["status"] ?? {}) as { readonly ephemeralContainerStatuses?: unknown };
	const guests = ephemeralContainerStatuses === undefined ? {} : { ephemeralContainerStatuses };
	store.update(kinds.pods, { ...current, spec: placed, status: { ...status, ...guests } });
	pod.set.changed();
}

function tell(model: Model, pod: SimPod, container: string | undefined, happening: Omit<Happening, "component">): void {
	const host = pod.node === undefined ? {} : { host: pod.node.plan.name };
	model.events.record(podSubject(pod, container), { component: "kubelet", ...host, ...happening });
}

/** Do something with a pod later, unless it or its node has gone by then. */
function whileAlive(model: Model, pod: SimPod, delayMs: number, action: () => void): void {
	model.world.later(delayMs, () => {
		if (pod.gone || pod.terminating) return;
		// A kubelet that comes back picks up where it stopped.
		if (pod.node?.lost === true) whileAlive(model, pod, 5_000, action);
		else action();
	});
}

/** Pull, create and start the containers of a pod that a node has taken. */
export function startPod(model: Model, pod: SimPod): void {
	const { node } = pod;
	if (node === undefined) return;
	pod.startedAtMs = model.world.clock.now();
	reportPod(model, pod);
	const { containers } = pod.set.blueprint.plan;
	const pulls = containers.some(({ image }) => !node.images.has(image));
	if (pulls) for (const { name, image } of containers) pull(model, pod, name, image);
	whileAlive(model, pod, pulls ? model.random.between(1_500, 6_000) : model.random.between(600, 1_600), () => {
		for (const { name, image } of containers) {
			if (node.images.has(image)) {
				const message = `Container image "${image}" already present on machine and can be accessed by the pod`;
				tell(model, pod, name, { type: "Normal", reason: "Pulled", message });
			} else {
				const seconds = model.random.between(1, 5).toFixed(3);
				const size = 20_000_000 + model.random.below(180_000_000);
				const message = `Successfully pulled image "${image}" in ${seconds}s (${seconds}s including waiting). Image size: ${size} bytes.`;
				tell(model, pod, name, { type: "Normal", reason: "Pulled", message });
				node.images.add(image);
			}
		}
		pod.podIp = podIp(model.nextPodIp++);
		pod.phase = "Running";
		for (const { name } of containers) startContainer(model, pod, name);
		reportPod(model, pod);
	});
}

function pull(model: Model, pod: SimPod, container: string, image: string): void {
	if (pod.node?.images.has(image) === true) return;
	tell(model, pod, container, { type: "Normal", reason: "Pulling", message: `Pulling image "${image}"` });
}

function podIp(index: number): string {
	return `10.${64 + ((index >> 16) & 63)}.${(index >> 8) & 255}.${index & 255}`;
}

/** Start (or start again) one container; the caller reports. */
function startContainer(model: Model, pod: SimPod, name: string): void {
	const { behaviour, blueprint } = pod.set;
	const before = pod.containers.get(name);
	const startedAtMs = model.world.clock.now();
	tell(model, pod, name, { type: "Normal", reason: "Created", message: "Container created" });
	tell(model, pod, name, { type: "Normal", reason: "Started", message: "Container started" });
	const last = before?.state.is === "terminated" ? before.state : before?.lastState;
	pod.containers.set(name, {
		state: { is: "running", startedAtMs },
		...(last === undefined ? {} : { lastState: last }),
		ready: false,
		restartCount: before === undefined ? 0 : before.restartCount + 1,
	});
	const { random } = model;
	const isFirst = blueprint.plan.containers[0]?.name === name;
	if (behaviour.crashesAfterMs !== undefined && isFirst) {
		const crash = (): void => endContainer(model, pod, name, { reason: "Error", exitCode: 1 });
		whileAlive(model, pod, random.between(...behaviour.crashesAfterMs), crash);
		return;
	}
	whileAlive(model, pod, behaviour.readyAfterMs * random.between(0.8, 1.3), () => becomeReady(model, pod, name));
	if (behaviour.completesAfterMs !== undefined && isFirst) {
		whileAlive(model, pod, random.between(...behaviour.completesAfterMs), () => completePod(model, pod));
	}
}

function becomeReady(model: Model, pod: SimPod, name: string): void {
	const report = pod.containers.get(name);
	if (report?.state.is !== "running") return;
	pod.containers.set(name, { ...report, ready: true });
	if (isReady(pod)) pod.readySinceMs = model.world.clock.now();
	reportPod(model, pod);
}

/** A container ends badly and is started again: at once the first time, then after longer and longer pauses. */
export function endContainer(
	model: Model,
	pod: SimPod,
	name: string,
	how: { readonly reason: "Error" | "OOMKilled"; readonly exitCode: number },
): void {
	const report = pod.containers.get(name);
	if (report?.state.is !== "running") return;
	const nowMs = model.world.clock.now();
	if (isReady(pod)) pod.readySinceMs = nowMs;
	const ended = { is: "terminated", ...how, startedAtMs: report.state.startedAtMs, finishedAtMs: nowMs } as const;
	pod.containers.set(name, { ...report, ready: false, state: ended });
	reportPod(model, pod);
	const backOffMs = report.restartCount === 0 || how.reason === "OOMKilled" ? 0 : backOff(report.restartCount);
	whileAlive(model, pod, 1_000, () => {
		if (backOffMs > 0) waitToRestart(model, pod, name, backOffMs);
		else restart(model, pod, name);
	});
}

function backOff(restartCount: number): number {
	return Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (restartCount - 1));
}

function waitToRestart(model: Model, pod: SimPod, name: string, backOffMs: number): void {
	const report = pod.containers.get(name);
	if (report === undefined) return;
	const where = `${name} in pod ${pod.name}_${pod.set.namespace}(${pod.uid})`;
	const message = `back-off ${durationText(backOffMs)} restarting failed container=${name} pod=${pod.name}_${pod.set.namespace}(${pod.uid})`;
	const last = report.state.is === "terminated" ? { lastState: report.state } : {};
	pod.containers.set(name, { ...report, ...last, state: { is: "waiting", reason: "CrashLoopBackOff", message } });
	reportPod(model, pod);
	const warn = (): void =>
		tell(model, pod, name, {
			type: "Warning",
			reason: "BackOff",
			message: `Back-off restarting failed container ${where}`,
		});
	warn();
	for (let at = BACK_OFF_EVENT_MS; at < backOffMs; at += BACK_OFF_EVENT_MS) whileAlive(model, pod, at, warn);
	whileAlive(model, pod, backOffMs, () => restart(model, pod, name));
}

function restart(model: Model, pod: SimPod, name: string): void {
	const image = pod.set.blueprint.plan.containers.find((container) => container.name === name)?.image ?? "";
	const message = `Container image "${image}" already present on machine and can be accessed by the pod`;
	tell(model, pod, name, { type: "Normal", reason: "Pulled", message });
	startContainer(model, pod, name);
	reportPod(model, pod);
}

/** Go's text for a duration: `10s`, `1m20s`, `5m0s`. */
function durationText(ms: number): string {
	const seconds = Math.round(ms / 1000);
	return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function completePod(model: Model, pod: SimPod): void {
	const nowMs = model.world.clock.now();
	for (const [name, report] of pod.containers) {
		const startedAtMs = report.state.is === "running" ? report.state.startedAtMs : nowMs;
		const state = { is: "terminated", reason: "Completed", exitCode: 0, startedAtMs, finishedAtMs: nowMs } as const;
		pod.containers.set(name, { ...report, ready: false, state });
	}
	pod.phase = "Succeeded";
	pod.readySinceMs = nowMs;
	pod.set.succeeded++;
	releaseNode(pod);
	reportPod(model, pod);
}

/** A readiness probe fails for a while. */
export function failProbe(model: Model, pod: SimPod, forMs: number): void {
	const name = pod.set.blueprint.plan.containers[0]?.name ?? "";
	const report = pod.containers.get(name);
	if (report?.ready !== true || !isReady(pod)) return;
	const message = "Readiness probe failed: HTTP probe failed with statuscode: 503";
	tell(model, pod, name, { type: "Warning", reason: "Unhealthy", message });
	pod.readySinceMs = model.world.clock.now();
	pod.containers.set(name, { ...report, ready: false });
	reportPod(model, pod);
	whileAlive(model, pod, forMs, () => becomeReady(model, pod, name));
}

/** Mark a pod for deletion; it goes once its kubelet has stopped it. */
export function terminatePod(model: Model, pod: SimPod): void {
	const { store, clock } = model.world;
	const current = store.get(kinds.pods, pod.set.namespace, pod.name);
	if (current === undefined || pod.terminating) return;
	const deletionTimestamp = timeText(clock.now() + 30_000);
	store.update(kinds.pods, {
		...current,
		metadata: { ...current.metadata, deletionTimestamp, deletionGracePeriodSeconds: 30 },
	});
	// The model hears of the mark through the store, as it does when a client deletes a pod.
}

/** Stop a marked pod's containers and let it go, as soon as its node answers. */
export function stopPod(model: Model, pod: SimPod): void {
	if (pod.node?.lost === true) return;
	for (const { name } of pod.set.blueprint.plan.containers) {
		if (pod.containers.get(name)?.state.is !== "running") continue;
		tell(model, pod, name, { type: "Normal", reason: "Killing", message: `Stopping container ${name}` });
	}
	model.world.later(model.random.between(1_200, 4_500), () => {
		if (!pod.gone && pod.node?.lost !== true) model.world.store.delete(kinds.pods, pod.set.namespace, pod.name);
	});
}

/** Give a node's room back. */
export function releaseNode(pod: SimPod): void {
	const { node } = pod;
	if (node === undefined || !node.pods.delete(pod)) return;
	node.cpuMillicores -= pod.set.cpuMillicores;
	node.memoryMib -= pod.set.memoryMib;
}
