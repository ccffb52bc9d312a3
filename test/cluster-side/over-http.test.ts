import { afterEach, describe, expect, test, vi } from "vitest";
import { createActivity } from "../../src/base/activity.ts";
import type { Readable } from "../../src/base/store.ts";
import { type Cluster, openCluster } from "../../src/cluster/cluster.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import { createUsageSource } from "../../src/metrics/create-usage-source.ts";
import { pods } from "../../src/resources/pods.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { type Sim, type SimOptions, startSim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { fastClock } from "../support/fast-clock.ts";
import { simTarget } from "../support/sim-target.ts";

/** The whole way over real sockets: simulated server, transport, codec, reflector, store. A minute passes in three seconds. */
const clock = fastClock(20);
vi.setConfig({ testTimeout: 60_000 });
const open: AsyncDisposable[] = [];
afterEach(async () => {
	for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function started(options: Partial<SimOptions> = {}, user?: string): Promise<{ sim: Sim; cluster: Cluster }> {
	const scenario = scaleScenario({ pods: 120, nodes: 3, changesPerSecond: 2 });
	const sim = await startSim({ clock, seed: "over-http", scenario, ...options });
	if (user !== undefined && !sim.tokens.has(user)) throw new Error(`the server knows no ${user}`);
	const target = simTarget(sim.url, user === undefined ? undefined : () => sim.tokens.get(user) ?? "");
	const transport = createTransport({ target, clock, readOnly: true, version: "test" });
	const cluster = openCluster({ target, transport, clock, random: Math.random, activity: createActivity() });
	open.push(sim, transport, cluster);
	return { sim, cluster };
}

/** Resolves as soon as it is so. */
function until<T>(what: Pick<Readable<T>, "subscribe">, isSo: () => boolean): Promise<void> {
	return new Promise((resolve) => {
		const look = (): void => {
			if (!isSo()) return;
			leave();
			resolve();
		};
		const leave = what.subscribe(look);
		look();
	});
}

const live = (table: OpenTable): Promise<void> => until(table.freshness, () => table.freshness.get().state === "live");

/** Names and UIDs of what the store holds, and of what the server has. */
const held = (table: OpenTable): readonly string[] => [...table.rows.rows()].map(identity).sort();
const truth = (sim: Sim): readonly string[] =>
	sim.store
		.list(kinds.pods)
		.map(({ metadata }) => identity(metadata as Pick<ResourceRow, "namespace" | "name" | "uid">))
		.sort();
const identity = ({ namespace, name, uid }: Pick<ResourceRow, "namespace" | "name" | "uid">): string =>
	`${namespace}/${name} ${uid}`;
async function expectCaughtUp(table: OpenTable, sim: Sim): Promise<void> {
	await until(table.rows as unknown as Readable<unknown>, () => held(table).join() === truth(sim).join());
	await live(table);
	expect(held(table)).toEqual(truth(sim));
}

/** Pods come and go. */
function change(sim: Sim, names: readonly string[]): void {
	const [first] = sim.store.list(kinds.pods);
	if (first === undefined) throw new Error("no pods");
	sim.store.delete(kinds.pods, first.metadata.namespace, first.metadata.name);
	for (const name of names) {
		sim.store.create(kinds.pods, {
			metadata: { name, namespace: "team-00" },
			spec: { containers: [{ name: "main", image: "registry.example.com/main:v1" }] },
			status: { phase: "Running" },
		});
	}
}

describe.each([
	["streaming", true],
	["plain", false],
])("%s lists", (_name, streaming) => {
	async function synced() {
		const { sim, cluster } = await started();
		sim.switches.streamingLists = streaming;
		const table = cluster.open(pods);
		await live(table);
		expect(held(table)).toEqual(truth(sim));
		return { sim, table };
	}

	test("what comes and goes is followed", async () => {
		const { sim, table } = await synced();
		change(sim, ["new-1", "new-2"]);
		await expectCaughtUp(table, sim);
	});

	test("a broken connection loses nothing", async () => {
		const { sim, table } = await synced();
		sim.streams.closeAll("reset");
		change(sim, ["while-away"]);
		await expectCaughtUp(table, sim);
	});

	test("a version that was compacted away while we were gone is listed anew", async () => {
		const { sim, table } = await synced();
		sim.faults.add({
			action: { do: "status", code: 429, retryAfterSeconds: 1 },
			times: 1,
			matches: (_method, url) => url.includes("watch"),
		});
		sim.streams.closeAll("end");
		change(sim, ["while-away"]);
		sim.compact();
		await expectCaughtUp(table, sim);
	});

	test("a server that is stopped and started again is found, and what happened meanwhile is caught up with", async () => {
		const { sim, table } = await synced();
		await sim.stop();
		await until(table.freshness, () => table.freshness.get().state === "reconnecting");
		change(sim, ["while-away"]);
		await sim.restart();
		await expectCaughtUp(table, sim);
	});
});

test("usage of pods and nodes; n/a while metrics are away, and back a minute later", async () => {
	const { sim, cluster } = await started();
	const usage = createUsageSource({ cluster, clock, random: Math.random });
	open.push(usage);
	usage.version.subscribe(() => {});
	await until(usage.state, () => usage.state.get().state === "live");
	const [pod] = sim.store.list(kinds.pods);
	const key = `${pod?.metadata.namespace}/${pod?.metadata.name}`;
	await until(usage.version, () => usage.usage(key) !== undefined && usage.usage("node-0000") !== undefined);
	sim.switches.metrics = "down";
	await until(usage.state, () => usage.state.get().state === "absent");
	expect(usage.usage(key)).toBeUndefined();
	sim.switches.metrics = "served";
	await until(usage.state, () => usage.state.get().state === "live");
});

test("who may read one namespace only is forbidden all, and sees that one", async () => {
	const { cluster } = await started({ requireToken: true, developerNamespace: "team-01" }, "dev");
	const all = cluster.open(pods);
	await until(all.freshness, () => all.freshness.get().state === "forbidden");
	expect(all.rows.size).toBe(0);
	const own = cluster.open(pods, "team-01");
	await live(own);
	expect(own.rows.size).toBeGreaterThan(0);
});

test("a token that is withdrawn leaves the rows, and the new one brings the table back", async () => {
	const { sim, cluster } = await started({ requireToken: true }, "admin");
	const table = cluster.open(pods);
	await live(table);
	sim.rotateToken("admin");
	sim.streams.closeAll("end");
	await until(table.freshness, () => table.freshness.get().state === "live");
	expect(held(table)).toEqual(truth(sim));
});
