import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Freshness } from "../../src/cluster/freshness.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import { deployments } from "../../src/resources/deployments.ts";
import { events } from "../../src/resources/events.ts";
import { namespaces } from "../../src/resources/namespaces.ts";
import { nodes } from "../../src/resources/nodes.ts";
import { type PodRow, pods } from "../../src/resources/pods.ts";
import { replicasets } from "../../src/resources/replicasets.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import { services } from "../../src/resources/services.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { PtyProgram } from "../support/pty-program.ts";
import { apiServerReady, freeze, healApiServer, kill, restart, thaw } from "./component.ts";
import { eventually } from "./eventually.ts";
import { apply, kubectl, kubectlItems } from "./kubectl.ts";
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
	await apply(fakeDeployment());
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

function fakeDeployment(): object {
	const labels = { app: "web" };
	const containers = [{ name: "main", image: "example.invalid/web:1" }];
	const spec = { nodeSelector: { type: "kwok" }, tolerations: [{ operator: "Exists" }], containers };
	return {
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name: "web", namespace },
		spec: { replicas: 30, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
	};
}

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

interface Listed {
	readonly metadata: { readonly uid: string; readonly namespace?: string; readonly name: string };
	readonly spec?: { readonly nodeName?: string };
	readonly status?: { readonly phase?: string };
}

/** One line for each row or object: namespace, name and UID, and of a pod its phase and its node. */
function ofRow(kind: KindName, row: ResourceRow): string {
	const { phase, node } = row as PodRow;
	return [row.namespace, row.name, row.uid, ...(kind === "pods" ? [phase, node] : [])].join(" ");
}

function ofObject(kind: KindName, { metadata, spec, status }: Listed): string {
	const pod = kind === "pods" ? [status?.phase ?? "", spec?.nodeName ?? ""] : [];
	return [metadata.namespace ?? "", metadata.name, metadata.uid, ...pod].join(" ");
}

/** Poll until nothing is lost, nothing is held that is gone, and every UID, phase and node is right. */
async function expectEqual(kind: KindName): Promise<void> {
	await eventually(
		`the ${kind} we hold are those of kubectl`,
		async () => {
			const theirs = (await kubectlItems<Listed>([kind, "--all-namespaces"]))
				.map((item) => ofObject(kind, item))
				.sort();
			const ours = [...tables[kind].rows.rows()].map((row) => ofRow(kind, row)).sort();
			const [lost, ghosts] = [without(theirs, ours), without(ours, theirs)];
			expect({ lost, ghosts }).toEqual({ lost: [], ghosts: [] });
			return theirs.length > 0;
		},
		{ withinMs: 60_000, everyMs: 1_000 },
	);
}

function without(some: readonly string[], others: readonly string[]): readonly string[] {
	const known = new Set(others);
	return some.filter((one) => !known.has(one));
}

/** STATUS and READY of every pod, as kubectl prints them. */
async function expectSameStatus(): Promise<void> {
	await eventually(
		"every STATUS is that of kubectl",
		async () => {
			const printed = (await kubectl(["get", "pods", "--all-namespaces", "--no-headers"])).trim().split("\n");
			const theirs = printed.map((line) => line.split(/ +/, 4).join(" ")).sort();
			const ours = [...(tables.pods.rows.rows() as Iterable<PodRow>)]
				.map((row) => `${row.namespace} ${row.name} ${row.ready}/${row.total} ${row.status}`)
				.sort();
			expect([without(theirs, ours), without(ours, theirs)]).toEqual([[], []]);
			return true;
		},
		{ withinMs: 60_000, everyMs: 1_000 },
	);
}

async function expectAllEqual(): Promise<void> {
	const startMs = performance.now();
	const cpuSeconds = cpuTime();
	for (const kind of Object.keys(kinds) as KindName[]) await expectEqual(kind);
	await expectSameStatus();
	const seconds = (performance.now() - startMs) / 1000;
	const percent = ((cpuTime() - cpuSeconds) / seconds) * 100;
	say(
		`all equal after ${seconds.toFixed(1)} s of asking kubectl; meanwhile the built program took ${percent.toFixed(1)} % CPU`,
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
