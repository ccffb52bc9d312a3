import type { Cluster } from "../../src/cluster/cluster.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import type { UsageSource } from "../../src/metrics/usage-source.ts";
import { nodes } from "../../src/resources/nodes.ts";
import { pods } from "../../src/resources/pods.ts";

/** Opens usage for one namespace, or for all. */
export type OpenUsage = (namespace: string | undefined) => UsageSource;

/** What is always watched of a cluster, in one namespace or in all: for the header, and for what is opened next. */
export class Scope implements AsyncDisposable {
	/** Undefined = all namespaces. */
	readonly namespace: string | undefined;
	readonly nodes: OpenTable;
	readonly pods: OpenTable;
	readonly usage: UsageSource;

	constructor(cluster: Cluster, namespace: string | undefined, openUsage: OpenUsage) {
		this.namespace = namespace;
		this.nodes = cluster.open(nodes, undefined);
		this.pods = cluster.open(pods, namespace);
		this.usage = openUsage(namespace);
	}

	/** The user may not look at all namespaces. */
	get isTooWide(): boolean {
		return this.namespace === undefined && this.pods.freshness.get().state === "forbidden";
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.nodes[Symbol.dispose]();
		this.pods[Symbol.dispose]();
		await this.usage[Symbol.asyncDispose]();
	}
}
