import { createTransport } from "../../src/kube/transport/create-transport.ts";
import type { Transport } from "../../src/kube/transport/transport.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { emptyScenario } from "../../src/sim/world/scenario.ts";
import { objectLine, type PodObject, rowLine } from "../support/history-checker.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { seeded } from "../support/seeded.ts";
import { simTarget } from "../support/sim-target.ts";
import { containerOf, MADE } from "../support/versioned-pods.ts";
import { type Format, type Mutation, WitnessedPods } from "../support/witnessed-pods.ts";

export interface HistoryOptions {
	readonly seed: number;
	readonly format: Format;
	readonly tls?: boolean;
	readonly mutation?: Mutation;
}

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
const USER = "admin";

/** A simulated server over real sockets whose pods come, go and change, and the table of them under the eyes of a checker. */
export class HistoryStage implements AsyncDisposable {
	readonly clock: ManualClock;
	readonly sim: Sim;
	readonly pods: WitnessedPods;
	readonly random: () => number;
	/** What no watch was told of has happened: only a list brings it to light. */
	untold = false;
	/** UIDs of pods that are not as they should be, until they are mended. */
	readonly spoilt = new Set<string>();
	readonly #transport: Transport;
	readonly #faults = new Set<() => void | Promise<void>>();
	#made = 0;

	private constructor(clock: ManualClock, sim: Sim, options: HistoryOptions) {
		this.clock = clock;
		this.sim = sim;
		this.random = seeded(options.seed);
		const { random } = this;
		const target = simTarget(sim.url, () => sim.tokens.get(USER) ?? "", sim.authority);
		this.#transport = createTransport({ target, clock, readOnly: true, version: "test" });
		for (const name of NAMES.slice(0, 4)) this.#create(name);
		const { format, mutation } = options;
		this.pods = new WitnessedPods({
			transport: this.#transport,
			clock,
			random,
			format,
			...(mutation === undefined ? {} : { mutation }),
		});
	}

	static async open(options: HistoryOptions): Promise<HistoryStage> {
		const clock = new ManualClock();
		const { tls = false } = options;
		const sim = await startSim({ clock, seed: "history", scenario: emptyScenario, requireToken: true, tls });
		return new HistoryStage(clock, sim, options);
	}

	/** A number below `limit`. */
	below(limit: number): number {
		return Math.floor(this.random() * limit);
	}

	one<T>(of: readonly T[]): T {
		return of[this.below(of.length)] as T;
	}

	/** A pod that exists. */
	get somePod(): { readonly namespace: string; readonly name: string; readonly uid: string } | undefined {
		const pods = this.sim.store.list(kinds.pods);
		const pod = pods.length === 0 ? undefined : this.one(pods).metadata;
		return pod && { namespace: pod.namespace ?? "", name: pod.name, uid: pod.uid };
	}

	/** Create, change, delete a pod, or put another in its place: once or a few times, in one go. */
	change(): void {
		for (let times = 1 + this.below(3); times > 0; times--) {
			const name = this.one(NAMES);
			const pod = this.sim.store.get(kinds.pods, "default", name);
			if (pod === undefined) this.#create(name);
			else if (this.random() < 0.6) {
				this.sim.store.update(kinds.pods, { ...pod, status: { phase: this.one(["Running", "Pending", "Failed"]) } });
			} else {
				this.sim.store.delete(kinds.pods, "default", name);
				if (this.random() < 0.5) this.#create(name);
			}
		}
	}

	/** Remember how a fault is taken back. */
	add(over: () => void | Promise<void>): void {
		this.#faults.add(over);
	}

	/** Take back a fault. */
	async mendOne(): Promise<void> {
		const [over] = this.#faults;
		if (over === undefined) return;
		this.#faults.delete(over);
		await over();
	}

	/** Take back every fault, and wait until the table says that it is live and what it holds has come to rest. */
	async heal(): Promise<void> {
		while (this.#faults.size > 0) await this.mendOne();
		if (this.untold) this.pods.reflector.reload();
		this.untold = false;
		for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += STEP_MS) {
			await this.clock.advance(STEP_MS);
			if (this.pods.reflector.freshness.get().state === "live" && this.#isEqual()) return;
		}
	}

	/** What the server has. */
	get truth(): readonly string[] {
		return this.sim.store.list(kinds.pods).map((pod) => objectLine(pod as PodObject));
	}

	/** Everything that was seen to be wrong. */
	check(): readonly string[] {
		const { state } = this.pods.reflector.freshness.get();
		if (state !== "live") this.pods.checker.problems.push(`the table says ${state} when all is well`);
		this.pods.checker.expectSame(this.pods.store.rows(), this.truth);
		return this.pods.checker.problems;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		while (this.#faults.size > 0) await this.mendOne();
		await this.pods[Symbol.asyncDispose]();
		await this.#transport[Symbol.asyncDispose]();
		await this.sim[Symbol.asyncDispose]();
	}

	#isEqual(): boolean {
		const ours = Array.from(this.pods.store.rows(), rowLine);
		return ours.sort().join() === [...this.truth].sort().join();
	}

	#create(name: string): void {
		const made = ++this.#made;
		this.sim.store.create(kinds.pods, {
			metadata: { name, namespace: "default", labels: { [MADE]: String(made) } },
			spec: { nodeName: "node", containers: [{ name: containerOf(made), image: "registry.example.com/main:v1" }] },
			status: { phase: "Running" },
		});
	}
}

const STEP_MS = 500;
/** Longer than every back-off and time-out of ours, so that what has not healed by then never does. */
const PATIENCE_MS = 700_000;
