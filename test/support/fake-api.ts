import type { Clock } from "../../src/base/clock.ts";
import { fail, ok, type Result } from "../../src/base/result.ts";
import { createStore } from "../../src/base/store.ts";
import { type Failure, failure } from "../../src/kube/failure.ts";
import {
	BodyError,
	type ConnectionState,
	type KubeRequest,
	type KubeResponse,
	type TrafficCount,
	type Transport,
} from "../../src/kube/transport/transport.ts";
import type { ListPart, ObjectCodec, WatchEvent } from "../../src/kube/wire/codec.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";

/** The row of the pretended kind. */
export interface ThingRow extends ResourceRow {
	readonly node: string;
	readonly text: string;
}

/** What a request of the reflector's is. */
export type Asking = "stream" | "list" | "watch" | "check" | "count" | "probe";

/** An event of a test's own about an object that exists. */
export type Saying =
	| { readonly type: "MODIFIED" | "DELETED"; readonly name: string; readonly text?: string }
	| { readonly type: "ERROR"; readonly failure: Failure };

/** What is to happen to the next requests of a sort, instead of an answer. */
export type Fault =
	/** Nothing: this one is answered. */
	| "answer"
	/** Before a streaming list is whole, say this as well. */
	| { readonly say: readonly Saying[] }
	/** Never say that a streaming list is whole. */
	| { readonly withholdEnd: true }
	| { readonly fail: Failure }
	/** Answer, but break off with this failure after so many events or rows. */
	| { readonly breakAfter: number; readonly failure: Failure }
	/** Answer and end at once, orderly. */
	| { readonly end: true }
	/** Answer nothing, ever. */
	| { readonly hang: true };

interface Change {
	readonly type: "ADDED" | "MODIFIED" | "DELETED";
	readonly row: ThingRow;
	readonly version: number;
}

interface Watcher {
	readonly send: (events: readonly WatchEvent<ThingRow>[]) => void;
	readonly end: (problem?: Failure | Error) => void;
	sent: number;
}

const bytes = new TextEncoder();
const text = new TextDecoder();

/**
 * A model of an API server with one collection, behind the transport's seam: versions, history,
 * compaction, streaming lists, pages, bookmarks - and every fault a test asks for. Its own
 * versions are numbers; what it hands out are texts that only it can read.
 */
export class FakeApi implements Transport {
	/** What was asked, in words, e.g. `watch v12`; with the milliseconds since the start. */
	readonly asked: { readonly what: string; readonly atMs: number; readonly request: KubeRequest | undefined }[] = [];
	/** When it was checked that a quiet watch has missed nothing, in milliseconds since the start. */
	readonly checked: number[] = [];
	/** The versions at which it was asked how many there are. */
	readonly counted: unknown[] = [];
	readonly connection = createStore<ConnectionState>({ state: "unknown", sinceMs: 0 });
	readonly clockSkewMs = createStore(0);
	/** The server knows streaming lists. */
	streaming = true;
	/** Lists carry no version, as those of some aggregated APIs. */
	versionless = false;
	/** Rows a page; a limit that is asked for is scaled down to it. */
	pageSize = 2;
	/** Nobody answers: connections are refused, or (when `hang`) nothing comes back at all. */
	down: Failure | "hang" | undefined;
	readonly #clock: Clock;
	readonly #rows = new Map<string, ThingRow>();
	readonly #history: Change[] = [];
	readonly #watchers = new Set<Watcher>();
	readonly #faults = new Map<Asking, Fault[]>();
	readonly #pages = new Map<string, { readonly rows: readonly ThingRow[]; readonly version: number }>();
	/** What there was at each version, for a cache that lags. */
	readonly #snapshots = new Map<number, readonly ThingRow[]>();
	#version = 1;
	#compacted = 0;
	#serial = 0;
	#cacheVersion: number | undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Create or change an object. */
	put(name: string, fields: Partial<ThingRow> = {}, told: "watched" | "unwatched" = "watched"): void {
		const namespace = fields.namespace ?? "default";
		const before = this.#rows.get(`${namespace}/${name}`);
		const row: ThingRow = {
			uid: before?.uid ?? `uid-${++this.#serial}`,
			namespace,
			name,
			createdAtMs: before?.createdAtMs ?? this.#clock.now(),
			deletedAtMs: undefined,
			labels: "",
			ownerUid: "",
			node: "",
			text: "",
			...before,
			...fields,
		};
		this.#rows.set(`${namespace}/${name}`, row);
		this.#change(before === undefined ? "ADDED" : "MODIFIED", row, told);
	}

