import type { Clock } from "../base/clock.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, failure } from "../kube/failure.ts";
import { fetchJson } from "../kube/transport/fetch-json.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { messages } from "../text/messages/messages.ts";
import { createPod } from "./add-debug-container.ts";
import type { DebugJournal, DebugPodNote } from "./debug-journal.ts";
import { DEADLINE_SECONDS, DEBUG_NAMESPACE, debugNamespace } from "./node-debug-pod.ts";

/** What debug pods are made with. */
export interface NodeDebugHost {
	readonly transport: Pick<Transport, "request">;
	readonly journal: DebugJournal;
	readonly clock: Clock;
	/** URL of the API server. */
	readonly server: string;
	readonly pid: number;
	/** Does a process run? */
	readonly isRunning: (pid: number) => boolean;
}

/** The debug pods that this program has made on nodes: noted down before they are made, and deleted when they are done with. */
export class NodeDebugPods implements AsyncDisposable {
	readonly #host: NodeDebugHost;
	readonly #open = new Set<string>();

	constructor(host: NodeDebugHost) {
		this.#host = host;
	}

	/** Make a pod, and the namespace of such pods where there is none. */
	async create(name: string, pod: object): Promise<Result<void, Failure>> {
		const { journal, server, pid, clock, transport } = this.#host;
		try {
			await journal.add({ server, namespace: DEBUG_NAMESPACE, pod: name, pid, atMs: clock.now() });
		} catch (error) {
			return fail(failure("refused", messages.shells.debug.notNoted(error instanceof Error ? error.message : "")));
		}
		this.#open.add(name);
		const namespace = await fetchJson(transport, {
			method: "POST",
			path: "/api/v1/namespaces",
			contentType: "application/json",
			body: JSON.stringify(debugNamespace()),
			purpose: "debug",
		});
		// Who may make no namespaces may yet make pods in one that is there.
		const isThere = namespace.ok || namespace.failure.kind === "conflict" || namespace.failure.kind === "forbidden";
		const made = isThere ? await createPod(transport, DEBUG_NAMESPACE, pod) : namespace;
		if (made.ok) return ok(undefined);
		// Where its answer was lost it may be there all the same: it stays noted until it has been deleted.
		await this.remove(name);
		return made;
	}

	/** Delete a pod, and forget it once it is gone. */
	async remove(name: string): Promise<boolean> {
		const isGone = await this.#delete(DEBUG_NAMESPACE, name);
		if (isGone) this.#open.delete(name);
		return isGone;
	}

	/**
	 * Delete what programs that have ended left behind on this server.
	 *
	 * @returns how many pods
	 */
	async sweep(): Promise<number> {
		const { journal, server } = this.#host;
		const left = (await journal.notes()).filter((note) => note.server === server && this.#isLeft(note));
		const gone = await Promise.all(left.map(({ namespace, pod }) => this.#delete(namespace, pod)));
		return gone.filter(Boolean).length;
	}

	/** Delete all that are open. */
	async [Symbol.asyncDispose](): Promise<void> {
		await Promise.all(Array.from(this.#open, (name) => this.remove(name)));
	}

	#isLeft({ pid, atMs, pod }: DebugPodNote): boolean {
		const { clock, isRunning } = this.#host;
		if (this.#open.has(pod)) return false;
		// A number may be another process by now; past its deadline the pod has ended anyway.
		return pid === this.#host.pid || !isRunning(pid) || clock.now() - atMs > DEADLINE_SECONDS * 1000;
	}

	async #delete(namespace: string, pod: string): Promise<boolean> {
		const { transport, journal } = this.#host;
		const answer = await fetchJson(transport, {
			method: "DELETE",
			path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`,
			purpose: "debug",
		});
		const isGone = answer.ok || answer.failure.kind === "absent";
		if (isGone) await journal.remove(pod);
		return isGone;
	}
}
