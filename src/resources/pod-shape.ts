import { metadataShape } from "../kube/wire/metadata.ts";
import { optional, type Picked } from "../kube/wire/shape.ts";

const resourcesShape = { requests: "quantityMap", limits: "quantityMap" } as const;

const containerShape = { name: "string", image: "string", restartPolicy: "string", resources: resourcesShape } as const;

const containerStatusShape = {
	name: "string",
	ready: "bool",
	started: "optionalBool",
	restartCount: "int",
	state: {
		running: optional({ startedAt: "time" }),
		waiting: optional({ reason: "string" }),
		terminated: optional({
			exitCode: "int",
			signal: "int",
			reason: "string",
			startedAt: "time",
			finishedAt: "time",
		}),
	},
	lastState: {
		terminated: optional({ exitCode: "int", signal: "int", reason: "string", finishedAt: "time" }),
	},
} as const;

/** The fields of a pod that its row is made of. */
export const podShape = {
	metadata: metadataShape,
	spec: {
		nodeName: "string",
		initContainers: [containerShape],
		containers: [containerShape],
		ephemeralContainers: [{ name: "string", image: "string" }],
		readinessGates: [{ conditionType: "string" }],
		resources: optional(resourcesShape),
	},
	status: {
		phase: "string",
		reason: "string",
		podIP: "string",
		nominatedNodeName: "string",
		conditions: [{ type: "string", status: "string", reason: "string" }],
		initContainerStatuses: [containerStatusShape],
		containerStatuses: [containerStatusShape],
		ephemeralContainerStatuses: [containerStatusShape],
	},
} as const;

/** A pod as a decoder fills {@link podShape}. */
export type Pod = Picked<typeof podShape>;

/** One container of a pod's spec. */
export type ContainerSpec = Picked<typeof containerShape>;

/** One container's status. */
export type ContainerStatus = Picked<typeof containerStatusShape>;

/** What a container or pod asks for and may have. */
export type ResourceAmounts = Picked<typeof resourcesShape>;

/** Whether an init container is a sidecar: started before the others, and kept running beside them. */
export function isSidecar(container: ContainerSpec | undefined): boolean {
	return container?.restartPolicy === "Always";
}
