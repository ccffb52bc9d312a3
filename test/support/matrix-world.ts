// oxlint-disable-next-line import/no-unassigned-import -- what is loaded in the midst of a session takes no time of a clock that is moved by hand
import "../../src/sim/http/handle-upgrade.ts";
import { type Sim, type SimOptions, startSim } from "../../src/sim/sim.ts";
import { type Kind, kinds } from "../../src/sim/world/kinds.ts";
import { timeText } from "../../src/sim/world/kube-object.ts";
import type { Scenario, World } from "../../src/sim/world/scenario.ts";
import type { ManualClock } from "./manual-clock.ts";

/** The namespace of all that is in the matrix' world. */
export const NAMESPACE = "default";

/** What faults of single objects are done to, what is opened as text and what is asked to be deleted: first by name. */
export const VICTIM = "a-victim";

/** What its containers listen on. */
export const PORT = 8080;

const MINUTE_MS = 60_000;
/** When containers began to run: before the clock of a session begins. */
const STARTED_AT = "2025-12-31T23:59:00Z";

/** A small cluster that stands still but for what a test does to it: each cell of the matrix costs what the fault costs. */
const quiet: Scenario = ({ store, clock }: World) => {
	const createdAt = timeText(clock.now() - 10 * MINUTE_MS);
	store.create(kinds.namespaces, { metadata: { name: NAMESPACE }, status: { phase: "Active" } });
	store.create(kinds.nodes, {
		metadata: { name: "node-1", creationTimestamp: createdAt },
		spec: {},
		status: { conditions: [{ type: "Ready", status: "True" }], allocatable: { cpu: "4", memory: "8Gi" } },
	});
	return {
		pod: (_pod, nowMs) => new Map([["main", { cpuMillicores: 10 + ((nowMs / 15_000) % 50), memoryBytes: 2 ** 26 }]]),
		node: () => ({ cpuMillicores: 900, memoryBytes: 2 ** 31 }),
	};
};

/** The server of a session of the matrix. */
export async function startMatrixWorld(clock: ManualClock, options: Pick<SimOptions, "tls">): Promise<Sim> {
	const sim = await startSim({ clock, seed: "matrix", scenario: quiet, requireToken: false, ...options });
	for (const name of ["web-0", "web-1", "web-2"]) addPod(sim, name);
	for (const name of ["one", "two"]) addEvent(sim, name);
	addCertificate(sim, "front");
	addVictims(sim);
	return sim;
}

/** A pod and a certificate to be hurt, where the last ones are gone. */
export function addVictims(sim: Sim): void {
	if (sim.store.get(kinds.pods, NAMESPACE, VICTIM) === undefined) addPod(sim, VICTIM);
	if (sim.store.get(kinds.certificates, NAMESPACE, VICTIM) === undefined) addCertificate(sim, VICTIM);
}

function addPod({ store }: Sim, name: string): void {
	store.create(kinds.pods, {
		// As large as pods are: what comes in a trickle does not come.
		metadata: {
			name,
			namespace: NAMESPACE,
			labels: { app: "web" },
			annotations: { "example.com/size": "x".repeat(2_000) },
		},
		spec: { containers: [{ name: "main", image: "registry.example.com/main:v1", ports: [{ containerPort: PORT }] }] },
		status: {
			phase: "Running",
			containerStatuses: [
				{ name: "main", ready: true, restartCount: 0, state: { running: { startedAt: STARTED_AT } } },
			],
		},
	});
}

function addEvent({ store }: Sim, name: string): void {
	store.create(kinds.events, {
		metadata: { name: `web-0.${name}`, namespace: NAMESPACE },
		involvedObject: { kind: "Pod", name: "web-0", namespace: NAMESPACE },
		type: "Warning",
		reason: "Unhealthy",
		message: `probe ${name} failed`,
		count: 1,
	});
}

function addCertificate({ store }: Sim, name: string): void {
	store.create(kinds.certificates, {
		metadata: { name, namespace: NAMESPACE },
		spec: { secretName: name },
		status: { conditions: [{ type: "Ready", status: "True" }] },
	});
}

/** Does to the cluster what would be missed: objects come, go and change, whether or not anybody is told. */
export class Happenings {
	readonly #sim: Sim;
	readonly #random: () => number;
	#count = 0;

	constructor(sim: Sim, random: () => number) {
		this.#sim = sim;
		this.#random = random;
	}

	/** Names that this has taken away, of those that were given. */
	happen(): void {
		const { store } = this.#sim;
		const number = ++this.#count;
		this.#relabel(kinds.pods, VICTIM);
		this.#relabel(kinds.pods, `web-${Math.floor(this.#random() * 3)}`);
		this.#relabel(kinds.certificates, VICTIM);
		addPod(this.#sim, `new-${number}`);
		addEvent(this.#sim, `new-${number}`);
		if (!this.#sim.switches.removed.has(kinds.certificates)) addCertificate(this.#sim, `new-${number}`);
		// One of an earlier turn goes; with some luck another takes its name.
		const old = number - 1 - Math.floor(this.#random() * 2);
		for (const [kind, name] of [
			[kinds.pods, `new-${old}`],
			[kinds.events, `web-0.new-${old}`],
			[kinds.certificates, `new-${old}`],
		] as const)
			store.delete(kind, NAMESPACE, name);
		if (this.#random() < 0.5 && old > 0) addPod(this.#sim, `new-${old}`);
	}

	/** A change that every reader of the object can see. */
	#relabel(kind: Kind, name: string): void {
		const object = this.#sim.store.get(kind, NAMESPACE, name);
		if (object === undefined) return;
		const labels = { ...object.metadata.labels, turn: String(this.#count) };
		this.#sim.store.update(kind, { ...object, metadata: { ...object.metadata, labels } });
	}
}
