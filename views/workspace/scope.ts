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

	/** The user may not look at all namespaces. Who might until now is not sent elsewhere: what was there stays in sight. */
	get isTooWide(): boolean {
		const { pods } = this;
		return this.namespace === undefined && pods.rows.size === 0 && pods.freshness.get().state === "forbidden";
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.nodes[Symbol.dispose]();
		this.pods[Symbol.dispose]();
		await this.usage[Symbol.asyncDispose]();
	}
}

/** What a {@link CurrentScope} tells of. */
interface ScopeListener {
	/** Usage has been polled. */
	onUsage(): void;
	/** It has turned out that the user may not look at all namespaces. */
	onTooWide(): void;
}

/** The scope in force. The one before is let go when another is entered, after what both watch has been taken over. */
export class CurrentScope implements AsyncDisposable {
	readonly #open: (namespace: string | undefined) => Scope;
	readonly #listener: ScopeListener;
	readonly #closing = new Set<Promise<void>>();
	#scope: Scope;
	#ends: readonly (() => void)[];

	constructor(open: (namespace: string | undefined) => Scope, namespace: string | undefined, listener: ScopeListener) {
		this.#open = open;
		this.#listener = listener;
		this.#scope = open(namespace);
		this.#ends = this.#follow(this.#scope);
	}

	get(): Scope {
		return this.#scope;
	}

	/** Watch a namespace, or all. Nothing changes where all are watched already and may be. */
	enter(namespace: string | undefined): void {
		const before = this.#scope;
		if (before.namespace === namespace || (before.namespace === undefined && !before.isTooWide)) return;
		this.#scope = this.#open(namespace);
		this.#letGo(before);
		this.#ends = this.#follow(this.#scope);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#letGo(this.#scope);
		await Promise.all(this.#closing);
	}

	#follow(scope: Scope): readonly (() => void)[] {
		return [
			scope.usage.version.subscribe(() => this.#listener.onUsage()),
			scope.pods.freshness.subscribe(() => {
				if (scope.isTooWide) this.#listener.onTooWide();
			}),
		];
	}

	#letGo(scope: Scope): void {
		for (const end of this.#ends) end();
		this.#ends = [];
		const closing = scope[Symbol.asyncDispose]().finally(() => this.#closing.delete(closing));
		this.#closing.add(closing);
	}
}
