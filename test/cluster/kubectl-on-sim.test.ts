import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { startDemo } from "../../src/sim/demo-server.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { eventually } from "./eventually.ts";

/** The testbed's kubectl, or the one that `KUBECTL` names. */
const binary = process.env["KUBECTL"] ?? join(inject("testbed").runDirectory, "bin", "kubectl");

let sim: Sim;
let directory: string;
const running = new Set<ChildProcessWithoutNullStreams>();

beforeAll(async () => {
	sim = await startDemo(systemClock, { tls: true });
	directory = mkdtempSync(join(tmpdir(), "yagura-kubectl-"));
	writeFileSync(join(directory, "kubeconfig"), sim.kubeconfig(), { mode: 0o600 });
});
afterAll(async () => {
	for (const child of running) child.kill();
	await sim[Symbol.asyncDispose]();
	rmSync(directory, { recursive: true, force: true });
});

function start(args: readonly string[], more: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
	const env = {
		...process.env,
		...more,
		KUBECONFIG: join(directory, "kubeconfig"),
		KUBECACHEDIR: directory,
		KUBERC: "off",
	};
	const child = spawn(binary, args, { env });
	running.add(child);
	child.once("exit", () => running.delete(child));
	return child;
}

interface Answer {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Run kubectl to its end. Words are apart by spaces; a list is taken as it is. */
async function kubectl(command: string | readonly string[], input = ""): Promise<Answer> {
	const child = start(typeof command === "string" ? command.split(" ") : command);
	child.stdin.end(input);
	const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
	const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
	return { code, stdout, stderr };
}

/** What kubectl prints; fails with what it complains of. */
async function says(command: string | readonly string[], input = ""): Promise<string> {
	const { code, stdout, stderr } = await kubectl(command, input);
	expect(`${code} ${code === 0 ? "" : stderr}`.trim()).toBe("0");
	return stdout;
}

/** Start kubectl, wait until it has said something, and end it. */
async function saysUntil(command: string, wanted: RegExp): Promise<string> {
	const child = start(command.split(" "));
	let said = "";
	child.stdout.setEncoding("utf8").on("data", (part: string) => {
		said += part;
	});
	await eventually(`${command}: ${wanted}`, () => wanted.test(said));
	child.kill();
	return said;
}

/** A pod of the demo that runs, as `kubectl exec` and others take it. */
function runningPod(app: string): string {
	const pods = sim.store.list(kinds.pods).filter(({ metadata }) => metadata.labels?.["app"] === app);
	const pod = pods.find(({ metadata }) => metadata.deletionTimestamp === undefined);
	return pod?.metadata.name ?? "";
}

describe("get", () => {
	test("the columns of a real cluster, more of them with wide", async () => {
		const [head = "", ...rows] = (await says("get pods -n payments")).trim().split("\n");
		expect(head.split(/\s{2,}/)).toEqual(["NAME", "READY", "STATUS", "RESTARTS", "AGE"]);
		expect(rows.length).toBeGreaterThan(20);
		expect(await says("get nodes -o wide")).toMatch(/^NAME +STATUS +ROLES +AGE +VERSION +INTERNAL-IP .*OS-IMAGE/);
	});

	test("objects, by name and by selector, with their types", async () => {
		const { items } = JSON.parse(await says("get pods -n payments -l app=ledger -o json"));
		expect(items).toHaveLength(4);
		expect(items[0]).toMatchObject({ kind: "Pod", apiVersion: "v1", metadata: { namespace: "payments" } });
		expect(await says("get all -n payments -o name")).toMatch(/^deployment\.apps\/ledger$/m);
		expect(await says("get certificates.cert-manager.io -A")).toContain("web-tls");
	});

	test("a watch goes on", async () => {
		const said = await saysUntil("get events -A -w", /(\n.*){3}/);
		expect(said).toMatch(/^NAMESPACE +LAST SEEN +TYPE +REASON +OBJECT +MESSAGE/);
	});
});

describe("an object described", () => {
	test.each([
		["pod", () => `pod -n payments ${runningPod("ledger")}`, /^Node: +tokyo[^]*^Events:/m],
		["node", () => "node tokyo-c-node-1", /^Non-terminated Pods: +\(\d+ in total\)[^]*^Allocated resources:/m],
		["deployment", () => "deployment -n payments ledger", /^Replicas: +4 desired[^]*^NewReplicaSet: +ledger-/m],
	])("%s", async (_name, what, expected) => {
		expect(await says(`describe ${what()}`)).toMatch(expected);
	});
});

describe("streams of a pod", () => {
	test("logs, and logs that go on", async () => {
		const lines = (await says("logs -n payments deploy/ledger -c ledger --tail=3")).trim().split("\n");
		expect(lines.map((line) => JSON.parse(line).level)).toHaveLength(3);
		await saysUntil("logs -n payments deploy/ledger -c ledger --tail=1 -f", /(\n.*){3}/);
		expect((await kubectl("logs -n payments deploy/ledger -c none")).stderr).toContain("container none is not valid");
	});

	test("exec gives what the command says and its exit code; its input too", async () => {
		const pod = runningPod("ledger");
		expect(await says(`exec -n payments ${pod} -c ledger -- cat /etc/hostname`)).toBe(`${pod}\n`);
		const script = ["exec", "-n", "payments", pod, "-c", "ledger", "--", "sh", "-c", "echo $SERVICE_NAME; exit 7"];
		expect(await kubectl(script)).toMatchObject({ code: 7, stdout: "ledger\n" });
		expect(await says(`exec -i -n payments ${pod} -c ledger -- cat`, "through\n")).toBe("through\n");
	});

	test("attach shows what is written from now on; input for what does not read does no harm", async () => {
		const pod = runningPod("ledger");
		expect(await saysUntil(`attach -n payments ${pod} -c ledger`, /(\n.*){2}/)).toContain('"level"');
		expect(await says(`exec -i -n payments ${pod} -c ledger -- hostname`, "nobody reads this\n")).toBe(`${pod}\n`);
	});

	test("port-forward carries HTTP", async () => {
		const pod = runningPod("ledger");
		const child = start(["port-forward", "-n", "payments", `pod/${pod}`, ":8080"]);
		let said = "";
		child.stdout.setEncoding("utf8").on("data", (part: string) => {
			said += part;
		});
		const port = await eventually("port-forward listens", () => /127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
		for (const path of ["/first", "/second"]) {
			const answer = await fetch(`http://127.0.0.1:${port}${path}`);
			expect(await answer.json()).toEqual({ pod, port: 8080, method: "GET", path });
		}
		child.kill();
	});
});

test("top", async () => {
	expect(await says("top nodes")).toMatch(/^NAME +CPU\(cores\) +CPU\(%\) +MEMORY\(bytes\) +MEMORY\(%\)\s+tokyo/);
	expect(await says("top pods -n payments --containers")).toMatch(/ledger-\S+ +mesh +\d+m +\d+Mi/);
});

describe("changes", () => {
	const hello = (replicas: number) => [
		{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "hello", namespace: "payments" }, data: { a: "1" } },
		{
			apiVersion: "v1",
			kind: "Service",
			metadata: { name: "hello", namespace: "payments" },
			spec: { selector: { app: "hello" }, ports: [{ port: 80 }] },
		},
		{
			apiVersion: "apps/v1",
			kind: "Deployment",
			metadata: { name: "hello", namespace: "payments" },
			spec: {
				replicas,
				selector: { matchLabels: { app: "hello" } },
				template: {
					metadata: { labels: { app: "hello" } },
					spec: { containers: [{ name: "hello", image: "registry.example.com/hello:v1" }] },
				},
			},
		},
	];
	const manifest = (replicas: number): string =>
		hello(replicas)
			.map((object) => JSON.stringify(object))
			.join("\n---\n");

	test("apply makes, changes and leaves alone; the pods come", async () => {
		expect(await says("apply -f -", manifest(2))).toMatch(/configmap\/hello created[^]*deployment.apps\/hello created/);
		await says("rollout status -n payments deploy/hello --timeout=60s");
		expect(await says("get pods -n payments -l app=hello -o name")).toMatch(/^(pod\/hello-\S+\n){2}$/);
		expect(await says("apply -f -", manifest(3))).toContain("deployment.apps/hello configured");
		expect(await says("apply --server-side -f -", manifest(3))).toContain("deployment.apps/hello serverside-applied");
		expect(await says("delete -n payments deploy/hello svc/hello cm/hello")).toContain(
			'deployment.apps "hello" deleted',
		);
	});

	test("scale, restart, delete a pod", async () => {
		expect(await says("scale -n payments deploy/refunds --replicas=5")).toContain("scaled");
		expect(await says("rollout restart -n payments deploy/refunds")).toContain("restarted");
		await says("rollout status -n payments deploy/refunds --timeout=120s");
		const pod = runningPod("refunds");
		expect(await says(`delete pod -n payments ${pod}`)).toContain(`pod "${pod}" deleted`);
		expect(sim.store.get(kinds.pods, "payments", pod)).toBeUndefined();
	});

	test("cordon; a drain that is only tried changes nothing; then a real one", async () => {
		const node = "tokyo-c-node-2";
		await says(`cordon ${node}`);
		expect(await says(`get node ${node}`)).toContain("Ready,SchedulingDisabled");
		const on = (): number =>
			sim.store.list(kinds.pods).filter(({ spec }) => (spec as { nodeName?: string }).nodeName === node).length;
		const before = on();
		const flags = "--ignore-daemonsets --delete-emptydir-data";
		expect(await says(`drain ${node} --dry-run=server ${flags}`)).toContain("drained (server dry run)");
		expect(on()).toBe(before);
		expect(await says(`drain ${node} ${flags} --force --timeout=60s`)).toContain(`node/${node} drained`);
		expect(on()).toBeLessThan(before);
		await says(`uncordon ${node}`);
	});

	test("a drain waits for what a budget does not allow, and says why", async () => {
		const pod = sim.store.list(kinds.pods).find(({ metadata }) => metadata.name === runningPod("gateway"));
		const { nodeName: node = "" } = (pod?.["spec"] ?? {}) as { readonly nodeName?: string };
		const budget = ["--min-available=100%", "--selector=app=gateway", "-n", "ingress"];
		await says("delete pdb -n ingress gateway");
		expect(await says(["create", "pdb", "all", ...budget])).toContain("poddisruptionbudget.policy/all created");
		const flags = "--ignore-daemonsets --delete-emptydir-data --force --pod-selector=app=gateway --timeout=3s";
		const { code, stderr } = await kubectl(`drain ${node} ${flags}`);
		expect([code, stderr]).toEqual([1, expect.stringContaining("Cannot evict pod as it would violate")]);
		expect(await says("get pdb -n ingress all")).toMatch(/all +100% +N\/A +0 /);
		await says("delete pdb -n ingress all");
		expect(await says(`drain ${node} ${flags.replace("3s", "60s")}`)).toContain("drained");
		await says(`uncordon ${node}`);
	});

	test("an apply that is in another's way says whose, and goes ahead when it is told to", async () => {
		const map = (value: string): string =>
			JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "shared" }, data: { a: value } });
		await says("apply --server-side --field-manager=first -f -", map("1"));
		const second = "apply --server-side --field-manager=second -f -";
		expect((await kubectl(second, map("2"))).stderr).toContain('1 conflict: conflict with "first": .data.a');
		expect(await says(`${second} --force-conflicts`, map("2"))).toContain("serverside-applied");
		expect(await says("get cm shared -o jsonpath={.data.a}")).toBe("2");
	});

	test("labels, annotations, patches and an editor", async () => {
		const pod = `pod/${runningPod("ledger")}`;
		expect(await says(`label -n payments ${pod} tried=yes`)).toContain("labeled");
		expect(await says(`annotate -n payments ${pod} note=before`)).toContain("annotated");
		expect(await says(["patch", "-n", "payments", pod, "-p", '{"metadata":{"labels":{"tried":null}}}'])).toContain(
			"patched",
		);
		const child = start(["edit", "-n", "payments", pod], { EDITOR: "sed -i s/before/after/" });
		expect(await text(child.stdout)).toContain("edited");
		const fields = "jsonpath={.metadata.labels.tried}{.metadata.annotations.note}";
		expect(await says(`get -n payments ${pod} -o ${fields}`)).toBe("after");
	});

	test("create sends protobuf where it can", async () => {
		expect(await says("create configmap made --from-literal=a=b")).toContain("configmap/made created");
		expect(await says("get configmap made -o jsonpath={.data.a}")).toBe("b");
	});
});

describe("who may what", () => {
	test("an admin everything, a developer in one namespace", async () => {
		expect(await says("auth whoami -o jsonpath={.status.userInfo.username}")).toBe("admin");
		expect(await says("auth can-i delete pods -A")).toContain("yes");
		expect(await says("auth can-i --list")).toMatch(/^\*\.\* .*\[\*\]$/m);
		const developer = "--context yagura-demo-dev";
		expect(await says(`${developer} auth can-i delete pods`)).toContain("yes");
		expect((await kubectl(`${developer} auth can-i delete nodes`)).code).toBe(1);
		expect((await kubectl(`${developer} get nodes`)).stderr).toContain('User "dev" cannot list resource "nodes"');
		expect((await kubectl(`${developer} exec ${runningPod("ledger")} -- id`)).stderr).toContain("pods/exec");
	});
});

test("version, api-resources and explain", async () => {
	expect(await says("version")).toMatch(/Server Version: v1\.\d+\.\d+/);
	expect(await says("api-resources")).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/m);
	expect(await says("explain pod.spec.containers.image")).toMatch(/FIELD: image <string>/);
});
