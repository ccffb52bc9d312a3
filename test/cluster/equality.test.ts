import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Freshness } from "../../src/cluster/freshness.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import { deployments } from "../../src/resources/deployments.ts";
import { events } from "../../src/resources/events.ts";
import { namespaces } from "../../src/resources/namespaces.ts";
import { nodes } from "../../src/resources/nodes.ts";
import { pods } from "../../src/resources/pods.ts";
import { replicasets } from "../../src/resources/replicasets.ts";
import { services } from "../../src/resources/services.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { PtyProgram } from "../support/pty-program.ts";
import { apiServerReady, freeze, healApiServer, kill, restart, thaw } from "./component.ts";
import { expectEqual, expectSameStatus } from "./equal-to-kubectl.ts";
import { eventually } from "./eventually.ts";
import { fakeDeployment } from "./fake-deployment.ts";
import { apply, kubectl } from "./kubectl.ts";
import { startProgram } from "./on-screen.ts";
import { type OpenTestbed, openTestbed } from "./open-testbed.ts";
import { loadPods, startChurn, unloadPods } from "./pod-load.ts";

/** With 5,000 pods and an API server that dies and freezes, what we hold is what `kubectl get -A -o json` says. */
const namespace = "load-equality";
const podCount = 5_000;
const kinds = { pods, nodes, namespaces, deployments, replicasets, services, events };
type KindName = keyof typeof kinds;

let testbed: OpenTestbed;
let tables: Readonly<Record<KindName, OpenTable>>;
let program: PtyProgram;

beforeAll(async () => {
	await loadPods(namespace, podCount);
	await apply(fakeDeployment(namespace, 30));
	testbed = await openTestbed("admin");
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const startMs = performance.now();
	const { cluster } = testbed;
	tables = {
		pods: cluster.open(pods),
		nodes: cluster.open(nodes),
		namespaces: cluster.open(namespaces),
		deployments: cluster.open(deployments),
		replicasets: cluster.open(replicasets),
		services: cluster.open(services),
		events: cluster.open(events),
	};
	await live(tables.pods);
	const syncMs = performance.now() - startMs;
	delay.disable();
	say(
		`${tables.pods.rows.size} pods and six other kinds in ${Math.round(syncMs)} ms; ` +
			`event loop held up p99 ${milliseconds(delay.percentile(99))}, at most ${milliseconds(delay.max)}`,
	);
	const programStartMs = performance.now();
	program = startProgram("admin", ["-A"]);
	await program.shows(/watch live[^\n]* 5,\d\d\d pods/);
	say(`the built program shows them ${Math.round(performance.now() - programStartMs)} ms after its start, ${usage()}`);
}, 900_000);

afterEach(healApiServer);

afterAll(async () => {
	program?.[Symbol.dispose]();
	await testbed?.[Symbol.asyncDispose]();
	await kubectl(["delete", "deployment/web", "--namespace", namespace, "--wait=false", "--ignore-not-found"]);
	await unloadPods(namespace);
}, 900_000);

/** Resolves when the rows and the server agree, as far as the table knows. */
function live({ freshness }: OpenTable): Promise<void> {
	return new Promise((resolve) => {
		const look = (): void => {
			if (freshness.get().state !== "live") return;
			end();
			resolve();
		};
		const end = freshness.subscribe(look);
		look();
	});
}

interface Moment {
	readonly state: Freshness["state"];
	readonly atMs: number;
}

/** Every freshness that a table goes through. */
function record({ freshness }: OpenTable): { readonly moments: readonly Moment[] } & Disposable {
	const moments: Moment[] = [];
	const note = (): void => void moments.push({ state: freshness.get().state, atMs: performance.now() });
	const end = freshness.subscribe(note);
	return { moments, [Symbol.dispose]: end };
}

async function expectAllEqual(): Promise<void> {
	const startMs = performance.now();
	const cpuSeconds = cpuTime();
	const moved: string[] = [];
	for (const kind of Object.keys(kinds) as KindName[]) {
		const asked = await expectEqual(kind, tables[kind]);
		if (asked > 1) moved.push(`, ${kind} when asked ${asked} times`);
	}
	await expectSameStatus(tables.pods);
	const seconds = (performance.now() - startMs) / 1000;
	const percent = ((cpuTime() - cpuSeconds) / seconds) * 100;
	say(
		`all equal after ${seconds.toFixed(1)} s of asking kubectl${moved.join("")}; meanwhile the built program took ${percent.toFixed(1)} % CPU`,
	);
	await program.shows(`${messages.views.counts.pods(tables.pods.rows.size)} `);
	await program.shows(messages.views.freshness.live);
}

