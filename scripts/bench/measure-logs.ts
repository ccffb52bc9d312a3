import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { systemClock } from "../../src/base/clock.ts";
import { createStore } from "../../src/base/store.ts";
import type { Freshness } from "../../src/cluster/freshness.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import { Reachability } from "../../src/cluster/reachability.ts";
import { select } from "../../src/cluster/selection.ts";
import { TableStore } from "../../src/cluster/table-store.ts";
import { anonymousCredentials } from "../../src/kube/auth/anonymous-credentials.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import type { Transport } from "../../src/kube/transport/transport.ts";
import type { LogCluster } from "../../src/logs/log-cluster.ts";
import { openLogs } from "../../src/logs/open-logs.ts";
import type { PodRow } from "../../src/resources/pods.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import type { RowSource } from "../../src/table/row-source.ts";
import { containerRow, podRow } from "../../test/support/pod-rows.ts";
import type { LogFrontOptions } from "./log-front.ts";
import { percentile } from "./statistics.ts";

/** Lines that arrive each second, and for how long. */
const linesPerSecond = 50_000;
const measuredMs = 15_000;
const warmUpMs = 3_000;
/** A screen draws so often at most, and so many rows. */
const frameMs = 100;
const rows = 50;

/** What came of it. Times in milliseconds. */
export interface LogFigures {
	readonly title: string;
	readonly linesPerSecond: number;
	readonly skipped: number;
	/** CPU that the longest turn of the loop took, and 99 of 100 turns at most. What other processes take is no block of ours. */
	readonly longestBlockMs: number;
	readonly blockP99Ms: number;
	/** Making the rows of one screen. */
	readonly windowP95Ms: number;
	/** CPU of the thread that reads. */
	readonly busyPercent: number;
	readonly memoryMb: number;
	readonly keptInMemoryMb: number;
}

/** Read a log that is written as fast as that, and look at its end all the time, as a screen does. */
export async function measureLogs(title: string, filter: string): Promise<LogFigures> {
	const writer = new Worker(new URL("./log-front.ts", import.meta.url), {
		workerData: { linesPerSecond } satisfies LogFrontOptions,
	});
	const [port] = (await once(writer, "message")) as [number];
	const clock = systemClock;
	const transport = createTransport({
		target: {
			context: "bench",
			cluster: "bench",
			user: "bench",
			namespace: "default",
			chosenNamespace: "",
			endpoint: { server: new URL(`http://127.0.0.1:${port}`), insecureSkipTlsVerify: false, disableCompression: true },
			credentials: anonymousCredentials("bench"),
			impersonation: [],
			impersonatedUser: "",
			warnings: [],
		},
		clock,
		readOnly: true,
		version: "bench",
	});
	const logs = openLogs({
		cluster: onePod(transport),
		clock,
		random: Math.random,
		target: {
			of: "pods",
			namespace: "shop",
			picks: [{ from: "pods", select: { by: "namespace", namespace: "shop" } }],
		},
		range: { by: "all" },
	});
	try {
		logs.setFilter(filter);
		await new Promise((resolve) => clock.after(warmUpMs, () => resolve(undefined)));
		using turns = new Turns();
		const before = { lines: logs.counts().lines, cpu: process.threadCpuUsage(), atMs: performance.now() };
		const windows: number[] = [];
		await new Promise<void>((resolve) => {
			const endMs = performance.now() + measuredMs;
			const draw = (): void => {
				const startMs = performance.now();
				logs.window(Math.max(0, logs.counts().shown - rows), rows);
				windows.push(performance.now() - startMs);
				if (performance.now() < endMs) clock.after(frameMs, draw);
				else resolve();
			};
			draw();
		});
		const seconds = (performance.now() - before.atMs) / 1e3;
		const { user, system } = process.threadCpuUsage(before.cpu);
		const counts = logs.counts();
		return {
			title,
			linesPerSecond: Math.round((counts.lines - before.lines) / seconds),
			skipped: counts.skipped,
			longestBlockMs: Math.max(...turns.cpuMs),
			blockP99Ms: percentile(turns.cpuMs, 99),
			windowP95Ms: percentile(windows, 95),
			busyPercent: (user + system) / 1e4 / seconds,
			memoryMb: process.memoryUsage().rss / 2 ** 20,
			keptInMemoryMb: counts.memoryBytes / 2 ** 20,
		};
	} finally {
		logs[Symbol.dispose]();
		await transport[Symbol.asyncDispose]();
		await writer.terminate();
	}
}

/** How much CPU each turn of the event loop takes. */
class Turns implements Disposable {
	readonly cpuMs: number[] = [];
	#last = process.threadCpuUsage();
	#isOver = false;

	constructor() {
		this.#turn();
	}

	#turn(): void {
		if (this.#isOver) return;
		const { user, system } = process.threadCpuUsage(this.#last);
		this.cpuMs.push((user + system) / 1e3);
		this.#last = process.threadCpuUsage();
		setTimeout(() => this.#turn(), 1);
	}

	[Symbol.dispose](): void {
		this.#isOver = true;
	}
}

/** A cluster of one pod that is always there. */
function onePod(transport: Transport): LogCluster {
	const rows = new TableStore<PodRow>();
	rows.apply((draft) => draft.put(pod));
	const table = { rows, freshness: createStore<Freshness>({ state: "live", sinceMs: 0 }), reload: () => undefined };
	const selected = (): RowSource<PodRow> & Disposable => select(rows, { by: "namespace", namespace: "shop" });
	const opened: OpenTable<PodRow> = { ...table, select: selected, [Symbol.dispose]: () => undefined };
	return {
		// Nothing but pods is asked for.
		open: <R extends ResourceRow>() => opened as unknown as OpenTable<R>,
		transport,
		reachability: new Reachability(transport, systemClock, Math.random),
		clockSkewMs: createStore(0),
	};
}

const pod = podRow({
	uid: "uid-1",
	name: "web-0",
	labels: "",
	ownerUid: "",
	ownerKind: "",
	ownerName: "",
	node: "",
	containers: [containerRow()],
});

/** The figures as a table, beside what is allowed. */
export function logsText(figures: readonly LogFigures[]): string {
	const head =
		"| a log of 50,000 lines/s | read/s | not kept | longest block (≤ 50 ms) | p99 | 50 rows p95 | CPU | RSS | kept in memory (≤ 64 MB) |";
	const lines = figures.map(
		(one) =>
			`| ${one.title} | ${one.linesPerSecond.toLocaleString("en")} | ${one.skipped.toLocaleString("en")} | ${one.longestBlockMs.toFixed(0)} ms | ${one.blockP99Ms.toFixed(0)} ms | ${one.windowP95Ms.toFixed(1)} ms | ${one.busyPercent.toFixed(0)} % | ${one.memoryMb.toFixed(0)} MB | ${one.keptInMemoryMb.toFixed(0)} MB |`,
	);
	return [head, "|---|---|---|---|---|---|---|---|---|", ...lines].join("\n");
}
