import { inject } from "vitest";
import { createActivity } from "../../src/base/activity.ts";
import { systemClock } from "../../src/base/clock.ts";
import { type Cluster, openCluster } from "../../src/cluster/cluster.ts";
import { loadTarget } from "../../src/kube/kubeconfig/load-target.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import type { Transport } from "../../src/kube/transport/transport.ts";
import type { Person } from "./testbed.ts";

/** The cluster side of the program in this process, as one of the testbed's people. */
export interface OpenTestbed extends AsyncDisposable {
	readonly transport: Transport;
	readonly cluster: Cluster;
}

export async function openTestbed(person: Person, readOnly = true): Promise<OpenTestbed> {
	const loaded = await loadTarget({ kubeconfig: inject("testbed").kubeconfigs[person] });
	if (!loaded.ok) throw new Error(loaded.failure.message);
	const target = loaded.value;
	const clock = systemClock;
	const transport = createTransport({ target, clock, readOnly, version: "test" });
	const cluster = openCluster({ target, transport, clock, random: Math.random, activity: createActivity() });
	return {
		transport,
		cluster,
		async [Symbol.asyncDispose]() {
			await cluster[Symbol.asyncDispose]();
			await transport[Symbol.asyncDispose]();
		},
	};
}