const milliseconds = (nanoseconds: number): string => `${Math.round(nanoseconds / 1e5) / 10} ms`;

/** Seconds of CPU that the built program has taken so far. */
function cpuTime(): number {
	const fields = readFileSync(`/proc/${program.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory and CPU time of the built program. */
function usage(): string {
	const status = readFileSync(`/proc/${program.pid}/status`, "utf8");
	const rssKb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
	return `RSS ${Math.round(rssKb / 1024)} MB, ${cpuTime().toFixed(1)} s of CPU so far`;
}

function say(figures: string): void {
	console.log(`${podCount} pods: ${figures}`);
}

/** Whether the rows were called live again before the server could be. */
function calledLive(moments: readonly Moment[], beforeMs: number): boolean {
	return moments.some(({ state, atMs }) => state === "live" && atMs < beforeMs);
}

/** What the pods' table went through, on a time line that starts with the fault. */
function timeline(moments: readonly Moment[], faultMs: number): string {
	return moments.map(({ state, atMs }) => `${state} at ${((atMs - faultMs) / 1000).toFixed(1)} s`).join(", ");
}

describe("what we hold equals what kubectl lists", () => {
	test("at rest", expectAllEqual);

	test("while pods come and go", async () => {
		await using churn = startChurn(namespace);
		await kubectl(["scale", "deployment/web", "--namespace", namespace, "--replicas", "10"]);
		await kubectl(["set", "image", "deployment/web", "main=example.invalid/web:2", "--namespace", namespace]);
		await churn.goesOn();
		await churn[Symbol.asyncDispose]();
		await expectAllEqual();
	});

	test("after the API server was killed and started again", async () => {
		using history = record(tables.pods);
		await using churn = startChurn(namespace);
		await churn.goesOn();
		const faultMs = performance.now();
		kill("kube-apiserver");
		await eventually("what we hold is not called live", () => tables.pods.freshness.get().state !== "live", {
			withinMs: 5_000,
			everyMs: 10,
		});
		await program.shows(/reconnecting|STALE/);
		await new Promise((resolve) => setTimeout(resolve, 10_000));
		expect(tables.pods.rows.size).toBeGreaterThanOrEqual(podCount);
		const restartMs = performance.now();
		await restart("kube-apiserver");
		await apiServerReady();
		const healedMs = performance.now();
		await live(tables.pods);
		const backMs = performance.now() - healedMs;
		await churn.goesOn();
		await churn[Symbol.asyncDispose]();
		expect(calledLive(history.moments, restartMs)).toBe(false);
		say(`killed: ${timeline(history.moments, faultMs)}; ready at ${((healedMs - faultMs) / 1000).toFixed(1)} s`);
		expect(backMs).toBeLessThan(10_000);
		await expectAllEqual();
	});

	test("after the API server was stopped for 40 s and continued", async () => {
		using history = record(tables.pods);
		await using churn = startChurn(namespace);
		await churn.goesOn();
		const faultMs = performance.now();
		freeze("kube-apiserver");
		try {
			await new Promise((resolve) => setTimeout(resolve, 40_000));
			expect(["reconnecting", "stale"]).toContain(tables.pods.freshness.get().state);
			await program.shows(/reconnecting|STALE/);
			expect(tables.pods.rows.size).toBeGreaterThanOrEqual(podCount);
		} finally {
			thaw("kube-apiserver");
		}
		const healedMs = performance.now();
		await live(tables.pods);
		const backMs = performance.now() - healedMs;
		await churn.goesOn();
		await churn[Symbol.asyncDispose]();
		expect(calledLive(history.moments, healedMs)).toBe(false);
		say(`stopped: ${timeline(history.moments, faultMs)}; continued at ${((healedMs - faultMs) / 1000).toFixed(1)} s`);
		expect(backMs).toBeLessThan(10_000);
		await expectAllEqual();
		say(`the built program after both faults: ${usage()}`);
	});
});
