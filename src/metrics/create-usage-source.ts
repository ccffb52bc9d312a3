import type { Clock } from "../base/clock.ts";
import { createStore } from "../base/store.ts";
import type { Reachability } from "../cluster/reachability.ts";
import type { Transport } from "../kube/transport/transport.ts";
import { nodeMetricsCodec, podMetricsCodec } from "./measured.ts";
import { MetricsPoll } from "./metrics-poll.ts";
import type { UsageSource, UsageState } from "./usage-source.ts";

const api = "/apis/metrics.k8s.io/v1beta1";

/** What a source of usage is made of. */
export interface UsageSourceOptions {
	/** The cluster whose usage it is. */
	readonly cluster: { readonly transport: Transport; readonly reachability: Reachability };
	/** Only the pods of this namespace, for a user who may not read all. */
	readonly namespace?: string | undefined;
	readonly clock: Clock;
	readonly random: () => number;
}

/** From the best to the least that a user can be told. */
const ranks: Readonly<Record<UsageState["state"], number>> = { live: 0, stale: 1, waiting: 2, forbidden: 3, absent: 4 };

/** A source of usage from metrics.k8s.io. Nothing is asked until somebody follows its version. */
export function createUsageSource({ cluster, namespace, clock, random }: UsageSourceOptions): UsageSource {
	const { transport, reachability } = cluster;
	const version = createStore(0);
	const state = createStore<UsageState>({ state: "waiting" });
	let followers = 0;

	const polled = (isNews: boolean): void => {
		state.set(better(pods.state, nodes.state));
		if (isNews) version.update((count) => count + 1);
	};
	const shared = { transport, reachability, clock, random, polled };
	const scope = namespace === undefined ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
	const pods = new MetricsPoll({ ...shared, path: `${api}${scope}/pods`, codec: podMetricsCodec });
	const nodes = new MetricsPoll({ ...shared, path: `${api}/nodes`, codec: nodeMetricsCodec });

	return {
		state,
		version: {
			get: version.get,
			subscribe(listener) {
				const unsubscribe = version.subscribe(listener);
				followers++;
				pods.start();
				nodes.start();
				let left = false;
				return () => {
					if (left) return;
					left = true;
					unsubscribe();
					followers--;
					if (followers > 0) return;
					pods.stop();
					nodes.stop();
				};
			},
		},
		usage: (key) => (key.includes("/") ? pods : nodes).of(key)?.usage,
		containerUsage: (podKey, container) => pods.of(podKey)?.containers.find(({ name }) => name === container)?.usage,
		async [Symbol.asyncDispose]() {
			await Promise.all([pods[Symbol.asyncDispose](), nodes[Symbol.asyncDispose]()]);
		},
	};
}

function better(one: UsageState, other: UsageState): UsageState {
	return ranks[other.state] < ranks[one.state] ? other : one;
}
