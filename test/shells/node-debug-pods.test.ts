import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import { type DebugJournal, debugJournal } from "../../src/shells/debug-journal.ts";
import { DEBUG_NAMESPACE, nodeDebugPod } from "../../src/shells/node-debug-pod.ts";
import { NodeDebugPods } from "../../src/shells/node-debug-pods.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { simTarget } from "../support/sim-target.ts";

const wish = { name: "debugger", image: "busybox", profile: "general", command: ["sh"] } as const;
const SERVER = "https://company.test/";

describe("debug pods on nodes", () => {
	let home: string;
	let folder: string;
	let sim: Sim;
	let clock: ManualClock;
	let journal: DebugJournal;
	let transport: ReturnType<typeof createTransport>;

	beforeEach(async () => {
		home = mkdtempSync(join(tmpdir(), "yagura-journal-"));
		folder = join(home, "yagura", "debug-pods");
		clock = new ManualClock();
		sim = await startSim({
			clock,
			seed: "debug",
			scenario: scaleScenario({ pods: 3, nodes: 1, changesPerSecond: 0 }),
			requireToken: false,
		});
		journal = debugJournal({ env: { XDG_STATE_HOME: home }, homeDirectory: home });
		transport = createTransport({ target: simTarget(sim.url), clock, readOnly: false, version: "test" });
	});

	afterEach(async () => {
		await transport[Symbol.asyncDispose]();
		await sim[Symbol.asyncDispose]();
		rmSync(home, { recursive: true, force: true });
	});

	const open = (running: readonly number[] = [], pid = 7): NodeDebugPods =>
		new NodeDebugPods({ transport, journal, clock, server: SERVER, pid, isRunning: (one) => running.includes(one) });
	/** Those that nobody has deleted. */
	const names = (): readonly string[] =>
		sim.store
			.list(kinds.pods)
			.filter(({ metadata }) => metadata.namespace === DEBUG_NAMESPACE && metadata.deletionTimestamp === undefined)
			.map(({ metadata }) => metadata.name);

	it("end by themselves within 15 minutes, are told apart, and are started once", () => {
		const pod = nodeDebugPod("node-1", "node-debugger-x", wish);
		expect(pod).toMatchObject({
			metadata: { namespace: DEBUG_NAMESPACE, labels: { "app.kubernetes.io/managed-by": "yagura" } },
			spec: { nodeName: "node-1", restartPolicy: "Never", hostPID: true, tolerations: [{ operator: "Exists" }] },
		});
		expect((pod["spec"] as { activeDeadlineSeconds: number }).activeDeadlineSeconds).toBeLessThanOrEqual(900);
		expect(JSON.stringify(nodeDebugPod("node-1", "x", { ...wish, profile: "baseline" }))).not.toMatch(
			/host[PNI/-]|privileged/,
		);
	});

	it("are noted down before they are made, for the user alone, and no more once they are deleted", async () => {
		const pods = open();
		let noted: readonly string[] = [];
		const seen = new NodeDebugPods({
			transport: {
				request: (request) => {
					if (noted.length === 0) noted = readdirSync(folder);
					return transport.request(request);
				},
			},
			journal,
			clock,
			server: SERVER,
			pid: 7,
			isRunning: () => false,
		});
		expect((await seen.create("one", nodeDebugPod("node-1", "one", wish))).ok).toBe(true);
		expect(noted).toEqual(["one.json"]);
		expect(statSync(join(folder, "one.json")).mode & 0o777).toBe(0o600);
		expect(statSync(folder).mode & 0o777).toBe(0o700);
		expect(JSON.parse(readFileSync(join(folder, "one.json"), "utf8"))).toMatchObject({
			server: SERVER,
			pod: "one",
			pid: 7,
		});
		expect(names()).toEqual(["one"]);
		expect((await pods.create("two", nodeDebugPod("node-1", "two", wish))).ok).toBe(true);
		await seen[Symbol.asyncDispose]();
		await pods[Symbol.asyncDispose]();
		expect(names()).toEqual([]);
		expect(readdirSync(folder)).toEqual([]);
	});

	it("are not made where they cannot be noted down", async () => {
		writeFileSync(join(home, "yagura"), "a file where the folder should be");
		const made = await open().create("one", nodeDebugPod("node-1", "one", wish));
		expect(made.ok).toBe(false);
		expect(names()).toEqual([]);
	});

	it("are swept when their program was killed: on this server, not those of one that runs, also past their deadline", async () => {
		await open([], 7).create("killed", nodeDebugPod("node-1", "killed", wish));
		await open([], 8).create("running", nodeDebugPod("node-1", "running", wish));
		await journal.add({ server: "https://other.test/", namespace: DEBUG_NAMESPACE, pod: "elsewhere", pid: 7, atMs: 0 });
		writeFileSync(join(folder, "torn.json"), "{");
		expect(await open([8], 9).sweep()).toBe(1);
		expect(names()).toEqual(["running"]);
		expect(readdirSync(folder).toSorted()).toEqual(["elsewhere.json", "running.json", "torn.json"]);
		await clock.advance(901_000);
		expect(await open([8], 9).sweep()).toBe(1);
		expect(names()).toEqual([]);
	});

	it("stay noted as long as the server does not say that they are gone", async () => {
		await open().create("one", nodeDebugPod("node-1", "one", wish));
		sim.faults.add({ action: { do: "status", code: 500 }, times: 1, matches: (method) => method === "DELETE" });
		expect(await open().sweep()).toBe(0);
		expect(readdirSync(folder)).toEqual(["one.json"]);
		expect(await open().sweep()).toBe(1);
		expect(readdirSync(folder)).toEqual([]);
	});
});
