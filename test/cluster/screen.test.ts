import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { cpuMillicores, formatCpu, formatMemory, memoryBytes } from "../../src/text/quantity.ts";
import type { PtyProgram } from "../support/pty-program.ts";
import { eventually } from "./eventually.ts";
import { fakeDeployment } from "./fake-deployment.ts";
import { apply, kubectl } from "./kubectl.ts";
import { cells, filterBy, openKind, startProgram, tableLines } from "./on-screen.ts";
import { createPodStates, deletePodStates, podStates, statesNamespace } from "./pods-in-every-state.ts";

/** The built program, in a terminal, on a real control plane: what is on the screen is what kubectl says. */
const namespace = "screen";
const { realNode, fakeNodeCount } = inject("testbed");

let program: PtyProgram | undefined;

function start(...args: readonly string[]): PtyProgram {
	program = startProgram("admin", args);
	return program;
}

beforeAll(async () => {
	await apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, fakeDeployment(namespace, 3));
	await createPodStates();
	await kubectl(["rollout", "status", "deployment/web", "--namespace", namespace, "--timeout", "90s"]);
});

afterEach(() => {
	program?.[Symbol.dispose]();
	program = undefined;
});

afterAll(async () => {
	await kubectl(["delete", "namespace", namespace, "--wait=false"]);
	await deletePodStates();
	await kubectl(["delete", "namespace", namespace, "--ignore-not-found", "--timeout", "2m"]);
});

/** A pod that no scheduler takes, so that nobody but the test writes to it. */
function ownedByTest(name: string): object {
	const spec = { schedulerName: "nobody", containers: [{ name: "main", image: "example.invalid/own:1" }] };
	return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace }, spec };
}

/** Say of such a pod what a kubelet says when it runs out of memory. */
async function evict(name: string): Promise<void> {
	const status = JSON.stringify({ status: { phase: "Failed", reason: "Evicted" } });
	const where = [`pod/${name}`, "--namespace", namespace, "--subresource", "status"];
	await kubectl(["patch", ...where, "--type", "merge", "--patch", status]);
}

describe("pods", () => {
	test("of the real node and of the fake ones are on the screen", async () => {
		const screen = start("-A");
		await screen.shows("watch live");
		await filterBy(screen, "screen");
		await screen.shows(/web-\S+ +2\/2 +Running .* kwok-\d{3} /);
		await screen.until("three pods of the deployment", () => tableLines(screen).length === 4);
		await screen.press("esc");
		await filterBy(screen, statesNamespace);
		await screen.shows(new RegExp(`${statesNamespace} +running +2/2 +Running .* ${realNode} `));
		expect(tableLines(screen)).toHaveLength(Object.keys(podStates).length + 1);
	});

	test("that are created, patched and deleted come, change and go", async () => {
		const screen = start("-n", namespace);
		await screen.shows("watch live");
		await apply(ownedByTest("aaa-new"));
		await screen.shows(/aaa-new +0\/1 +Pending/);
		await evict("aaa-new");
		await screen.shows(/aaa-new +0\/1 +Evicted/);
		await kubectl(["delete", "pod/aaa-new", "--namespace", namespace]);
		await screen.until("the pod to be gone", () => !screen.emulator.text().includes("aaa-new"));
	});

	test("of the same name and another UID are another row", async () => {
		const screen = start("-n", namespace);
		await screen.shows("watch live");
		await apply(ownedByTest("again"));
		await evict("again");
		await screen.shows(/again +0\/1 +Evicted/);
		await kubectl(["delete", "pod/again", "--namespace", namespace]);
		await apply(ownedByTest("again"));
		await screen.shows(/again +0\/1 +Pending/);
		await kubectl(["delete", "pod/again", "--namespace", namespace]);
		await screen.until("the pod to be gone", () => !screen.emulator.text().includes("again "));
	});

	test("scaled up and down are followed, and deployments count them", async () => {
		const screen = start("deploy", "-n", namespace);
		await screen.shows(/web +3\/3/);
		await kubectl(["scale", "deployment/web", "--namespace", namespace, "--replicas", "5"]);
		await screen.shows(/web +5\/5/);
		await kubectl(["scale", "deployment/web", "--namespace", namespace, "--replicas", "3"]);
		await screen.shows(/web +3\/3/);
		await kubectl(["set", "image", "deployment/web", "main=example.invalid/web:2", "--namespace", namespace]);
		await screen.press("w");
		await screen.shows("example.invalid/web:2");
	});
});

