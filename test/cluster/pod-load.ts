import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { inject } from "vitest";
import { eventually } from "./eventually.ts";
import { apply, kubectl } from "./kubectl.ts";

const PARALLEL = 32;

/**
 * Create `count` pods on the fake nodes, named `load-00000` and so on, in a namespace of their own, and wait until all of
 * them run. They are put on their nodes here, in turn: the scheduler would be the slowest part.
 */
export async function loadPods(namespace: string, count: number): Promise<void> {
	await apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
	await eventually("the namespace has its service account", () =>
		kubectl(["get", "serviceaccount", "default", "--namespace", namespace]),
	);
	using api = openApi();
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let index = next++; index < count; index = next++) {
			await api.post(`/api/v1/namespaces/${namespace}/pods`, fakePod(index));
		}
	};
	await Promise.all(Array.from({ length: PARALLEL }, worker));
	await eventually(`${count} pods run`, async () => (await runningPods(namespace)) === count, {
		withinMs: 60_000 + count * 60,
		everyMs: 2_000,
	});
}

/** Take the namespace and its pods away, and wait until they are gone. */
export async function unloadPods(namespace: string): Promise<void> {
	// One request, and no kubelet to ask; `kubectl delete --all` is a request for each pod. The server gives up on it after a
	// minute, and what it has deleted by then stays deleted.
	const all = `/api/v1/namespaces/${namespace}/pods?gracePeriodSeconds=0`;
	await eventually("all pods are deleted", () => kubectl(["delete", "--raw", all]), { withinMs: 300_000 });
	await kubectl(["delete", "namespace", namespace, "--timeout", "5m"]);
}

async function runningPods(namespace: string): Promise<number> {
	const query = ["get", "pods", "--namespace", namespace, "--field-selector", "status.phase=Running"];
	return (await kubectl([...query, "--output", "name"])).split("\n").length - 1;
}

function fakePod(index: number): object {
	const { fakeNodeCount } = inject("testbed");
	return {
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name: `load-${String(index).padStart(5, "0")}`, labels: { app: "load" } },
		spec: {
			nodeName: `kwok-${String(index % fakeNodeCount).padStart(3, "0")}`,
			tolerations: [{ key: "kwok.x-k8s.io/node", operator: "Exists" }],
			containers: [
				{ name: "main", image: "example.invalid/load:1", resources: { requests: { cpu: "10m", memory: "8Mi" } } },
			],
		},
	};
}

interface Api extends Disposable {
	post(path: string, body: object): Promise<void>;
}

function openApi(): Api {
	const { runDirectory, kubeconfigs } = inject("testbed");
	const pem = (name: string): string => readFileSync(join(runDirectory, "pki", name), "utf8");
	const server = /server: "(.*)"/.exec(readFileSync(kubeconfigs.admin, "utf8"))?.[1];
	const agent = new Agent({
		keepAlive: true,
		maxSockets: PARALLEL,
		ca: pem("ca.crt"),
		cert: pem("admin.crt"),
		key: pem("admin.key"),
	});
	const post = (path: string, body: object): Promise<void> =>
		new Promise((done, failed) => {
			const headers = { "content-type": "application/json", accept: "application/json" };
			const outgoing = request(`${server}${path}`, { agent, method: "POST", headers }, (response) => {
				const chunks: Buffer[] = [];
				response.on("data", (chunk: Buffer) => chunks.push(chunk));
				response.on("error", failed);
				response.on("end", () => {
					if (response.statusCode === 201) done();
					else failed(new Error(`POST ${path}: ${response.statusCode} ${Buffer.concat(chunks).toString()}`));
				});
			});
			outgoing.on("error", failed);
			outgoing.end(JSON.stringify(body));
		});
	return { post, [Symbol.dispose]: () => agent.destroy() };
}
