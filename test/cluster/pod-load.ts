import { inject } from "vitest";
import { openApi } from "./api.ts";
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
	using api = openApi(PARALLEL);
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let index = next++; index < count; index = next++) {
			await api.create(
				`/api/v1/namespaces/${namespace}/pods`,
				fakePod(`load-${String(index).padStart(5, "0")}`, index),
			);
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

/** Pods that come and go, until it is disposed of. */
export interface Churn extends AsyncDisposable {
	/** Resolves when each name has been created or deleted once more. */
	goesOn(): Promise<void>;
}

/**
 * Until it is ended, delete and create again a handful of pods of the namespace, one each 100 ms, under the same names and so
 * with other UIDs; whatever the API server does meanwhile.
 */
export function startChurn(namespace: string): Churn {
	const names = Array.from({ length: 20 }, (_, index) => `churn-${index}`);
	const ended = new AbortController();
	let changes = 0;
	const run = async (): Promise<void> => {
		using api = openApi(1, 2_000);
		const pods = `/api/v1/namespaces/${namespace}/pods`;
		for (let turn = 0; !ended.signal.aborted; turn++) {
			const name = names[turn % names.length] ?? "";
			const isThere = Math.floor(turn / names.length) % 2 === 1;
			// Refused, frozen, already there: all of that is meant to happen.
			await (isThere ? api.remove(`${pods}/${name}`) : api.create(pods, fakePod(name, turn))).then(
				() => changes++,
				() => {},
			);
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	};
	const running = run();
	return {
		async goesOn() {
			const before = changes;
			await eventually("pods come and go", () => changes >= before + names.length);
		},
		async [Symbol.asyncDispose]() {
			ended.abort();
			await running;
		},
	};
}

async function runningPods(namespace: string): Promise<number> {
	const query = ["get", "pods", "--namespace", namespace, "--field-selector", "status.phase=Running"];
	return (await kubectl([...query, "--output", "name"])).split("\n").length - 1;
}

/** A pod on the fake node that `index` leads to. */
function fakePod(name: string, index: number): object {
	const { fakeNodeCount } = inject("testbed");
	return {
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name, labels: { app: "load" } },
		spec: {
			nodeName: `kwok-${String(index % fakeNodeCount).padStart(3, "0")}`,
			tolerations: [{ key: "kwok.x-k8s.io/node", operator: "Exists" }],
			containers: [
				{ name: "main", image: "example.invalid/load:1", resources: { requests: { cpu: "10m", memory: "8Mi" } } },
			],
		},
	};
}
