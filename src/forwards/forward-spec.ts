/** Kinds that lead to a pod, by their plural. */
export type ForwardKind = "pods" | "services" | "deployments" | "replicasets" | "statefulsets" | "daemonsets" | "jobs";

/** What is forwarded to. */
export interface ForwardTarget {
	readonly kind: ForwardKind;
	readonly namespace: string;
	readonly name: string;
}

/** A forward as it was asked for. */
export interface ForwardSpec {
	readonly target: ForwardTarget;
	/** Number or name of a port: a service's own, else a container's. */
	readonly remotePort: string;
	/** 0 = any that is free. */
	readonly localPort: number;
	/** What to listen on; {@link loopback} is 127.0.0.1 and, where there is one, ::1. */
	readonly address: string;
}

/** Only programs of this machine can connect. */
export const loopback = "localhost";

/** Where the kinds are served. */
export const forwardPaths: Readonly<Record<ForwardKind, string>> = {
	pods: "/api/v1",
	services: "/api/v1",
	deployments: "/apis/apps/v1",
	replicasets: "/apis/apps/v1",
	statefulsets: "/apis/apps/v1",
	daemonsets: "/apis/apps/v1",
	jobs: "/apis/batch/v1",
};

/** Whether a kind leads to pods. */
export function isForwardKind(plural: string): plural is ForwardKind {
	return Object.hasOwn(forwardPaths, plural);
}

/** `services/web`, as kubectl writes it. */
export function targetName({ kind, name }: ForwardTarget): string {
	return `${kind}/${name}`;
}

/** Whether an address is of this machine alone. */
export function isLoopback(address: string): boolean {
	return address === loopback || address === "::1" || /^127(\.\d{1,3}){3}$/.test(address);
}
