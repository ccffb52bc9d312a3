import { fork } from "node:child_process";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { createActivity } from "../src/base/activity.ts";
import { sleep, systemClock } from "../src/base/clock.ts";
import { openCluster } from "../src/cluster/cluster.ts";
import { TableStore } from "../src/cluster/table-store.ts";
import { anonymousCredentials } from "../src/kube/auth/anonymous-credentials.ts";
import type { ConnectionTarget } from "../src/kube/connection-target.ts";
import { createTransport } from "../src/kube/transport/create-transport.ts";
import { pods } from "../src/resources/pods.ts";
import type { ResourceRow } from "../src/resources/resource.ts";
import { scaleScenario } from "../src/sim/scenario/scale.ts";
import { startSim } from "../src/sim/sim.ts";
import type { RowChanges } from "../src/table/row-source.ts";

/**
 * What it costs to bring many pods into the program, with the cluster side in the main thread or in a
 * worker: CPU, memory, and how long the main thread's event loop is held up.
 *
 *     node scripts/measure-sync.ts [pods ...]
 *
 * The simulated API server and each measured program run in processes of their own.
 */
const changesPerSecond = 50;
const steadyMs = 10_000;
const placements = ["main", "worker"] as const;
type Placement = (typeof placements)[number];

/** What the measured program reports. */
interface Figures {
	readonly syncMs: number;
	readonly syncCpuMs: number;
	readonly syncDelayP50Ms: number;
	readonly syncDelayP99Ms: number;
	readonly syncDelayMaxMs: number;
	/** Longest time of the main thread's own CPU between two turns of its event loop: what is left when a loaded machine's noise is taken away. */
	readonly syncBlockMaxMs: number;
	readonly rssMb: number;
	readonly heapMb: number;
	/** Of one core, at the steady rate of changes. */
	readonly steadyCpuPercent: number;
	readonly steadyDelayP99Ms: number;
	readonly steadyDelayMaxMs: number;
	readonly steadyBlockMaxMs: number;
}

const port = parentPort;
if (port !== null) openPods(workerData as string, (changes) => port.postMessage(changes));
else if (process.argv[2] === "serve") await serve(Number(process.argv[3]));
else if (process.argv[2] === "measure")
	await measure(process.argv[3] as Placement, process.argv[4] ?? "", Number(process.argv[5]));
else await compare(process.argv.slice(2).map(Number));

async function compare(sizes: readonly number[]): Promise<void> {
	for (const size of sizes.length === 0 ? [10_000, 50_000] : sizes) {
		const server = fork(import.meta.filename, ["serve", String(size)]);
		const url = await message<string>(server);
		// The first program pays for a cold server, and is not reported.
		for (const [turn, placement] of (["main", ...placements] as const).entries()) {
			const program = fork(import.meta.filename, ["measure", placement, url, String(size)], {
				execArgv: ["--expose-gc", "--max-semi-space-size=2"],
			});
			const figures = await message<Figures>(program);
			if (turn > 0) console.log(JSON.stringify({ pods: size, placement, ...figures }));
			program.kill();
		}
		server.kill();
	}
}

function message<T>(child: ReturnType<typeof fork>): Promise<T> {
	return new Promise((resolve, reject) => {
		child.once("message", (value) => resolve(value as T));
		child.once("exit", (code) => reject(new Error(`ended with ${code} before it said anything`)));
	});
}

async function serve(size: number): Promise<void> {
	const scenario = scaleScenario({ pods: size, nodes: Math.ceil(size / 100), changesPerSecond });
	const sim = await startSim({ clock: systemClock, seed: "measure", scenario });
	process.send?.(sim.url);
}

/** Follow all pods and hand on every batch of changes. */
function openPods(url: string, told: (changes: RowChanges<ResourceRow>) => void): void {
	const target: ConnectionTarget = {
		context: "measure",
		cluster: "measure",
		user: "measure",
		namespace: "default",
		chosenNamespace: "",
		endpoint: { server: new URL(url), insecureSkipTlsVerify: false, disableCompression: true },
		credentials: anonymousCredentials("measure"),
		impersonation: [],
		impersonatedUser: "",
		warnings: [],
	};
	const transport = createTransport({ target, clock: systemClock, readOnly: true, version: "measure" });
	const cluster = openCluster({
		target,
		transport,
		clock: systemClock,
		random: Math.random,
		activity: createActivity(),
	});
	cluster.open(pods).rows.subscribe(told);
}

async function measure(placement: Placement, url: string, size: number): Promise<void> {
	// What the views read: in the main thread the cluster's own store, else a copy of its rows.
	const copy = placement === "worker" ? new TableStore<ResourceRow>() : undefined;
	let count = 0;
	const take = (changes: RowChanges<ResourceRow>): void => {
		count += changes.added.length - changes.removed.length;
		copy?.apply((draft) => {
			for (const row of changes.removed) draft.remove(row);
			for (const { after } of changes.updated) draft.put(after);
			for (const row of changes.added) draft.put(row);
		});
	};

	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	let block = watchBlocks();
	const cpu = process.cpuUsage();
	const startMs = systemClock.monotonic();
	if (placement === "main") openPods(url, take);
	else new Worker(import.meta.filename, { workerData: url }).on("message", take);
	const isWhole = (): boolean => count >= size;
	while (!isWhole()) await sleep(systemClock, 2);
	const syncMs = systemClock.monotonic() - startMs;
	const syncCpuMs = cpuMs(cpu);
	const sync = delays(delay);
	const syncBlockMaxMs = block.end();

	await sleep(systemClock, 1_000);
	globalThis.gc?.();
	delay.reset();
	block = watchBlocks();
	const before = process.cpuUsage();
	await sleep(systemClock, steadyMs);
	const steadyCpuPercent = (cpuMs(before) / steadyMs) * 100;
	const steady = delays(delay);
	const steadyBlockMaxMs = block.end();
	globalThis.gc?.();
	await sleep(systemClock, 500);
	const { rss, heapUsed } = process.memoryUsage();
	const figures: Figures = {
		syncMs: Math.round(syncMs),
		syncCpuMs: Math.round(syncCpuMs),
		syncDelayP50Ms: sync.p50,
		syncDelayP99Ms: sync.p99,
		syncDelayMaxMs: sync.max,
		syncBlockMaxMs,
		rssMb: Math.round(rss / 2 ** 20),
		heapMb: Math.round(heapUsed / 2 ** 20),
		steadyCpuPercent: Math.round(steadyCpuPercent * 10) / 10,
		steadyDelayP99Ms: steady.p99,
		steadyDelayMaxMs: steady.max,
		steadyBlockMaxMs,
	};
	process.send?.(figures);
}

function cpuMs(since: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(since);
	return (user + system) / 1000;
}

function delays(histogram: ReturnType<typeof monitorEventLoopDelay>): { p50: number; p99: number; max: number } {
	const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1e5) / 10;
	return { p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) };
}

/** Follow the main thread's CPU time from turn to turn. `end` says the most that one took, in milliseconds. */
function watchBlocks(): { end(): number } {
	let longestMs = 0;
	let last = process.threadCpuUsage();
	let ended = false;
	const turn = (): void => {
		const { user, system } = process.threadCpuUsage(last);
		longestMs = Math.max(longestMs, (user + system) / 1000);
		last = process.threadCpuUsage();
		if (!ended) systemClock.after(1, turn);
	};
	turn();
	return {
		end() {
			ended = true;
			return Math.round(longestMs * 10) / 10;
		},
	};
}
