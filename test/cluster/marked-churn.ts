import { inject } from "vitest";
import { containerOf, MADE } from "../support/versioned-pods.ts";
import { openApi } from "./api.ts";
import { eventually } from "./eventually.ts";

/** Pods that come and go under the same few names, each with a number of its own. */
export interface MarkedChurn extends AsyncDisposable {
	/** Resolves when so many more have come or gone. */
	goesOn(changes?: number): Promise<void>;
	/** Stop, so that all can be compared; resolves when nothing is under way. */
	pause(): Promise<void>;
	resume(): void;
}

const NAMES = 20;
const EVERY_MS = 50;

/** Until it is ended, delete and create pods of a namespace, whatever the API server does meanwhile. */
export function startMarkedChurn(namespace: string): MarkedChurn {
	const { fakeNodeCount } = inject("testbed");
	const path = `/api/v1/namespaces/${namespace}/pods`;
	const api = openApi(1, 2_000);
	let changes = 0;
	let made = 0;
	let stopping = new AbortController();
	const turn = (): Promise<void> => {
		const name = `marked-${made % NAMES}`;
		const isThere = Math.floor(made / NAMES) % 2 === 1;
		made++;
		return isThere ? api.remove(`${path}/${name}`) : api.create(path, markedPod(name, made, made % fakeNodeCount));
	};
	const run = async ({ signal }: AbortController): Promise<void> => {
		while (!signal.aborted) {
			// Refused, frozen, already there: all of that is meant to happen.
			await turn().then(
				() => changes++,
				() => {},
			);
			await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
		}
	};
	let running = run(stopping);
	const pause = async (): Promise<void> => {
		stopping.abort();
		await running;
	};
	return {
		async goesOn(more = NAMES) {
			const before = changes;
			await eventually("pods come and go", () => changes >= before + more);
		},
		pause,
		resume() {
			stopping = new AbortController();
			running = run(stopping);
		},
		async [Symbol.asyncDispose]() {
			await pause();
			api[Symbol.dispose]();
		},
	};
}

function markedPod(name: string, made: number, node: number): object {
	return {
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name, labels: { [MADE]: String(made) } },
		spec: {
			nodeName: `kwok-${String(node).padStart(3, "0")}`,
			tolerations: [{ key: "kwok.x-k8s.io/node", operator: "Exists" }],
			containers: [{ name: containerOf(made), image: "example.invalid/marked:1" }],
		},
	};
}