	/** Delete an object. */
	remove(name: string, namespace = "default", told: "watched" | "unwatched" = "watched"): void {
		const row = this.#rows.get(`${namespace}/${name}`);
		if (row === undefined) throw new Error(`no ${namespace}/${name} to delete`);
		this.#rows.delete(`${namespace}/${name}`);
		this.#change("DELETED", row, told);
	}

	get rows(): readonly ThingRow[] {
		return [...this.#rows.values()];
	}

	get version(): number {
		return this.#version;
	}

	/** Watches that are open now. */
	get watching(): number {
		return this.#watchers.size;
	}

	/** Forget history, so that versions up to now are too old to watch from. */
	compact(): void {
		this.#compacted = this.#version;
		this.#history.length = 0;
	}

	/** Let time pass in the store of versions without a change of ours (other collections change). */
	skipVersions(count: number): void {
		for (let skipped = 0; skipped < count; skipped++) this.#snapshots.set(++this.#version, this.rows);
	}

	/** The cache that lists are answered from (but for the newest state) falls behind by so many versions; 0 = it keeps up. */
	lag(versions: number): void {
		const version = Math.max(2, this.#version - versions);
		this.#cacheVersion = versions === 0 || !this.#snapshots.has(version) ? undefined : version;
	}

	bookmark(): void {
		for (const watcher of this.#watchers)
			watcher.send([{ type: "BOOKMARK", resourceVersion: `v${this.#version}`, initialEventsEnd: false }]);
	}

	/** Send something of the test's own to whoever watches. */
	say(...events: readonly WatchEvent<ThingRow>[]): void {
		for (const watcher of this.#watchers) watcher.send(events);
	}

	/** End all watches, orderly or with a failure. */
	endWatches(problem?: Failure | Error): void {
		for (const watcher of Array.from(this.#watchers)) watcher.end(problem);
	}

	/** What is to happen to the next requests of a sort. */
	fault(asking: Asking, ...faults: readonly Fault[]): void {
		this.#faults.set(asking, [...(this.#faults.get(asking) ?? []), ...faults]);
	}

	/** From here on everything is answered as it should be. */
	heal(): void {
		this.down = undefined;
		this.#cacheVersion = undefined;
		this.#faults.clear();
	}

	traffic(): ReadonlyMap<string, TrafficCount> {
		return new Map();
	}

	async dial(): Promise<Result<never, Failure>> {
		return fail(failure("absent", "nothing here goes on as a WebSocket"));
	}

	async probe(options: { readonly timeoutMs: number; readonly signal?: AbortSignal }): Promise<Result<void, Failure>> {
		this.#note("probe", undefined);
		const fault = this.#faults.get("probe")?.shift();
		if (this.down === undefined && fault === undefined) return ok(undefined);
		if (typeof fault === "object" && "fail" in fault) return fail(fault.fail);
		if (this.down !== "hang" && this.down !== undefined) return fail(this.down);
		return new Promise((resolve) => {
			const timer = this.#clock.after(options.timeoutMs, () => resolve(fail(failure("timeout", "no answer"))));
			options.signal?.addEventListener("abort", () => {
				timer.cancel();
				resolve(fail(failure("cancelled", "cancelled")));
			});
		});
	}

	async request(request: KubeRequest): Promise<Result<KubeResponse, Failure>> {
		const query = request.query ?? {};
		const asking = askingOf(query);
		if (asking === "check") this.checked.push(this.#clock.monotonic());
		else if (asking === "count") this.counted.push(query["resourceVersion"]);
		else this.#note(describe(asking, query), request);
		if (request.signal?.aborted) return fail(failure("cancelled", "cancelled"));
		const next = this.#faults.get(asking)?.shift();
		const fault = next === "answer" ? undefined : next;
		if (fault !== undefined && "fail" in fault) return fail(fault.fail);
		if (this.down === "hang" || (fault !== undefined && "hang" in fault)) return this.#silence(request);
		if (this.down !== undefined) return fail(this.down);
		switch (asking) {
			case "stream":
				return this.#stream(request, fault);
			case "watch":
			case "check":
				return this.#watch(request, fault);
			case "count":
				return this.#count(request);
			default:
				return this.#list(request, fault);
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.endWatches(failure("cancelled", "cancelled"));
	}

	#note(what: string, request: KubeRequest | undefined): void {
		this.asked.push({ what, atMs: this.#clock.monotonic(), request });
	}

	#change(type: Change["type"], row: ThingRow, told: "watched" | "unwatched"): void {
		const change: Change = { type, row, version: ++this.#version };
		this.#history.push(change);
		this.#snapshots.set(this.#version, this.rows);
		if (this.down !== undefined || told === "unwatched") return;
		for (const watcher of this.#watchers) watcher.send([asEvent(change)]);
	}

	#silence(request: KubeRequest): Promise<Result<KubeResponse, Failure>> {
		return new Promise((resolve) => {
			const timer = this.#clock.after(request.headersTimeoutMs ?? 30_000, () =>
				resolve(fail(failure("timeout", "no answer"))),
			);
			request.signal?.addEventListener("abort", () => {
				timer.cancel();
				resolve(fail(failure("cancelled", "cancelled")));
			});
		});
	}

	#stream(request: KubeRequest, fault: Exclude<Fault, "answer"> | undefined): Result<KubeResponse, Failure> {
		if (!this.streaming) {
			return fail(failure("invalid", "sendInitialEvents is forbidden for watch", { status: 422, reason: "Invalid" }));
		}
		const initial = this.rows.map(synthetic);
		const end: WatchEvent<ThingRow> = {
			type: "BOOKMARK",
			resourceVersion: `v${this.#version}`,
			initialEventsEnd: true,
		};
		if (fault !== undefined && ("withholdEnd" in fault || "end" in fault))
			return ok(this.#open(request, initial, fault));
		if (fault !== undefined && "say" in fault) {
			const sayings = fault.say.map((saying) => this.#said(saying));
			return ok(this.#open(request, [...initial, ...sayings, end], undefined));
		}
		return ok(this.#open(request, [...initial, end], fault));
	}

	/** An event of a test's own, and the server's rows to match. */
	#said(saying: Saying): WatchEvent<ThingRow> {
		if (saying.type === "ERROR") return saying;
		const before = this.#rows.get(`default/${saying.name}`);
		if (before === undefined) throw new Error(`no default/${saying.name}`);
		const row = { ...before, text: saying.text ?? "" };
		if (saying.type === "DELETED") this.#rows.delete(`default/${saying.name}`);
		else this.#rows.set(`default/${saying.name}`, row);
		return { type: saying.type, row, resourceVersion: `v${this.#version}` };
	}

	#watch(request: KubeRequest, fault: Exclude<Fault, "answer"> | undefined): Result<KubeResponse, Failure> {
		if (request.query?.["resourceVersion"] === "") {
			return ok(this.#open(request, this.rows.map(synthetic), fault));
		}
		const from = versionOf(request.query?.["resourceVersion"]);
		if (from < this.#compacted) return fail(failure("gone", "too old resource version", { status: 410 }));
		const missed = this.#history.filter((change) => change.version > from).map(asEvent);
		return ok(this.#open(request, missed, fault));
	}

	#count(request: KubeRequest): Result<KubeResponse, Failure> {
		const resourceVersion = request.query?.["resourceVersion"];
		const version = versionOf(resourceVersion);
		if (version < this.#compacted) return fail(failure("gone", "too old resource version", { status: 410 }));
		const { length } = version === this.#version ? this.rows : (this.#snapshots.get(version) ?? []);
		const paged = length > 1 ? { continue: "more", remainingItemCount: length - 1 } : {};
		const list = {
			metadata: { resourceVersion, ...paged },
			items: Array.from({ length: Math.min(1, length) }, () => ({})),
		};
		return ok(respond(body([list], undefined, true, request.signal)));
	}

	#list(request: KubeRequest, fault: Exclude<Fault, "answer"> | undefined): Result<KubeResponse, Failure> {
		const { resourceVersion, limit, continue: token } = request.query ?? {};
		if (token === undefined && resourceVersion !== "" && resourceVersion !== "0") {
			if (versionOf(resourceVersion) > (this.#cacheVersion ?? this.#version))
				return fail(
					failure("server", "try again", { status: 504, reason: "ResourceVersionTooLarge", retryAfterMs: 1000 }),
				);
		}
		const cached = resourceVersion === "" ? undefined : this.#cacheVersion;
		const lagging = cached === undefined ? undefined : this.#snapshots.get(cached);
		const newest = { rows: lagging ?? this.rows, version: cached ?? this.#version };
		const page = token === undefined ? newest : this.#pages.get(String(token));
		if (page === undefined) return fail(failure("gone", "the provided continue parameter is too old", { status: 410 }));
		const rows = limit === undefined ? page.rows : page.rows.slice(0, this.pageSize);
		const rest = page.rows.slice(rows.length);
		const continueToken = rest.length === 0 ? "" : `page-${this.#pages.size + 1}`;
		if (continueToken !== "") this.#pages.set(continueToken, { rows: rest, version: page.version });
		const chunks = rows.map((row): ListPart<ThingRow> => ({ rows: [row], malformed: 0 }));
		chunks.push({
			rows: [],
			malformed: 0,
			end: { resourceVersion: this.versionless ? "" : `v${page.version}`, continueToken },
		});
		return ok(respond(body(chunks, fault, true, request.signal)));
	}

	/** Every continue token handed out so far is too old from now on. */
	expirePages(): void {
		this.#pages.clear();
	}

	#open(
		request: KubeRequest,
		first: readonly WatchEvent<ThingRow>[],
		fault: Exclude<Fault, "answer"> | undefined,
	): KubeResponse {
		const queue: (readonly WatchEvent<ThingRow>[])[] = first.length === 0 ? [] : first.map((event) => [event]);
		let wake: (() => void) | undefined;
		let ended: { readonly problem: Failure | Error | undefined } | undefined;
		const watcher: Watcher = {
			sent: 0,
			send: (events) => {
				queue.push(events);
				wake?.();
			},
			end: (problem) => {
				ended ??= { problem };
				this.#watchers.delete(watcher);
				limit?.cancel();
				wake?.();
			},
		};
		const seconds = Number(request.query?.["timeoutSeconds"]);
		const limit = fault === undefined ? this.#clock.after(seconds * 1000, () => watcher.end()) : undefined;
		if (askingOf(request.query ?? {}) !== "check") this.#watchers.add(watcher);
		const stop = (): void => watcher.end(failure("cancelled", "cancelled"));
		request.signal?.addEventListener("abort", stop, { once: true });
		if (fault !== undefined && "end" in fault) watcher.end();
		async function* stream(): AsyncGenerator<Uint8Array> {
			try {
				for (;;) {
					if (fault !== undefined && "breakAfter" in fault && watcher.sent >= fault.breakAfter) {
						throw new BodyError(fault.failure);
					}
					const events = queue.shift();
					if (events !== undefined) {
						watcher.sent++;
						yield bytes.encode(JSON.stringify(events));
						continue;
					}
					if (ended?.problem instanceof Error) throw ended.problem;
					if (ended?.problem !== undefined) throw new BodyError(ended.problem);
					if (ended !== undefined) return;
					await new Promise<void>((resolve) => {
						wake = resolve;
					});
				}
			} finally {
				watcher.end();
				request.signal?.removeEventListener("abort", stop);
			}
		}
		return respond(stream());
	}
}

/** Reads what {@link FakeApi} writes: one JSON array of events, or one part of a list, a chunk. */
export const fakeCodec: ObjectCodec<ThingRow> = {
	accept: "application/json",
	async *list(response) {
		for await (const chunk of response.body) yield JSON.parse(text.decode(chunk)) as ListPart<ThingRow>;
	},
	async *watch(response) {
		for await (const chunk of response.body) yield JSON.parse(text.decode(chunk)) as readonly WatchEvent<ThingRow>[];
	},
};

async function* body(
	chunks: readonly unknown[],
	fault: Exclude<Fault, "answer"> | undefined,
	orderly: boolean,
	signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
	let sent = 0;
	for (const chunk of chunks) {
		if (signal?.aborted) throw new BodyError(failure("cancelled", "cancelled"));
		if (fault !== undefined && "breakAfter" in fault && sent++ >= fault.breakAfter) throw new BodyError(fault.failure);
		if (fault !== undefined && "end" in fault && orderly) return;
		yield bytes.encode(JSON.stringify(chunk));
	}
}

function respond(stream: AsyncIterable<Uint8Array>): KubeResponse {
	return { status: 200, headers: { "content-type": "application/json" }, body: stream };
}

/** An ADDED of what was there already; no server could watch from the version it carries. */
function synthetic(row: ThingRow): WatchEvent<ThingRow> {
	return { type: "ADDED", row, resourceVersion: `synthetic-${row.uid}` };
}

function asEvent({ type, row, version }: Change): WatchEvent<ThingRow> {
	return { type, row, resourceVersion: `v${version}` };
}

function versionOf(resourceVersion: unknown): number {
	const match = /^v(\d+)$/.exec(String(resourceVersion));
	if (match === null) throw new Error(`not a version this server handed out: ${String(resourceVersion)}`);
	return Number(match[1]);
}

function askingOf(query: NonNullable<KubeRequest["query"]>): Asking {
	if (query["resourceVersionMatch"] === "Exact") return "count";
	if (query["watch"] !== true) return "list";
	if (query["timeoutSeconds"] === 1) return "check";
	return query["sendInitialEvents"] === true ? "stream" : "watch";
}

function describe(asking: Asking, query: NonNullable<KubeRequest["query"]>): string {
	const words: string[] = [asking];
	if (query["resourceVersion"] !== undefined) words.push(`${query["resourceVersion"] || '""'}`);
	if (query["continue"] !== undefined) words.push(`${query["continue"]}`);
	if (query["limit"] !== undefined) words.push(`limit ${query["limit"]}`);
	return words.join(" ");
}
