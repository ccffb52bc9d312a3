import { createActivity } from "../../src/base/activity.ts";
import { type Cluster, openCluster } from "../../src/cluster/cluster.ts";
import type { Forward } from "../../src/forwards/forward.ts";
import type { ForwardSpec } from "../../src/forwards/forward-spec.ts";
import type { ForwardStatus } from "../../src/forwards/forward-status.ts";
import { Forwards } from "../../src/forwards/forwards.ts";
import type { Transport } from "../../src/kube/transport/transport.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { type Kind, kinds } from "../../src/sim/world/kinds.ts";
import { timeText } from "../../src/sim/world/kube-object.ts";
import { transportTo, until } from "../kube/transport/loopback.ts";
import { emptySim } from "../sim/world.ts";
import { client } from "../support/local-client.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { simTarget } from "../support/sim-target.ts";

/** A simulated cluster with a deployment, its pods and a service before them; forwards into it. */
export interface ForwardStage extends AsyncDisposable {
	readonly sim: Sim;
	readonly clock: ManualClock;
	readonly transport: Transport;
	readonly cluster: Cluster;
	start(spec: Partial<ForwardSpec>): Forward;
	addPod(name: string, more?: { readonly hash?: string; readonly ready?: boolean; readonly createdAt?: string }): void;
	/** Mark it as on its way out, as who deletes it does. */
	endPod(name: string): void;
	removePod(name: string): void;
}

const labels = { app: "web", tier: "front" };

/** @param options `behind`: what stands between us and the server; gives the address to go to */
export async function forwardStage(
	options: { readonly readOnly?: boolean; readonly behind?: (url: string, clock: ManualClock) => Promise<string> } = {},
): Promise<ForwardStage> {
	const { sim } = await emptySim();
	const clock = new ManualClock(undefined, 20);
	const target = simTarget((await options.behind?.(sim.url, clock)) ?? sim.url);
	const transport = transportTo(target, { clock, readOnly: options.readOnly ?? false });
	const cluster = openCluster({ target, transport, clock, random: () => 0.5, activity: createActivity() });
	const forwards = new Forwards(clock, () => 0.5);
	const create = (kind: Kind, spec: object): void => {
		sim.store.create(kind, { metadata: { name: "web", namespace: "default" }, spec });
	};
	const template = { spec: { containers: [{ name: "web", ports: [{ containerPort: 8080, name: "http" }] }] } };
	create(kinds.deployments, { selector: { matchLabels: { app: "web" } }, template });
	create(kinds.services, {
		selector: { app: "web" },
		ports: [
			{ name: "www", port: 80, targetPort: "http" },
			{ name: "dns", port: 53, protocol: "UDP" },
		],
	});
	return {
		sim,
		clock,
		transport,
		cluster,
		start(spec) {
			const whole: ForwardSpec = {
				target: { kind: "services", namespace: "default", name: "web" },
				remotePort: "80",
				localPort: 0,
				address: "127.0.0.1",
				...spec,
			};
			return forwards.start("sim", cluster, whole).forward;
		},
		addPod(name, { hash = "one", ready = true, createdAt = "2025-12-31T00:00:00Z" } = {}) {
			const uid = `replicaset-${hash}`;
			sim.store.create(kinds.pods, {
				metadata: {
					name,
					namespace: "default",
					creationTimestamp: createdAt,
					labels: { ...labels, "pod-template-hash": hash },
					ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: `web-${hash}`, uid, controller: true }],
				},
				spec: template.spec,
				status: {
					phase: "Running",
					conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
					containerStatuses: [{ name: "web", ready, restartCount: 0, state: { running: { startedAt: createdAt } } }],
				},
			});
		},
		endPod(name) {
			const pod = sim.store.get(kinds.pods, "default", name);
			if (pod === undefined) throw new Error(`there is no pod ${name}`);
			const deletionTimestamp = timeText(clock.now() + 30_000);
			sim.store.update(kinds.pods, { ...pod, metadata: { ...pod.metadata, deletionTimestamp } });
		},
		removePod: (name) => void sim.store.delete(kinds.pods, "default", name),
		async [Symbol.asyncDispose]() {
			await forwards[Symbol.asyncDispose]();
			await cluster[Symbol.asyncDispose]();
			await transport[Symbol.asyncDispose]();
			await sim[Symbol.asyncDispose]();
		},
	};
}

/** Wait for a forward to be so. */
export function reached({ status }: Forward, isSo: (status: ForwardStatus) => boolean): Promise<ForwardStatus> {
	return new Promise((resolve) => {
		const look = (): void => {
			const now = status.get();
			if (isSo(now)) resolve(now);
		};
		status.subscribe(look);
		look();
	});
}

export const listening = (forward: Forward): Promise<ForwardStatus> =>
	reached(forward, ({ state }) => state === "listening");

/** Ask a forward for a page; resolves with what answered. */
export async function ask(port: number, path = "/"): Promise<string> {
	const it = client(port);
	it.socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
	await until(() => it.how !== "open");
	return it.how === "reset" ? "reset" : (it.heard.split("\r\n\r\n")[1] ?? "");
}
