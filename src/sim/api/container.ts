import { kinds } from "../world/kinds.ts";
import type { KubeObject } from "../world/kube-object.ts";
import type { ObjectStore } from "../world/object-store.ts";
import { badRequest, notFound } from "./status.ts";

interface NamedContainer {
	readonly name: string;
	readonly image: string;
	readonly stdin?: boolean;
	readonly tty?: boolean;
	readonly env?: readonly { readonly name: string; readonly value?: string }[];
	readonly ports?: readonly { readonly containerPort: number }[];
}

/** How a container run ended. */
interface Ended {
	readonly exitCode: number;
	readonly reason?: string;
	readonly startedAt: string;
	readonly finishedAt: string;
}

/** A container's status, as far as streams look at it. */
interface ContainerStatus {
	readonly name: string;
	readonly restartCount: number;
	readonly state: {
		readonly running?: { readonly startedAt: string };
		readonly waiting?: { readonly reason: string };
		readonly terminated?: Ended;
	};
	readonly lastState?: { readonly terminated?: Ended };
}

/** A container of a pod that a request is about. */
export interface Container {
	readonly pod: KubeObject;
	readonly spec: NamedContainer;
	/** Undefined until a kubelet reports it. */
	readonly status: ContainerStatus | undefined;
}

interface PodParts {
	readonly spec?: {
		readonly containers?: readonly NamedContainer[];
		readonly initContainers?: readonly NamedContainer[];
		readonly ephemeralContainers?: readonly NamedContainer[];
	};
	readonly status?: {
		readonly containerStatuses?: readonly ContainerStatus[];
		readonly initContainerStatuses?: readonly ContainerStatus[];
		readonly ephemeralContainerStatuses?: readonly ContainerStatus[];
	};
}

/** Find a pod. @throws StatusError 404 */
export function findPod(store: ObjectStore, namespace: string | undefined, name: string): KubeObject {
	const pod = store.get(kinds.pods, namespace, name);
	if (pod === undefined) throw notFound(kinds.pods, name);
	return pod;
}

/** Choose a container by name, or the only one. @throws StatusError 400 */
export function chooseContainer(pod: KubeObject, wanted: string): Container {
	const { spec = {}, status = {} } = pod as PodParts;
	const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
	const { name } = pod.metadata;
	const only = wanted === "" && containers.length === 1 ? containers[0] : undefined;
	if (wanted === "" && only === undefined) {
		const names = containers.map((container) => container.name).join(" ");
		throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names}]`);
	}
	const found =
		only ?? [...containers, ...initContainers, ...ephemeralContainers].find((container) => container.name === wanted);
	if (found === undefined) throw badRequest(`container ${wanted} is not valid for pod ${name}`);
	const statuses = [
		...(status.containerStatuses ?? []),
		...(status.initContainerStatuses ?? []),
		...(status.ephemeralContainerStatuses ?? []),
	];
	return { pod, spec: found, status: statuses.find((one) => one.name === found.name) };
}
