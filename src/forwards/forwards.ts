import type { Clock } from "../base/clock.ts";
import { createStore, type Readable } from "../base/store.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { Forward } from "./forward.ts";
import type { ForwardSpec } from "./forward-spec.ts";

/** What a forward needs of a cluster. */
type ForwardedCluster = Pick<Cluster, "open" | "transport">;

/** A forward of one context. */
export interface ContextForward {
	/** Another for each forward there ever was. */
	readonly id: number;
	readonly context: string;
	/** What it leads into. */
	readonly cluster: ForwardedCluster;
	readonly forward: Forward;
}

/** All forwards of the program, of whichever context, in the order in which they were begun. */
export class Forwards implements AsyncDisposable {
	readonly all: Readable<readonly ContextForward[]>;
	readonly #all = createStore<readonly ContextForward[]>([]);
	readonly #clock: Clock;
	readonly #random: () => number;
	#nextId = 1;

	constructor(clock: Clock, random: () => number) {
		this.all = this.#all;
		this.#clock = clock;
		this.#random = random;
	}

	/** Those that are not over: they listen, or are about to. */
	get running(): readonly ContextForward[] {
		return this.#all.get().filter(({ forward }) => isLive(forward));
	}

	/** Begin one. It stays in the list when it fails, until it is removed. */
	start(context: string, cluster: ForwardedCluster, spec: ForwardSpec): ContextForward {
		const forward = new Forward(spec, { cluster, clock: this.#clock, random: this.#random });
		const started = { id: this.#nextId++, context, cluster, forward };
		this.#all.update((all) => [...all, started]);
		return started;
	}

	/** Stop one and forget it. */
	async remove(id: number): Promise<void> {
		const removed = this.#all.get().find((one) => one.id === id);
		// What still shows it shows it as stopped.
		const stopped = removed?.forward.stop();
		this.#all.update((all) => all.filter((one) => one !== removed));
		await stopped;
	}

	/** Done when no forward leads into a cluster any more: it may be closed then. */
	async leadNowhereIn(cluster: ForwardedCluster): Promise<void> {
		const into = this.#all.get().filter((one) => one.cluster === cluster);
		await Promise.all(into.map(({ forward }) => forward.ended));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await Promise.all(this.#all.get().map(({ forward }) => forward.stop()));
	}
}

/** Whether a forward listens, or is about to. */
export function isLive({ status }: Forward): boolean {
	const { state } = status.get();
	return state !== "failed" && state !== "stopped";
}
