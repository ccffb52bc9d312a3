import type { Clock } from "../base/clock.ts";
import { type Coalescer, coalesce } from "../base/coalesce.ts";
import { createStore, type Readable, type Store } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import type { PodContainer } from "../resources/pod-containers.ts";
import type { PodRow } from "../resources/pods.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";
import { ChosenPods } from "./chosen-pods.ts";
import { ContainerLog } from "./container-log.ts";
import type { LineMerge } from "./line-merge.ts";
import type { LogCluster } from "./log-cluster.ts";
import { fixRange } from "./log-request.ts";
import { type LogSources, ReadSource, type SourceOrigin } from "./log-sources.ts";
import type { LogRange, LogTarget } from "./log-view.ts";
import { mayReplace } from "./may-replace.ts";

/** Containers whose logs are read at a time. */
const mostSources = 200;
/** So often at most pods that came and went are looked at. */
const reconcileMs = 200;
const ghostMs = 15 * 60_000;

/** What is read, and where it goes. */
export interface PodLogsOptions {
	readonly cluster: LogCluster;
	readonly clock: Clock;
	readonly random: () => number;
	readonly nowMs: () => number;
	readonly target: Extract<LogTarget, { of: "pods" }>;
	readonly range: LogRange;
	readonly previous: boolean;
	readonly following: Readable<boolean>;
	readonly merge: LineMerge;
	readonly onChange: () => void;
}

interface Joined {
	readonly source: ReadSource;
	readonly status: Store<PodContainer | undefined>;
	readonly log: ContainerLog;
	row: PodRow;
	/** Another has taken its place. */
	isReplaced: boolean;
	ghostSinceMs: number | undefined;
}

/** The logs of all containers of the pods that a target means, joined as they come and left as they go. */
export class PodLogs implements LogSources {
	readonly #options: PodLogsOptions;
	readonly #pods: ChosenPods;
	readonly #joined = new Map<string, Joined>();
	readonly #origins: SourceOrigin[] = [];
	readonly #trouble = createStore<Failure | undefined>(undefined);
	readonly #reconcile: Coalescer;
	readonly #timers = new DisposableStack();
	readonly #ending = new Set<Promise<void>>();
	#unread = 0;
	/** The pods that there were at first are all known: who comes now joins. */
	#isComplete = false;
	#isDisposed = false;

	constructor(options: PodLogsOptions) {
		this.#options = options;
		this.#reconcile = coalesce(options.clock, reconcileMs, () => this.#bringUpToDate());
		this.#pods = new ChosenPods(options.cluster, options.target, () => this.#reconcile.request());
		this.#reconcile.request();
	}

	get current(): readonly ReadSource[] {
		return Array.from(this.#joined.values(), ({ source }) => source);
	}

	get trouble(): Readable<Failure | undefined> {
		return this.#trouble;
	}

	get unread(): number {
		return this.#unread;
	}

	origin(source: number): SourceOrigin {
		return this.#origins[source] ?? { namespace: "", pod: "", podUid: "", container: "" };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#isDisposed = true;
		this.#reconcile[Symbol.dispose]();
		this.#timers.dispose();
		this.#pods[Symbol.dispose]();
		for (const one of this.#joined.values()) this.#leave(one);
		await Promise.all(this.#ending);
	}

	#bringUpToDate(): void {
		if (this.#isDisposed) return;
		const freshness = this.#pods.table.freshness.get();
		const isDenied =
			freshness.state === "forbidden" || freshness.state === "absent" || freshness.state === "unauthorised";
		this.#trouble.set(isDenied ? freshness.failure : undefined);
		const rows = this.#pods.rows();
		this.#unread = 0;
		for (const [key, one] of this.#joined) if (!rows.has(one.row.uid)) this.#ghost(key, one);
		for (const row of rows.values()) this.#joinPod(row);
		this.#pods.remember();
		// Rows come in several goes at first.
		this.#isComplete ||= freshness.state === "live";
		this.#options.onChange();
	}

	#joinPod(row: PodRow): void {
		const { target } = this.#options;
		let isNew = true;
		for (const container of row.containers) {
			if (target.containers !== undefined && !target.containers.includes(container.name)) continue;
			const key = `${row.uid}/${container.name}`;
			const known = this.#joined.get(key);
			if (known !== undefined) {
				isNew = false;
				known.row = row;
				known.ghostSinceMs = undefined;
				known.status.set(container);
			} else if (this.#joined.size >= mostSources) this.#unread++;
			else {
				const joined = this.#join(row, container);
				this.#joined.set(key, joined);
				if (isNew && this.#isComplete) this.#tellJoined(joined);
				isNew = false;
			}
		}
	}

	#join(row: PodRow, container: PodContainer): Joined {
		const { cluster, clock, random, nowMs, range, previous, following, merge, onChange } = this.#options;
		const origin = { namespace: row.namespace, pod: row.name, podUid: row.uid, container: container.name };
		const source = new ReadSource(this.#origins.length, origin, merge, onChange);
		this.#origins.push(origin);
		const status = createStore<PodContainer | undefined>(container);
		const log = new ContainerLog({
			transport: cluster.transport,
			reachability: cluster.reachability,
			clock,
			random,
			nowMs,
			place: { namespace: row.namespace, pod: row.name, container: container.name, previous },
			podUid: row.uid,
			status,
			// Of a pod that joins all is read.
			range: fixRange(this.#isComplete && range.by === "tail" ? { by: "all" } : range, nowMs()),
			following,
			sink: source.sink,
		});
		return { source, status, log, row, isReplaced: false, ghostSinceMs: undefined };
	}

	#tellJoined({ source, row }: Joined): void {
		const former = [...this.#joined.values()].find((one) => {
			const isGoing = one.ghostSinceMs !== undefined || one.row.deletedAtMs !== undefined;
			return isGoing && !one.isReplaced && mayReplace(row, one.row);
		});
		for (const one of this.#joined.values()) if (one.row.uid === former?.row.uid) one.isReplaced = true;
		const { joined, tookOver } = messages.logs;
		const text = former === undefined ? joined(row.name) : tookOver(row.name, former.row.name);
		source.sink.mark("joined", this.#options.nowMs() * 1e3, safeText(text));
	}

	/** Its pod has gone: what was read stays for a while. */
	#ghost(key: string, one: Joined): void {
		const nowMs = this.#options.clock.monotonic();
		if (one.ghostSinceMs === undefined) {
			one.ghostSinceMs = nowMs;
			one.status.set(undefined);
			const timer = this.#options.clock.after(ghostMs, () => this.#reconcile.request());
			this.#timers.defer(() => timer.cancel());
		} else if (nowMs - one.ghostSinceMs >= ghostMs) {
			this.#joined.delete(key);
			this.#leave(one);
		}
	}

	#leave({ log, source }: Joined): void {
		const ended = log[Symbol.asyncDispose]().then(() => source.sink[Symbol.dispose]());
		this.#ending.add(ended);
		void ended.finally(() => this.#ending.delete(ended));
	}
}
