import { createActivity } from "../../src/base/activity.ts";
import { openCluster } from "../../src/cluster/cluster.ts";
import type { OpenTable } from "../../src/cluster/open-table.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import { createUsageSource } from "../../src/metrics/create-usage-source.ts";
import { nodes } from "../../src/resources/nodes.ts";
import { type PodRow, pods } from "../../src/resources/pods.ts";
import type { Live } from "../../src/resources/resource.ts";
import { needsTls, prepareFault } from "../../src/sim/faults/named-faults.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { Scenario } from "../../src/sim/world/scenario.ts";
import { TableView } from "../../src/table/table-view.ts";
import { type FaultName, faultMessages } from "../../src/text/messages/faults.ts";
import { ManualClock } from "./manual-clock.ts";
import { seeded } from "./seeded.ts";
import { simTarget } from "./sim-target.ts";

/** How much there is and how much of it changes. */
export interface SoakSize {
	readonly pods: number;
	readonly changesPerSecond: number;
}

const NODES = 50;
const NAMESPACES = 40;
const FAULT_EVERY_S = 180;
const FAULT_LASTS_S = 60;
/** Rows that a screen shows. */
const SHOWN = 50;

/**
 * A day's work without the screen: tables of pods and nodes, usage, a sorted view that is read every second,
 * over real sockets against the simulated server, whose pods change steadily and which something befalls every three
 * minutes. A second passes when {@link second} is called, and takes as long as its work.
 */
export class SoakStage implements AsyncDisposable {
	readonly clock: ManualClock;
	/** Changes so far. */
	changes = 0;
	/** Faults so far. */
	faults = 0;
	readonly sim: Sim;
	readonly table: OpenTable<PodRow>;
	readonly #random = seeded(1);
	readonly #size: SoakSize;
	readonly #held = new AsyncDisposableStack();
	readonly #view: TableView<PodRow, Live>;
	#seconds = 0;
	#over: (() => void) | undefined;
	#keys: { readonly namespace: string; readonly name: string }[] = [];
	#made = 0;

	private constructor(size: SoakSize, clock: ManualClock, sim: Sim) {
		this.#size = size;
		this.clock = clock;
		this.sim = this.#held.use(sim);
		const random = seeded(2);
		const target = simTarget(sim.url, () => sim.tokens.get("admin") ?? "");
		const transport = this.#held.use(createTransport({ target, clock, readOnly: true, version: "test" }));
		const cluster = this.#held.use(openCluster({ target, transport, clock, random, activity: createActivity() }));
		this.table = this.#held.use(cluster.open(pods));
		this.#held.use(cluster.open(nodes));
		const usage = this.#held.use(createUsageSource({ cluster, clock, random }));
		this.#held.defer(usage.version.subscribe(() => {}));
		this.#view = this.#held.use(
			new TableView<PodRow, Live>({
				source: this.table.rows,
				columns: pods.columns,
				labels: ({ labels }) => labels,
				live: () => ({ nowMs: clock.now(), usage: usage.usage, containerUsage: usage.containerUsage }),
				sort: { columnId: "restarts", descending: true },
			}),
		);
		for (let count = 0; count < size.pods; count++) this.#create();
	}

	static async open(size: SoakSize): Promise<SoakStage> {
		const clock = new ManualClock();
		const sim = await startSim({ clock, seed: "soak", scenario: fewNodes, requireToken: true });
		return new SoakStage(size, clock, sim);
	}

	/** Let a second pass: its changes, a look at the view, every third minute a fault. */
	async second(): Promise<void> {
		const { pods: count, changesPerSecond } = this.#size;
		if (this.#seconds % FAULT_EVERY_S === FAULT_EVERY_S - FAULT_LASTS_S) this.#break();
		if (this.#seconds % FAULT_EVERY_S === 0) this.#mend();
		this.#seconds++;
		for (let change = 0; change < changesPerSecond; change++) this.#change(Math.floor(this.#random() * count));
		await this.clock.advance(1_000);
		this.#look();
	}

	/** Let all be well again and come to rest, without a change. Fails when the table does not become what the server has. */
	async rest(): Promise<void> {
		this.#mend();
		// What no watch was told of only a list brings to light.
		this.table.reload();
		for (let second = 0; second < PATIENCE_S; second++) {
			await this.clock.advance(1_000);
			this.#look();
			if (second > 40 && this.table.freshness.get().state === "live" && this.#isEqual()) return;
		}
		throw new Error(`the table is ${this.table.freshness.get().state} and not what the server has`);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#mend();
		await this.#held.disposeAsync();
	}

	#look(): void {
		this.#view.window(0, SHOWN);
	}

	#break(): void {
		const name = faultNames[this.faults++ % faultNames.length] as FaultName;
		const fault = prepareFault(this.sim, name);
		fault.on();
		this.#over = () => {
			fault.off();
			// Connections that a fault has left half open do not outlive it: a path that has died is cut in the end.
			this.sim.streams.closeAll("reset");
		};
	}

	#mend(): void {
		this.#over?.();
		this.#over = undefined;
	}

	/** Most changes are a restart; one in fifty is another pod in the place of one, under a name of its own. */
	#change(index: number): void {
		this.changes++;
		const key = this.#keys[index];
		const pod = key && this.sim.store.get(kinds.pods, key.namespace, key.name);
		if (pod === undefined || this.#random() < 0.02) {
			if (key !== undefined) this.sim.store.delete(kinds.pods, key.namespace, key.name);
			this.#create(index);
			return;
		}
		const restartCount = Math.floor(this.#random() * 100);
		const containerStatuses = [{ name: "main", ready: restartCount % 7 > 0, restartCount, state: { running: {} } }];
		this.sim.store.update(kinds.pods, { ...pod, status: { ...(pod["status"] as object), containerStatuses } });
	}

	#create(index = this.#keys.length): void {
		const made = ++this.#made;
		const key = { namespace: `team-${index % NAMESPACES}`, name: `pod-${made.toString(36)}` };
		this.#keys[index] = key;
		const containerStatuses = [{ name: "main", ready: true, restartCount: 0, state: { running: {} } }];
		this.sim.store.create(kinds.pods, {
			metadata: { ...key, labels: { app: `app-${index % 100}`, made: String(made) } },
			spec: { nodeName: `node-${index % NODES}`, containers: [{ name: "main", image: "registry.example.com/app:v1" }] },
			status: { phase: "Running", podIP: `10.0.${index >> 8}.${index & 255}`, containerStatuses },
		});
	}

	#isEqual(): boolean {
		const theirs = new Set(this.sim.store.list(kinds.pods).map(({ metadata }) => metadata.uid));
		return theirs.size === this.table.rows.size && [...theirs].every((uid) => this.table.rows.byUid(uid) !== undefined);
	}
}

const PATIENCE_S = 900;

/** All that can be told apart without TLS. */
const faultNames = (Object.keys(faultMessages) as FaultName[]).filter((name) => !needsTls(name));

const fewNodes: Scenario = ({ store }) => {
	for (let index = 0; index < NODES; index++) {
		store.create(kinds.nodes, {
			metadata: { name: `node-${index}` },
			spec: {},
			status: { conditions: [{ type: "Ready", status: "True" }] },
		});
	}
	const measured = { cpuMillicores: 10, memoryBytes: 2 ** 24 };
	const ofPod = new Map([["main", measured]]);
	// Of a tenth of the pods: making up the rest would be most of the work.
	return { pod: ({ metadata }) => (metadata.name.endsWith("0") ? ofPod : undefined), node: () => measured };
};
