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
	/** Empty for a node. */
	readonly containers: ReadonlyMap<string, Usage>;
}

const noContainers: ReadonlyMap<string, Usage> = new Map();

const podShape = {
	metadata: { namespace: "string", name: "string" },
	containers: [{ name: "string", usage: "quantityMap" }],
} as const;
const nodeShape = { metadata: { name: "string" }, usage: "quantityMap" } as const;

/** `PodMetrics`. @see https://github.com/kubernetes/metrics/blob/master/pkg/apis/metrics/v1beta1/types.go */
export const podMetricsCodec: ObjectCodec<Measured> = objectCodec({
	message: undefined,
	shape: podShape,
	project: (object) => podMeasured(object as Picked<typeof podShape>),
});

/** `NodeMetrics`. */
export const nodeMetricsCodec: ObjectCodec<Measured> = objectCodec({
	message: undefined,
	shape: nodeShape,
	project: (object) => nodeMeasured(object as Picked<typeof nodeShape>),
});

function podMeasured({ metadata, containers }: Picked<typeof podShape>): Measured {
	const measured = new Map<string, Usage>();
	for (const { name, usage } of containers) {
		const used = usageOf(usage);
		if (used !== undefined) measured.set(name, used);
	}
	const isWhole = containers.length > 0 && measured.size === containers.length;
	const usage = isWhole ? [...measured.values()].reduce(plus) : undefined;
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

function plus(left: Usage, right: Usage): Usage {
	return {
		cpuMillicores: left.cpuMillicores + right.cpuMillicores,
		memoryBytes: left.memoryBytes + right.memoryBytes,
	};
}
