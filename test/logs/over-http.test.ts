import { afterEach, expect, test, vi } from "vitest";
import { createActivity } from "../../src/base/activity.ts";
import { openCluster } from "../../src/cluster/cluster.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import type { LogView } from "../../src/logs/log-view.ts";
import { openLogs } from "../../src/logs/open-logs.ts";
import { type Fault, inject } from "../../src/sim/faults/inject.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { fastClock } from "../support/fast-clock.ts";
import { simTarget } from "../support/sim-target.ts";

/** The whole way over real sockets: simulated server, transport, reader, store, rows. A minute passes in two seconds. */
const clock = fastClock(30);
vi.setConfig({ testTimeout: 60_000 });
const open: (AsyncDisposable | Disposable)[] = [];
afterEach(async () => {
	for (const each of open.splice(0).reverse()) {
		if (Symbol.asyncDispose in each) await each[Symbol.asyncDispose]();
		else each[Symbol.dispose]();
	}
});

async function started(
	faults: readonly Fault[],
): Promise<{ readonly sim: Sim; readonly logs: LogView; readonly path: string }> {
	const sim = await startSim({
		clock,
		seed: "logs",
		scenario: scaleScenario({ pods: 3, nodes: 1, changesPerSecond: 0 }),
	});
	const target = simTarget(sim.url);
	const transport = createTransport({ target, clock, readOnly: true, version: "test" });
	const cluster = openCluster({ target, transport, clock, random: () => 0.5, activity: createActivity() });
	open.push(sim, transport, cluster);
	const answer = await fetch(`${sim.url}/api/v1/pods`);
	const { items } = (await answer.json()) as {
		items: readonly { metadata: { namespace: string; name: string; uid: string } }[];
	};
	const { namespace, name, uid } = items[0]?.metadata ?? { namespace: "", name: "", uid: "" };
	for (const fault of faults) inject(sim, fault);
	const logs = openLogs({
		cluster,
		clock,
		random: () => 0.5,
		target: { of: "pods", namespace, picks: [{ from: "pods", select: { by: "uid", uid } }], containers: ["app"] },
		range: { by: "last", durationMs: 60_000 },
	});
	open.push(logs);
	return { sim, logs, path: `/api/v1/namespaces/${namespace}/pods/${name}/log` };
}

/** Resolves as soon as it is so. */
function until(logs: LogView, isSo: () => boolean): Promise<void> {
	return new Promise((resolve) => {
		const look = (): void => {
			if (!isSo()) return;
			leave();
			resolve();
		};
		const leave = logs.changed.subscribe(look);
		look();
	});
}

const texts = (logs: LogView): readonly string[] =>
	logs
		.window(0, 100_000)
		.map(({ kind, segments }) => (kind === "line" ? segments.map(({ text }) => text).join("") : `-- ${kind}`));

const isLog = (_method: string, url: string): boolean => url.includes("/log?container");
const faults: readonly (readonly [string, readonly Fault[]])[] = [
	["resets", [{ fault: "reset", times: 2, matches: isLog }]],
	[
		"answers that break off",
		[40, 700, 1_500].map((afterBytes) => ({ fault: "truncation", afterBytes, times: 1, matches: isLog }) as const),
	],
	["errors", [{ fault: "server-error", times: 2, matches: isLog }]],
	["an overloaded server", [{ fault: "too-many-requests", retryAfterSeconds: 2, times: 1, matches: isLog }]],
	["streams that fall silent", [{ fault: "blackhole-in-stream", afterBytes: 300, times: 1, matches: isLog }]],
];

test.each(faults)("a log is read to the end, each line once, through %s", async (_, injected) => {
	const { sim, logs, path } = await started(injected);
	const first = (): boolean => texts(logs).length > 0;
	await until(logs, first);
	const count = texts(logs).length + 20;
	await until(logs, () => texts(logs).length >= count);
	const read = texts(logs);
	const truth = (await (await fetch(`${sim.url}${path}?container=app`)).text()).trimEnd().split("\n");
	const from = truth.indexOf(read[0] ?? "");
	expect(read).toEqual(truth.slice(from, from + read.length));
});
