import type { ObjectCodec } from "../kube/wire/codec.ts";
import { objectCodec } from "../kube/wire/object-codec.ts";
import type { Picked } from "../kube/wire/shape.ts";
import type { Usage } from "../resources/resource.ts";
import { cpuMillicores, memoryBytes } from "../text/quantity.ts";

/** What was measured of one pod or node. A quantity that is missing or cannot be read leaves no figure: `n/a`, never 0. */
export interface Measured {
	/** `namespace/name` of a pod, `name` of a node. */
	readonly key: string;
	/** A pod's is the sum of its containers'; undefined unless all of them were measured. */
	readonly usage: Usage | undefined;
	/** Those that were measured; none for a node. */
	readonly containers: readonly MeasuredContainer[];
}

/** What was measured of one container. */
interface MeasuredContainer {
	readonly name: string;
	readonly usage: Usage;
}

const noContainers: readonly MeasuredContainer[] = [];

const metricsPackage = "k8s.io.metrics.pkg.apis.metrics.v1beta1";
const podShape = {
	metadata: { namespace: "string", name: "string" },
	containers: [{ name: "string", usage: "quantityMap" }],
} as const;
const nodeShape = { metadata: { name: "string" }, usage: "quantityMap" } as const;

/** `PodMetrics`. @see https://github.com/kubernetes/metrics/blob/master/pkg/apis/metrics/v1beta1/types.go */
export const podMetricsCodec: ObjectCodec<Measured> = objectCodec({
	message: `${metricsPackage}.PodMetrics`,
	shape: podShape,
	project: (object) => podMeasured(object as Picked<typeof podShape>),
});

/** `NodeMetrics`. */
export const nodeMetricsCodec: ObjectCodec<Measured> = objectCodec({
	message: `${metricsPackage}.NodeMetrics`,
	shape: nodeShape,
	project: (object) => nodeMeasured(object as Picked<typeof nodeShape>),
});

/** Whether two measurements of the same pod or node say the same. */
export function isSameMeasured(one: Measured, other: Measured): boolean {
	return (
		isSameUsage(one.usage, other.usage) &&
		one.containers.length === other.containers.length &&
		one.containers.every(({ name, usage }, index) => {
			const container = other.containers[index];
			return container?.name === name && isSameUsage(usage, container.usage);
		})
	);
}

function podMeasured({ metadata, containers }: Picked<typeof podShape>): Measured {
	const measured: MeasuredContainer[] = [];
	for (const { name, usage } of containers) {
		const used = usageOf(usage);
		if (used !== undefined) measured.push({ name, usage: used });
	}
	const isWhole = containers.length > 0 && measured.length === containers.length;
	const usage = isWhole ? measured.map((container) => container.usage).reduce(plus) : undefined;
	return { key: `${metadata.namespace}/${metadata.name}`, usage, containers: measured };
}

function nodeMeasured({ metadata, usage }: Picked<typeof nodeShape>): Measured {
	return { key: metadata.name, usage: usageOf(usage), containers: noContainers };
}

function usageOf(usage: Readonly<Record<string, string>>): Usage | undefined {
	const cpu = cpuMillicores(usage["cpu"] ?? "");
	const memory = memoryBytes(usage["memory"] ?? "");
	return cpu === undefined || memory === undefined ? undefined : { cpuMillicores: cpu, memoryBytes: memory };
}

function isSameUsage(one: Usage | undefined, other: Usage | undefined): boolean {
	return one?.cpuMillicores === other?.cpuMillicores && one?.memoryBytes === other?.memoryBytes;
}

function plus(left: Usage, right: Usage): Usage {
	return {
		cpuMillicores: left.cpuMillicores + right.cpuMillicores,
		memoryBytes: left.memoryBytes + right.memoryBytes,
	};
}
