import { TableStore } from "../../src/cluster/table-store.ts";
import type { Transport } from "../../src/kube/transport/transport.ts";
import { BodyError } from "../../src/kube/transport/transport.ts";
import type { ObjectCodec, WatchEvent } from "../../src/kube/wire/codec.ts";
import type { RowChanges } from "../../src/table/row-source.ts";
import { type VersionedPod, versionedPods } from "../support/versioned-pods.ts";
import type { Mutation } from "../support/witnessed-pods.ts";

type Event = WatchEvent<VersionedPod>;
type Codec = ObjectCodec<VersionedPod>;

/** What a reflector could do wrong, and how the checker is to put it. */
export interface Mutant {
	readonly name: string;
	readonly says: RegExp;
	/** A fresh one for each run: some remember. */
	mutate(): Mutation;
}

export const mutants: readonly Mutant[] = [
	{
		name: "loses a deletion",
		says: /^the store has .*, which is not so|is there beside/,
		mutate: () => ofEvents((events) => events.filter(({ type }) => type !== "DELETED")),
	},
	{
		name: "loses an addition",
		says: /^the store lacks/,
		mutate: () => ofEvents((events) => events.filter(({ type }) => type !== "ADDED")),
	},
	{
		name: "shows an older state of a row after a newer one",
		says: /after version \d+$/,
		mutate() {
			const first = new Map<string, Event>();
			return ofEvents((events) => {
				const older: Event[] = [];
				for (const event of events) {
					if (!("row" in event) || event.type === "DELETED") continue;
					const known = first.get(event.row.uid);
					if (known === undefined) first.set(event.row.uid, event);
					else if (event.type === "MODIFIED") older.push({ ...known, resourceVersion: event.resourceVersion } as Event);
				}
				return [...events, ...older];
			});
		},
	},
	{
		name: "brings a row back that was deleted",
		says: /came back from the dead/,
		mutate() {
			let last: Event | undefined;
			return ofEvents((events) => {
				const again = last === undefined ? events : [...events, last];
				const gone = events.findLast(({ type }) => type === "DELETED");
				last = gone === undefined ? undefined : ({ ...gone, type: "ADDED" } as Event);
				return again;
			});
		},
	},
	{
		name: "gives a pod the UID of the one before it",
		says: /is \d+ and was \d+/,
		mutate() {
			const uids = new Map<string, string>();
			return ofRows((row) => {
				const uid = uids.get(row.name) ?? row.uid;
				uids.set(row.name, uid);
				return { ...row, uid };
			});
		},
	},
	{
		name: "keeps the containers of the pod before it",
		says: /is \d+ and its container main-\d+/,
		mutate() {
			const known = new Map<string, VersionedPod>();
			return ofRows((row) => {
				const before = known.get(row.name) ?? row;
				known.set(row.name, before);
				return { ...row, containers: before.containers };
			});
		},
	},
	{
		name: "tells an addition twice",
		says: /was added twice/,
		mutate: () => ({ store: () => new AddsTwice(versionedPods.nodeName) }),
	},
	{
		name: "keeps after a later list what was deleted meanwhile",
		says: /^the store has .*, which is not so|is there beside/,
		mutate: () => ({ store: () => new NeverForgets(versionedPods.nodeName) }),
	},
	{
		name: "takes a list that was cut off for a whole one",
		says: /^the store lacks|gave the version/,
		// Who counts would find it out and list again.
		mutate: () => ({ codec: endsAnyhow, ...ofQueries(neverCounts) }),
	},
	{
		name: "takes up a watch from an older version",
		says: /^a watch from version \d+ where/,
		mutate() {
			let first: unknown;
			return ofQueries((query) => {
				if (query["watch"] !== true || query["sendInitialEvents"] === true) return query;
				first ??= query["resourceVersion"];
				return { ...query, resourceVersion: first as string };
			});
		},
	},
	{
		name: "asks for a list that may be older than what is shown",
		says: /^a list as old as 0/,
		mutate: () =>
			ofQueries((query) => {
				const isList = query["watch"] !== true && query["continue"] === undefined;
				return isList ? { ...query, resourceVersion: "0" } : query;
			}),
	},
	{
		name: "goes back with a bookmark",
		says: /^bookmark went back to/,
		mutate: () =>
			ofEvents((events) =>
				events.map((event) =>
					event.type === "BOOKMARK" && !event.initialEventsEnd ? { ...event, resourceVersion: "1" } : event,
				),
			),
	},
];

function ofEvents(change: (events: readonly Event[]) => readonly Event[]): Mutation {
	return {
		codec: (codec) => ({
			...codec,
			async *watch(response) {
				for await (const batch of codec.watch(response)) yield change(batch);
			},
		}),
	};
}

function ofRows(change: (row: VersionedPod) => VersionedPod): Mutation {
	return {
		codec: (codec) => ({
			...codec,
			async *list(response) {
				for await (const part of codec.list(response)) yield { ...part, rows: part.rows.map(change) };
			},
			async *watch(response) {
				for await (const batch of codec.watch(response)) {
					yield batch.map((event) => ("row" in event ? { ...event, row: change(event.row) } : event));
				}
			},
		}),
	};
}

type Query = NonNullable<Parameters<Transport["request"]>[0]["query"]>;

function ofQueries(change: (query: Query) => Query): Mutation {
	return {
		transport: (transport) => ({
			...transport,
			request: (request) => transport.request({ ...request, query: change(request.query ?? {}) }),
		}),
	};
}

/** Ask how many there were at a version that is long forgotten. */
function neverCounts(query: Query): Query {
	return query["resourceVersionMatch"] === "Exact" ? { ...query, resourceVersion: "1" } : query;
}

function endsAnyhow(codec: Codec): Codec {
	return {
		...codec,
		async *list(response) {
			let newest = 0;
			try {
				for await (const part of codec.list(response)) {
					newest = Math.max(newest, ...part.rows.map(({ version }) => version));
					yield part;
				}
			} catch (thrown) {
				if (!(thrown instanceof BodyError)) throw thrown;
				yield { rows: [], malformed: 0, end: { resourceVersion: String(newest), continueToken: "" } };
			}
		},
	};
}

class AddsTwice extends TableStore<VersionedPod> {
	override subscribe(listener: (changes: RowChanges<VersionedPod>) => void): () => void {
		return super.subscribe((changes) => listener({ ...changes, added: [...changes.added, ...changes.added] }));
	}
}

class NeverForgets extends TableStore<VersionedPod> {
	override replace(next: TableStore<VersionedPod>): void {
		this.apply((draft) => {
			for (const row of next.rows()) draft.put(row);
		});
	}
}
