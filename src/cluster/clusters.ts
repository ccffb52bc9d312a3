import { createStore, type Readable } from "../base/store.ts";
import type { Cluster } from "./cluster.ts";

/** The clusters that are open, by the name of their context. */
export interface Clusters extends AsyncDisposable {
	readonly open: Readable<ReadonlyMap<string, Cluster>>;
	/** The cluster of a context, opened if it is not yet. */
	use(context: string, open: () => Cluster): Cluster;
	/** Close one; resolves when nothing of it is left. */
	close(context: string): Promise<void>;
}

/** A registry without clusters. */
export function createClusters(): Clusters {
	const store = createStore<ReadonlyMap<string, Cluster>>(new Map());
	const close = async (context: string): Promise<void> => {
		const cluster = store.get().get(context);
		if (cluster === undefined) return;
		const rest = new Map(store.get());
		rest.delete(context);
		store.set(rest);
		await cluster[Symbol.asyncDispose]();
	};
	return {
		open: store,
		use(context, open) {
			const known = store.get().get(context);
			if (known !== undefined) return known;
			const cluster = open();
			store.set(new Map([...store.get(), [context, cluster]]));
			return cluster;
		},
		close,
		async [Symbol.asyncDispose]() {
			await Promise.all([...store.get().keys()].map(close));
		},
	};
}