describe("what kubectl says of a pod at the same moment is on the screen", () => {
	/** NAME READY STATUS RESTARTS AGE, line by line. */
	const byKubectl = async (): Promise<readonly (readonly string[])[]> =>
		(await kubectl(["get", "pods", "--namespace", statesNamespace, "--no-headers"])).trim().split("\n").map(cells);
	const onScreen = (screen: PtyProgram): readonly (readonly string[])[] =>
		tableLines(screen)
			.slice(1)
			.map(cells)
			.map((line) => [...line.slice(0, 4), line.at(-1) ?? ""]);

	test("in every state that a pod can be in", async () => {
		const screen = start("-n", statesNamespace);
		await screen.shows("watch live");
		await eventually(
			"every pod is as its manifest means it",
			async () => {
				const lines = await byKubectl();
				const odd = Object.entries(podStates)
					.map(([name, { status }]) => ({ name, status, says: lines.find((line) => line[0] === name)?.[2] ?? "" }))
					.filter(({ status, says }) => !status.test(says));
				expect(odd).toEqual([]);
				return true;
			},
			{ withinMs: 120_000, everyMs: 500 },
		);
		// Both move from second to second, and neither waits for the other.
		await eventually(
			"the screen says what kubectl says",
			async () => {
				const theirs = await byKubectl();
				expect(onScreen(screen)).toEqual(theirs);
				return theirs.length === Object.keys(podStates).length;
			},
			{ withinMs: 90_000, everyMs: 130 },
		);
	});
});

describe("from one kind to another", () => {
	test("deployment -> its pods -> their containers, and back", async () => {
		const screen = start("deploy", "-n", namespace);
		await screen.shows(/web +3\/3/);
		await screen.press("enter");
		await screen.shows(`pods  Deployment web  ${namespace}`);
		await screen.until(
			"its three pods",
			() => tableLines(screen).filter((line) => line.startsWith("web-")).length === 3,
		);
		await screen.press("enter");
		await screen.shows(/containers {2}Pod web-/);
		await screen.shows(/main[^\n]*Running[^]*proxy[^\n]*Running/);
		await screen.press("esc", "esc");
		await screen.shows(/deployments {2}screen/);
	});

	test("node -> its pods", async () => {
		const screen = start("nodes");
		await screen.shows("watch live");
		await filterBy(screen, realNode);
		await screen.press("enter");
		await screen.shows(`pods  Node ${realNode}`);
		await screen.shows(/running +2\/2/);
		expect(
			tableLines(screen)
				.slice(1)
				.every((line) => line.includes(` ${realNode} `)),
		).toBe(true);
	});
});

describe("nodes", () => {
	test("are all there, and the real one uses what metrics-server says", async () => {
		const screen = start("nodes");
		await screen.shows(`${fakeNodeCount + 1} nodes`);
		await filterBy(screen, realNode);
		await eventually(
			"CPU and memory of the last scrape",
			async () => {
				const raw = await kubectl(["get", "--raw", `/apis/metrics.k8s.io/v1beta1/nodes/${realNode}`]);
				const { usage } = JSON.parse(raw) as { readonly usage: { readonly cpu: string; readonly memory: string } };
				const line = cells(tableLines(screen)[1] ?? "");
				expect(line).toContain(formatCpu(cpuMillicores(usage.cpu) ?? Number.NaN));
				expect(line).toContain(formatMemory(memoryBytes(usage.memory) ?? Number.NaN));
				return true;
			},
			{ withinMs: 120_000, everyMs: 500 },
		);
	});
});

describe("kinds that nobody declared", () => {
	test.each([
		["stages", "stages.kwok.x-k8s.io"],
		["priorityclasses", "priorityclasses.scheduling.k8s.io"],
		["apiservices", "apiservices.apiregistration.k8s.io"],
	])("%s have the columns that their server prints", async (words, kind) => {
		const screen = start();
		await screen.shows("watch live");
		await screen.shows(/v1\.\d+\.\d+/);
		await openKind(screen, words);
		await eventually("what kubectl prints", async () => {
			const printed = (await kubectl(["get", kind])).trim().split("\n").map(cells);
			const shown = tableLines(screen).map((line) => cells(line.replaceAll(/[↑↓]/g, " ")));
			expect(shown.slice(0, 40)).toEqual(printed.slice(0, 40));
			return printed.length > 2;
		});
	});
});
