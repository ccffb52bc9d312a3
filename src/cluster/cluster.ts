import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import type { Readable } from "../base/store.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import type { ConnectionState, TrafficCount, Transport } from "../kube/transport/transport.ts";
import type { ObjectCodec } from "../kube/wire/codec.ts";
import type { Resource, ResourceIdentity, ResourceRow } from "../resources/resource.ts";
import type { OpenTable } from "./open-table.ts";
import { Reachability } from "./reachability.ts";
import { Reflector } from "./reflector.ts";
import { select } from "./selection.ts";
import { createStreamingSupport } from "./streaming-support.ts";
import { TablePool } from "./table-pool.ts";
import { TableStore } from "./table-store.ts";

/** Needed by so many views that they stay open once they were opened. */
const alwaysKept: ReadonlySet<string> = new Set(["pods", "nodes"]);

/** What a cluster is made of. */
export interface ClusterOptions {
	readonly target: ConnectionTarget;
	/** Stays the caller's, who disposes of it after the cluster. */
	readonly transport: Transport;
	/** The codec for a kind. */
	codec<R extends ResourceRow>(resource: Resource<R>): ObjectCodec<R>;
	readonly clock: Clock;
	readonly random: () => number;
	readonly activity: Activity;
}

/** All that is kept of one context: its tables, its connection, what it has cost. */
export interface Cluster extends AsyncDisposable {
	readonly target: ConnectionTarget;
	readonly transport: Transport;
	readonly reachability: Reachability;
	readonly connection: Readable<ConnectionState>;
	/** Server clock minus ours, in milliseconds. */
	readonly clockSkewMs: Readable<number>;
	/** Requests and bytes since the start, by purpose. */
	traffic(): ReadonlyMap<string, TrafficCount>;
	/** The table of a kind in one namespace, or in all. Shared by all who hold it; closed a minute after the last has let go. */
	open<R extends ResourceRow>(resource: Resource<R>, namespace?: string): OpenTable<R>;
}

interface Kept extends AsyncDisposable {
	readonly store: TableStore<ResourceRow>;
	readonly reflector: Reflector<ResourceRow>;
}

/** Open a cluster. Nothing is asked of the server until a table is opened. */
export function openCluster(options: ClusterOptions): Cluster {
	const { target, transport, clock, random, activity } = options;
	const reachability = new Reachability(transport, clock, random);
	const streaming = createStreamingSupport();
	const pool = new TablePool<Kept>(clock);

	const keep = <R extends ResourceRow>(resource: Resource<R>, namespace: string | undefined): Kept => {
		const store = new TableStore<R>(resource.nodeName?.bind(resource));
		const codec = options.codec(resource);
		const reflector = new Reflector<R>({
			resource,
			namespace,
			codec,
			store,
			transport,
			reachability,
			streaming,
			clock,
			random,
			activity,
		});
		// A row goes back only to who opened the table with the resource that makes such rows.
		return { store, reflector, [Symbol.asyncDispose]: () => reflector[Symbol.asyncDispose]() } as unknown as Kept;
	};

	return {
		target,
		transport,
		reachability,
		connection: transport.connection,
		clockSkewMs: transport.clockSkewMs,
		traffic: () => transport.traffic(),
		open<R extends ResourceRow>(resource: Resource<R>, namespace?: string): OpenTable<R> {
			const scope = resource.namespaced ? (namespace ?? "") : "";
			const hold = pool.hold(tableKey(resource, scope), alwaysKept.has(resource.id), () =>
				keep(resource, scope === "" ? undefined : scope),
			);
			const store = hold.item.store as unknown as TableStore<R>;
			return {
				rows: store,
				freshness: hold.item.reflector.freshness,
				select: (selection) => select(store, selection),
				[Symbol.dispose]: () => hold[Symbol.dispose](),
			};
		},
		async [Symbol.asyncDispose]() {
			await pool[Symbol.asyncDispose]();
			await reachability[Symbol.asyncDispose]();
		},
	};
}

/** One table a kind and scope; kinds of other groups or versions are other kinds. */
function tableKey({ group, version, plural }: ResourceIdentity, namespace: string): string {
	return `${group}/${version}/${plural}/${namespace}`;
}
