import { createStore } from "../../src/base/store.ts";
import type { Freshness } from "../../src/cluster/freshness.ts";
import { select } from "../../src/cluster/selection.ts";
import { TableStore } from "../../src/cluster/table-store.ts";
import { failure } from "../../src/kube/failure.ts";
import type { LogCluster } from "../../src/logs/log-cluster.ts";
import type { ClusterLogTarget, LogView } from "../../src/logs/log-view.ts";
import { type LogOptions, openLogs } from "../../src/logs/open-logs.ts";
import type { PodRow } from "../../src/resources/pods.ts";
import { LogServer } from "../support/log-server.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { podRow } from "../support/pod-rows.ts";

/** A deployment, by its selector. */
const web: ClusterLogTarget = {
	of: "pods",
	namespace: "shop",
	picks: [{ from: "pods", select: { by: "selector", namespace: "shop", selector: "app=web" } }],
};

/** Pods with a container each, whose logs are read as one. */
export class PodStage implements Disposable {
	readonly clock = new ManualClock();
	readonly rows = new TableStore<PodRow>((row) => row.node);
	readonly servers = new Map<string, LogServer>();
	readonly freshness = createStore<Freshness>({ state: "live", sinceMs: 0 });
	readonly cluster: LogCluster;
	#logs: LogView | undefined;
	#serial = 0;

	constructor() {
		const { rows, freshness, servers } = this;
		const table = { rows, freshness, reload: () => undefined, [Symbol.dispose]: () => undefined };
		this.cluster = {
			open: () => ({ ...table, select: (selection: Parameters<typeof select>[1]) => select(rows, selection) }) as never,
			transport: {
				request: async (request: { readonly path: string }) => {
					const server = servers.get(/\/pods\/([^/]+)/.exec(request.path)?.[1] ?? "");
					if (server === undefined) return { ok: false, failure: failure("absent", "no such pod", { status: 404 }) };
					return server.request(request as never);
				},
			} as never,
			reachability: {
				follow: () => ({ [Symbol.dispose]: () => undefined }),
				whenAnswering: async () => ({ trouble: "own" }),
			} as never,
			clockSkewMs: createStore(0),
		};
	}

	get logs(): LogView {
		if (this.#logs === undefined) throw new Error("nothing is read yet");
		return this.#logs;
	}

	/** A pod that runs. */
	add(name: string, fields: Partial<PodRow> = {}): LogServer {
		const server = new LogServer(this.clock);
		this.servers.set(name, server);
		const uid = `uid-${++this.#serial}`;
		server.podUid = uid;
		const put = (): void => {
			const container = server.status.get();
			if (container === undefined) return;
			const row = podRow({ uid, name, createdAtMs: this.clock.now(), ...fields, containers: [container] });
			this.rows.apply((draft) => draft.put(row));
		};
		server.status.subscribe(put);
		server.start();
		return server;
	}

	/** A pod is deleted. */
	remove(name: string): void {
		const row = this.rows.byName("shop", name);
		this.servers.get(name)?.remove();
		this.servers.delete(name);
		if (row !== undefined) this.rows.apply((draft) => draft.remove(row));
	}

	/** Begin to read. */
	open(options: Partial<LogOptions> = {}): LogView {
		const { cluster, clock } = this;
		this.#logs = openLogs({ cluster, clock, random: () => 0.5, target: web, range: { by: "all" }, ...options });
		return this.#logs;
	}

	/** What is shown: `pod text`, marks as `-- text`. */
	shown(from = 0, count = 1_000): readonly string[] {
		const { logs } = this;
		return logs.window(from, count).map((row) => {
			const text = row.segments.map((segment) => segment.text).join("");
			const pod = logs.sources.get().find(({ index }) => index === row.source)?.pod;
			return row.kind === "line" ? `${pod} ${text}` : `-- ${text}`;
		});
	}

	/** Let time pass. */
	async pass(ms = 4_000): Promise<void> {
		await this.clock.advance(ms);
	}

	[Symbol.dispose](): void {
		this.#logs?.[Symbol.dispose]();
	}
}
