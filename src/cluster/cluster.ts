import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import { createStore, type Readable } from "../base/store.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import type { ConnectionState, TrafficCount, Transport } from "../kube/transport/transport.ts";
import type { ObjectCodec } from "../kube/wire/codec.ts";
import { objectCodec } from "../kube/wire/object-codec.ts";
import { type TableColumn, type TableRow, tableCodec } from "../kube/wire/table-codec.ts";
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
	/** Likewise for a kind without a file of its own, as its server prints it. */
	openUndeclared(kind: ResourceIdentity, namespace?: string): UndeclaredTable;
	/** No longer looked at: only tables that somebody holds stay open, and none any longer than that. */
	rest(): void;
}

/** A table of a kind that nobody declared, with the columns its server prints; none until the first answer. */
interface UndeclaredTable extends OpenTable<TableRow> {
	readonly columns: Readable<readonly TableColumn[]>;
}

interface Kept<R extends ResourceRow> extends AsyncDisposable {
	readonly store: TableStore<R>;
	readonly reflector: Reflector<R>;
}

interface KeptUndeclared extends Kept<TableRow> {
	readonly columns: Readable<readonly TableColumn[]>;
}

/** Open a cluster. Nothing is asked of the server until a table is opened. */
export function openCluster(options: ClusterOptions): Cluster {
	const { target, transport, clock, random } = options;
	const reachability = new Reachability(transport, clock, random);
	const streaming = createStreamingSupport();
	const declared = new TablePool<AsyncDisposable>(clock);
	const undeclared = new TablePool<KeptUndeclared>(clock);

	const reflect = <R extends ResourceRow>(
		resource: ResourceIdentity,
		namespace: string,
		store: TableStore<R>,
		codec: ObjectCodec<R>,
	): Kept<R> => {
		const scope = namespace === "" ? undefined : namespace;
		const reflector = new Reflector<R>({
			...options,
			resource,
			namespace: scope,
			codec,
			store,
			reachability,
			streaming,
		});
		return { store, reflector, [Symbol.asyncDispose]: () => reflector[Symbol.asyncDispose]() };
	};

	return {
		target,
		transport,
		reachability,
		connection: transport.connection,
		clockSkewMs: transport.clockSkewMs,
		traffic: () => transport.traffic(),
		open<R extends ResourceRow>(resource: Resource<R>, namespace?: string): OpenTable<R> {
			const scope = scopeOf(resource, namespace);
			const hold = declared.hold(tableKey(resource, scope), alwaysKept.has(resource.id), () =>
				reflect(resource, scope, new TableStore<R>(resource.nodeName, resource.about), objectCodec(resource)),
			);
			// One key has one resource, and so the store has the rows that resource makes.
			return holding(hold.item as Kept<R>, hold);
		},
		openUndeclared(kind, namespace) {
			const scope = scopeOf(kind, namespace);
			const hold = undeclared.hold(tableKey(kind, scope), false, () => {
				const columns = createStore<readonly TableColumn[]>([]);
				return { ...reflect(kind, scope, new TableStore<TableRow>(), tableCodec(columns.set)), columns };
			});
			return { ...holding(hold.item, hold), columns: hold.item.columns };
		},
		rest() {
			declared.rest();
			undeclared.rest();
		},
		async [Symbol.asyncDispose]() {
			await Promise.all([declared[Symbol.asyncDispose](), undeclared[Symbol.asyncDispose]()]);
			await reachability[Symbol.asyncDispose]();
		},
	};
}

function holding<R extends ResourceRow>({ store, reflector }: Kept<R>, hold: Disposable): OpenTable<R> {
	return {
		rows: store,
		freshness: reflector.freshness,
		reload: () => reflector.reload(),
		select: (selection) => select(store, selection),
		[Symbol.dispose]: () => hold[Symbol.dispose](),
	};
}

/** The namespace of a table; empty for all, and for kinds that have none. */
function scopeOf({ namespaced }: ResourceIdentity, namespace: string | undefined): string {
	return namespaced ? (namespace ?? "") : "";
}

/** One table a kind and scope; kinds of other groups or versions are other kinds. */
function tableKey({ group, version, plural }: ResourceIdentity, namespace: string): string {
	return `${group}/${version}/${plural}/${namespace}`;
}
