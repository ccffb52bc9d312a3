import type { MeasuredUsage, UsageSource } from "../../api/metrics.ts";
import type { Model, SimPod } from "./model.ts";

const MIB = 1_048_576;
/** What the system itself uses on a node. */
const SYSTEM_MILLICORES = 180;
const SYSTEM_MIB = 1_400;

/** Usage that moves smoothly, differently for each pod, and follows the story. */
export function usageOf(model: Model): UsageSource {
	return {
		pod(object, nowMs) {
			const pod = model.pods.get(`${object.metadata.namespace}/${object.metadata.name}`);
			if (pod === undefined || pod.phase !== "Running" || pod.node === undefined || pod.node.lost) return undefined;
			return containersOf(pod, nowMs);
		},
		node(object, nowMs) {
			const node = model.nodes.get(object.metadata.name);
			if (node === undefined || node.lost) return undefined;
			let cpuMillicores = SYSTEM_MILLICORES;
			let memoryBytes = SYSTEM_MIB * MIB;
			for (const pod of node.pods) {
				if (pod.phase !== "Running") continue;
				for (const used of containersOf(pod, nowMs).values()) {
					cpuMillicores += used.cpuMillicores;
					memoryBytes += used.memoryBytes;
				}
			}
			return { cpuMillicores, memoryBytes };
		},
	};
}

function containersOf(pod: SimPod, nowMs: number): ReadonlyMap<string, MeasuredUsage> {
	const used = new Map<string, MeasuredUsage>();
	for (const [index, { name }] of pod.set.blueprint.plan.containers.entries()) {
		if (pod.containers.get(name)?.state.is !== "running") continue;
		used.set(name, index === 0 ? mainUsage(pod, nowMs) : sidecarUsage(pod, nowMs));
	}
	return used;
}

function mainUsage(pod: SimPod, nowMs: number): MeasuredUsage {
	const own = phase(pod.uid);
	const busy = pod.set.behaviour.completesAfterMs !== undefined ? 0.95 : 0.35 + 0.3 * wave(nowMs, 420_000, own);
	const flutter = 0.08 * wave(nowMs, 47_000, own * 7);
	const memory = 0.6 + 0.12 * wave(nowMs, 900_000, own * 3);
	return {
		cpuMillicores: Math.max(1, pod.set.cpuMillicores * (busy + flutter)),
		memoryBytes: leakedBytes(pod, nowMs, pod.set.memoryMib * memory * MIB),
	};
}

function sidecarUsage(pod: SimPod, nowMs: number): MeasuredUsage {
	const own = phase(pod.uid);
	return { cpuMillicores: 8 + 5 * wave(nowMs, 240_000, own), memoryBytes: (38 + 4 * wave(nowMs, 600_000, own)) * MIB };
}

/** What a leaking container holds: its usual share and what it never gave back. */
function leakedBytes(pod: SimPod, nowMs: number, usualBytes: number): number {
	if (pod.leak === undefined) return usualBytes;
	return usualBytes + (Math.max(0, nowMs - pod.leak.sinceMs) / 1000) * pod.leak.mibPerSecond * MIB;
}

function wave(nowMs: number, periodMs: number, shift: number): number {
	return Math.sin((nowMs / periodMs) * 2 * Math.PI + shift);
}

/** An angle of a pod's own. */
function phase(uid: string): number {
	return (Number.parseInt(uid.slice(0, 6), 16) / 0xff_ff_ff) * 2 * Math.PI;
}
