import { type Sim, type SimOptions, startSim } from "../../src/sim/sim.ts";
import { type Kind, kinds } from "../../src/sim/world/kinds.ts";
import type { KubeObject } from "../../src/sim/world/kube-object.ts";
import { emptyScenario } from "../../src/sim/world/scenario.ts";
import { ManualClock } from "../support/manual-clock.ts";

/** An empty cluster under a clock that stands still. */
export async function emptySim(options: Partial<SimOptions> = {}): Promise<{ sim: Sim; clock: ManualClock }> {
	const clock = new ManualClock();
	const sim = await startSim({ clock, seed: "test", scenario: emptyScenario, ...options });
	return { sim, clock };
}

/** Put pods into `default` (or the namespace before the slash). */
export function addPods(sim: Sim, ...names: readonly string[]): void {
	for (const path of names) {
		const [namespace = "", name = ""] = path.includes("/") ? path.split("/") : ["default", path];
		sim.store.create(kinds.pods, {
			metadata: { name, namespace, labels: { app: name } },
			spec: { containers: [{ name: "main", image: "registry.example.com/main:v1" }] },
			status: { phase: "Running" },
		});
	}
}

/** An object that must be there. */
export function existing(sim: Sim, kind: Kind, namespace: string | undefined, name: string): KubeObject {
	const object = sim.store.get(kind, namespace, name);
	if (object === undefined) throw new Error(`${kind.plural} ${name} is not there`);
	return object;
}

/** Write a pod again with another label, which every watch sees as MODIFIED. */
export function relabel(sim: Sim, name: string, labels: Readonly<Record<string, string>>): void {
	const pod = existing(sim, kinds.pods, "default", name);
	sim.store.update(kinds.pods, { ...pod, metadata: { ...pod.metadata, labels } });
}

/** A simulated server with one pod that runs, `default/api`, whose container listens on 8080. */
export async function simWithPod(options: Parameters<typeof emptySim>[0] = {}): Promise<Sim> {
	const { sim } = await emptySim(options);
	const state = { running: { startedAt: "2025-12-31T00:00:00Z" } };
	sim.store.create(kinds.pods, {
		metadata: { name: "api", namespace: "default" },
		spec: { containers: [{ name: "api", image: "x", ports: [{ containerPort: 8080 }] }] },
		status: { containerStatuses: [{ name: "api", restartCount: 0, state }] },
	});
	return sim;
}
