import type { OpenTable } from "../cluster/open-table.ts";
import { jobs } from "../resources/jobs.ts";
import { type PodRow, pods } from "../resources/pods.ts";
import type { Selection } from "../resources/resource.ts";
import type { RowSource } from "../table/row-source.ts";
import type { LogCluster } from "./log-cluster.ts";
import type { LogTarget } from "./log-view.ts";
import { mayReplace } from "./may-replace.ts";

type Followed<R extends { readonly uid: string; readonly namespace: string; readonly name: string }> = RowSource<R> &
	Disposable;

/** The pods that a target means, as they come and go. */
export class ChosenPods implements Disposable {
	readonly table: OpenTable<PodRow>;
	readonly #held = new DisposableStack();
	readonly #selected: Followed<PodRow>[] = [];
	readonly #ofJobs = new Map<string, Followed<PodRow>>();
	readonly #onChange: () => void;
	/** A pod that was picked by itself, or the one that took its place: the last row of it. */
	readonly #single = new Map<string, PodRow | undefined>();
	/** Pods that were there at first take nobody's place. */
	#first: ReadonlySet<string> | undefined;

	constructor(cluster: LogCluster, target: Extract<LogTarget, { of: "pods" }>, onChange: () => void) {
		this.#onChange = onChange;
		this.table = this.#held.use(cluster.open(pods, target.namespace));
		for (const { from, select } of target.picks) {
			if (from === "jobs") this.#followJobs(cluster, target.namespace, select);
			else if (select.by === "uid") this.#single.set(select.uid, this.table.rows.byUid(select.uid));
			else this.#follow(select);
		}
		if (this.#single.size > 0) this.#held.defer(this.table.rows.subscribe(onChange));
		this.#held.defer(this.table.freshness.subscribe(onChange));
	}

	/** All of them, each once. */
	rows(): ReadonlyMap<string, PodRow> {
		if (this.#first === undefined && this.table.freshness.get().state === "live") {
			this.#first = new Set(Array.from(this.table.rows.rows(), ({ uid }) => uid));
		}
		const all = new Map<string, PodRow>();
		for (const source of [...this.#selected, ...this.#ofJobs.values()]) {
			for (const row of source.rows()) all.set(row.uid, row);
		}
		for (const uid of Array.from(this.#single.keys())) {
			const row = this.table.rows.byUid(uid) ?? this.#replacement(uid);
			if (row !== undefined) all.set(row.uid, row);
		}
		return all;
	}

	[Symbol.dispose](): void {
		for (const source of this.#ofJobs.values()) source[Symbol.dispose]();
		this.#held.dispose();
	}

	#follow(select: Selection): void {
		const source = this.#held.use(this.table.select(select));
		this.#selected.push(source);
		this.#held.defer(source.subscribe(this.#onChange));
	}

	#followJobs(cluster: LogCluster, namespace: string | undefined, select: Selection): void {
		const table = this.#held.use(cluster.open(jobs, namespace));
		const chosen = this.#held.use(table.select(select));
		const follow = (): void => {
			for (const { uid } of chosen.rows()) {
				if (this.#ofJobs.has(uid)) continue;
				const source = this.table.select({ by: "owner", uid });
				source.subscribe(this.#onChange);
				this.#ofJobs.set(uid, source);
			}
			this.#onChange();
		};
		this.#held.defer(chosen.subscribe(follow));
		for (const { uid } of chosen.rows()) this.#ofJobs.set(uid, this.table.select({ by: "owner", uid }));
		for (const source of this.#ofJobs.values()) source.subscribe(this.#onChange);
	}

	/** The pod that takes the place of one that has gone; from then on it is the one that was picked. */
	#replacement(uid: string): PodRow | undefined {
		const former = this.#single.get(uid);
		if (former === undefined) return undefined;
		for (const row of this.table.rows.rows()) {
			if (this.#first?.has(row.uid) === true || this.#single.has(row.uid) || !mayReplace(row, former)) continue;
			this.#single.delete(uid);
			this.#single.set(row.uid, row);
			return row;
		}
		return undefined;
	}

	/** Remember what the pods that were picked by themselves are like: who comes after them is known by that. */
	remember(): void {
		for (const uid of this.#single.keys()) {
			const row = this.table.rows.byUid(uid);
			if (row !== undefined) this.#single.set(uid, row);
		}
	}
}
