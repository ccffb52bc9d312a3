import type { KubeObject } from "../world/kube-object.ts";
import { since } from "./age.ts";
import { containerCells, labelText, type NamedContainer, type Selector, selectorText } from "./printer.ts";

interface Workload {
	readonly spec: {
		readonly replicas?: number;
		readonly selector?: Selector;
		readonly template: {
			readonly spec: {
				readonly containers: readonly NamedContainer[];
				readonly nodeSelector?: Readonly<Record<string, string>>;
			};
		};
	};
	readonly status?: Readonly<Record<string, unknown>>;
}

/** What is read of every kind of workload; counts that are left out are zero. */
function read(object: KubeObject, nowMs: number) {
	const { spec, status } = object as unknown as Workload;
	const containers = containerCells(spec.template.spec.containers);
	return {
		name: object.metadata.name,
		age: since(object.metadata.creationTimestamp, nowMs),
		replicas: spec.replicas ?? 1,
		count: (field: string): number => Number(status?.[field] ?? 0),
		nodeSelector: labelText(spec.template.spec.nodeSelector),
		containers,
		wide: [...containers, selectorText(spec.selector)],
	};
}

/** Name, ready, up to date, available, age; containers, images, selector. */
export function deploymentCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const { name, age, replicas, count, wide } = read(object, nowMs);
	const ready = `${count("readyReplicas")}/${replicas}`;
	return [name, ready, count("updatedReplicas"), count("availableReplicas"), age, ...wide];
}

/** Name, desired, current, ready, age; containers, images, selector. */
export function replicaSetCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const { name, age, replicas, count, wide } = read(object, nowMs);
	return [name, replicas, count("replicas"), count("readyReplicas"), age, ...wide];
}

/** Name, ready, age; containers, images. */
export function statefulSetCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const { name, age, replicas, count, containers } = read(object, nowMs);
	return [name, `${count("readyReplicas")}/${replicas}`, age, ...containers];
}

/** Name, desired, current, ready, up to date, available, node selector, age; containers, images, selector. */
export function daemonSetCells(object: KubeObject, nowMs: number): readonly unknown[] {
	const { name, age, count, nodeSelector, wide } = read(object, nowMs);
	const counts = [
		"desiredNumberScheduled",
		"currentNumberScheduled",
		"numberReady",
		"updatedNumberScheduled",
		"numberAvailable",
	];
	return [name, ...counts.map(count), nodeSelector, age, ...wide];
}
