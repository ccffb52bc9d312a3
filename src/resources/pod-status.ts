import { type ContainerStatus, isSidecar, type Pod } from "./pod-shape.ts";

/** What `kubectl get pods` says of a pod, before the clock turns it into text. */
export interface PodStatus {
	/** STATUS */
	readonly text: string;
	/** READY, left of the slash. */
	readonly ready: number;
	/** READY, right of the slash: containers of the spec, sidecars counted, other init containers not. */
	readonly total: number;
	readonly restarts: number;
	/** When the last of those restarts happened, milliseconds since the epoch. */
	readonly lastRestartAtMs: number | undefined;
}

/** How far initialisation has come, and what its containers add to the counts. */
interface Initialisation {
	/** STATUS while it goes on; undefined once it is over. */
	readonly text: string | undefined;
	readonly readySidecars: number;
	readonly restarts: Restarts;
	readonly sidecarRestarts: Restarts;
}

interface Restarts {
	readonly count: number;
	readonly lastAtMs: number | undefined;
}

const NO_RESTARTS: Restarts = { count: 0, lastAtMs: undefined };

/**
 * STATUS, READY and RESTARTS of a pod, in every case the same as kubectl's.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `printPod`
 */
export function podStatus(pod: Pod): PodStatus {
	const { spec, status } = pod;
	const init = initialisation(pod);
	const total = spec.containers.length + spec.initContainers.filter(isSidecar).length;

	let text = init.text ?? pendingText(pod);
	let ready = init.readySidecars;
	let restarts = init.restarts;
	// An init container that runs again in a pod that was initialised once does not hide its containers.
	if (init.text === undefined || wasInitialized(pod)) {
		const running = status.containerStatuses.filter(runsReady).length;
		ready += running;
		restarts = status.containerStatuses.reduce(addRestarts, init.sidecarRestarts);
		text = containersText(pod, text, running > 0);
	}
	return {
		text: deletionText(pod) ?? text,
		ready,
		total,
		restarts: restarts.count,
		lastRestartAtMs: restarts.lastAtMs,
	};
}

/** STATUS as far as the pod itself says it. */
function pendingText({ status }: Pod): string {
	const gated = status.conditions.some(({ type, reason }) => type === "PodScheduled" && reason === "SchedulingGated");
	return gated ? "SchedulingGated" : status.reason || status.phase;
}

/** Walks the init containers up to the first that is neither done nor a sidecar that has started. */
function initialisation({ spec, status }: Pod): Initialisation {
	let readySidecars = 0;
	let restarts = NO_RESTARTS;
	let sidecarRestarts = NO_RESTARTS;
	for (const [index, container] of status.initContainerStatuses.entries()) {
		const sidecar = isSidecar(spec.initContainers.find(({ name }) => name === container.name));
		restarts = addRestarts(restarts, container);
		if (sidecar) sidecarRestarts = addRestarts(sidecarRestarts, container);

		const { terminated, waiting } = container.state;
		if (terminated?.exitCode === 0) continue;
		if (sidecar && container.started === true) {
			if (container.ready) readySidecars++;
			continue;
		}
		let text = `${index}/${spec.initContainers.length}`;
		if (terminated !== undefined) text = terminationText(terminated);
		else if (waiting !== undefined && waiting.reason !== "" && waiting.reason !== "PodInitializing")
			text = waiting.reason;
		return { text: `Init:${text}`, readySidecars, restarts, sidecarRestarts };
	}
	return { text: undefined, readySidecars, restarts, sidecarRestarts };
}

/** STATUS from the containers: the first one that has something to say wins. */
function containersText(pod: Pod, before: string, anyRunning: boolean): string {
	let text = before;
	let errorText = "";
	for (const { state } of pod.status.containerStatuses.toReversed()) {
		if (state.waiting !== undefined && state.waiting.reason !== "") {
			text = state.waiting.reason;
		} else if (state.terminated !== undefined) {
			text = terminationText(state.terminated);
			if (state.terminated.exitCode !== 0) errorText = text;
		}
	}
	if (text !== "Completed") return text;
	// One container that completed does not make the pod completed.
	if (anyRunning && isReady(pod)) return "Running";
	if (errorText !== "") return errorText;
	return anyRunning ? "NotReady" : text;
}

/** What a deletion makes of STATUS; undefined when the pod is not being deleted, or has ended. */
function deletionText({ metadata, status }: Pod): string | undefined {
	if (metadata.deletionTimestamp === undefined) return undefined;
	if (status.reason === "NodeLost") return "Unknown";
	return status.phase === "Succeeded" || status.phase === "Failed" ? undefined : "Terminating";
}

/** A container that is counted as ready, judged in the order in which kubectl judges. */
function runsReady({ state, ready }: ContainerStatus): boolean {
	const waits = state.waiting !== undefined && state.waiting.reason !== "";
	return !waits && state.terminated === undefined && ready && state.running !== undefined;
}

/** How a container ended. */
export function terminationText(end: { readonly reason: string; readonly signal: number; readonly exitCode: number }) {
	if (end.reason !== "") return end.reason;
	return end.signal !== 0 ? `Signal:${end.signal}` : `ExitCode:${end.exitCode}`;
}

function addRestarts(sum: Restarts, container: ContainerStatus): Restarts {
	const finishedAtMs = container.lastState.terminated?.finishedAt;
	const later = finishedAtMs !== undefined && (sum.lastAtMs === undefined || finishedAtMs > sum.lastAtMs);
	return { count: sum.count + container.restartCount, lastAtMs: later ? finishedAtMs : sum.lastAtMs };
}

/** Of several conditions the first counts here; there should not be several. */
function wasInitialized({ status }: Pod): boolean {
	return status.conditions.find(({ type }) => type === "Initialized")?.status === "True";
}

/** ... and any here, as in kubectl. */
function isReady({ status }: Pod): boolean {
	return status.conditions.some((condition) => condition.type === "Ready" && condition.status === "True");
}
