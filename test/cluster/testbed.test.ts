import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, inject, test } from "vitest";
import { apiServerReady, freeze, healApiServer, kill, pidOf, restart, thaw } from "./component.ts";
import { eventually } from "./eventually.ts";
import { apply, kubectl, kubectlItems, tryKubectl } from "./kubectl.ts";
import { loadPods, unloadPods } from "./pod-load.ts";

const { runDirectory, devNamespace, realNode, fakeNodeCount } = inject("testbed");

interface Node {
	readonly metadata: { readonly name: string };
	readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}

describe("nodes", () => {
	test("the real node and all the fake ones are Ready", async () => {
		const nodes = await kubectlItems<Node>(["nodes"]);
		const ready = nodes.filter(({ status }) =>
			status.conditions.some((it) => it.type === "Ready" && it.status === "True"),
		);
		expect(ready).toHaveLength(fakeNodeCount + 1);
		expect(ready.map(({ metadata }) => metadata.name)).toContain(realNode);
	});

	test("metrics.k8s.io knows what the real node uses", async () => {
		const usage = await eventually(
			"the real node was scraped twice",
			() => kubectl(["top", "node", realNode, "--no-headers"]),
			{ withinMs: 90_000, everyMs: 1_000 },
		);
		expect(usage).toMatch(new RegExp(`^${realNode} +\\d+m +\\d+% +\\d+Mi +\\d+%`));
	});
});

describe("a pod on the real node", () => {
	test("runs, is logged, answers an exec with its exit code, and is proxied to", async () => {
		await apply({
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "web", namespace: "default" },
			spec: {
				terminationGracePeriodSeconds: 0,
				nodeSelector: { type: "real" },
				containers: [
					{
						name: "web",
						image: "localhost/busybox:1",
						imagePullPolicy: "Never",
						command: ["sh", "-c", "echo started; httpd -f -p 8080 -h /var/www"],
						readinessProbe: { httpGet: { port: 8080, path: "/" }, periodSeconds: 1 },
					},
				],
			},
		});
		await kubectl(["wait", "pod/web", "--for", "condition=Ready", "--timeout", "60s"]);

		expect(await kubectl(["logs", "web"])).toBe("started\n");
		expect(await tryKubectl(["exec", "web", "--", "sh", "-c", "hostname; exit 7"])).toMatchObject({
			code: 7,
			stdout: "web\n",
		});
		const page = await kubectl(["get", "--raw", "/api/v1/namespaces/default/pods/web:8080/proxy/"]);
		expect(page).toContain("hello from a real pod");
		await kubectl(["delete", "pod", "web"]);
	});
});

describe("people", () => {
	test("dev works in one namespace and may not list namespaces", async () => {
		expect(await tryKubectl(["get", "pods"], { as: "dev" })).toMatchObject({ code: 0 });
		expect(await kubectl(["auth", "can-i", "delete", "pods", "--namespace", devNamespace], { as: "dev" })).toBe(
			"yes\n",
		);
		for (const refused of [["namespaces"], ["pods", "--all-namespaces"], ["pods", "--namespace", "default"]]) {
			expect((await tryKubectl(["get", ...refused], { as: "dev" })).stderr).toContain("Forbidden");
		}
	});

	test("viewer, with a token, reads every namespace but no secrets, and changes nothing", async () => {
		expect(await tryKubectl(["get", "pods", "--all-namespaces"], { as: "viewer" })).toMatchObject({ code: 0 });
		expect((await tryKubectl(["get", "secrets"], { as: "viewer" })).stderr).toContain("Forbidden");
		expect((await tryKubectl(["create", "namespace", "mine"], { as: "viewer" })).stderr).toContain("Forbidden");
	});

	test("the audit log says who changed what", async () => {
		await kubectl(["create", "configmap", "note"], { as: "dev" });
		await kubectl(["delete", "configmap", "note"], { as: "dev" });
		const deletion = await eventually("the deletion is in the audit log", () =>
			readFileSync(join(runDirectory, "audit.log"), "utf8")
				.split("\n")
				.find(
					(line) => line.includes(`/namespaces/${devNamespace}/configmaps/note`) && line.includes('"verb":"delete"'),
				),
		);
		expect(JSON.parse(deletion)).toMatchObject({ user: { username: "dev" }, responseStatus: { code: 200 } });
	});
});

describe("the API server", () => {
	afterEach(healApiServer);

	test("killed, does not answer; restarted, it has kept everything", async () => {
		const before = pidOf("kube-apiserver");
		kill("kube-apiserver");
		await eventually("nobody listens", async () =>
			(await tryKubectl(["get", "--raw", "/readyz"])).stderr.includes("refused"),
		);
		await restart("kube-apiserver");
		await apiServerReady();
		expect(pidOf("kube-apiserver")).not.toBe(before);
		expect(await kubectlItems(["nodes"])).toHaveLength(fakeNodeCount + 1);
	});

	test("frozen, takes connections and says nothing; thawed, it goes on", async () => {
		freeze("kube-apiserver");
		const answer = await tryKubectl(["get", "--raw", "/readyz", "--request-timeout", "2s"]);
		expect(answer.stderr).toMatch(/timeout|deadline/i);
		thaw("kube-apiserver");
		await apiServerReady();
	});
});

test("fake pods run by the hundred and go away again", async () => {
	await loadPods("load-smoke", 200);
	await unloadPods("load-smoke");
	expect(await kubectlItems(["pods", "--all-namespaces", "--selector", "app=load"])).toHaveLength(0);
});
