import { Agent, request } from "node:http";
import type { Clock } from "../base/clock.ts";
import { createStore, type Readable } from "../base/store.ts";
import { isLoopback } from "./forward-spec.ts";

/** What is asked of a service, how often and by how many at once. */
export interface LoadPlan {
	/** Of this machine only: what listens there is a forward. */
	readonly host: string;
	readonly port: number;
	readonly path: string;
	readonly requests: number;
	readonly concurrency: number;
}

/** More is not sent: this is a look at a service, not an attack on it. */
const mostLoad = { requests: 100_000, concurrency: 200, lastsMs: 60_000 } as const;
/** A request that is not answered whole by then has failed. */
const patienceMs = 10_000;

/** How far it has come, and what is known by then. */
export interface LoadReport {
	readonly state: "running" | "done" | "stopped" | "out of time";
	readonly done: number;
	readonly elapsedMs: number;
	/** Bytes of bodies. */
	readonly bytes: number;
	/** Answers by status code, e.g. `200`, and what went wrong by its words; each with how often. */
	readonly answers: ReadonlyMap<number, number>;
	readonly failures: ReadonlyMap<string, number>;
	/** How long each took that was answered, in milliseconds and in that order. */
	readonly latenciesMs: readonly number[];
}

/** Sends requests to a forward, a number of them at once, and measures how long each takes to be answered whole. */
export class LoadTest implements Disposable {
	readonly plan: LoadPlan;
	readonly report: Readable<LoadReport>;
	/** Settles when nothing is under way any more. */
	readonly ended: Promise<void>;
	readonly #report = createStore<LoadReport>(nothing("running"));
	readonly #clock: Clock;
	readonly #agent: Agent;
	readonly #stop = new AbortController();
	readonly #latenciesMs: number[] = [];
	readonly #answers = new Map<number, number>();
	readonly #failures = new Map<string, number>();
	readonly #beganMs: number;
	#started = 0;
	#bytes = 0;
	#isOutOfTime = false;

	/** @throws Error when the host is not this machine */
	constructor(plan: LoadPlan, clock: Clock) {
		if (!isLoopback(plan.host)) throw new Error(`${plan.host} is not this machine`);
		this.plan = {
			...plan,
			requests: Math.min(plan.requests, mostLoad.requests),
			concurrency: Math.min(plan.concurrency, plan.requests, mostLoad.concurrency),
		};
		this.report = this.#report;
		this.#clock = clock;
		this.#agent = new Agent({ keepAlive: true, maxSockets: this.plan.concurrency });
		this.#beganMs = clock.monotonic();
		this.ended = this.#run();
	}

	/** Begin no other request, and give up those under way. */
	stop(): void {
		this.#stop.abort();
	}

	[Symbol.dispose](): void {
		this.stop();
	}

	async #run(): Promise<void> {
		const timer = this.#clock.after(mostLoad.lastsMs, () => {
			this.#isOutOfTime = true;
			this.stop();
		});
		const lines = Array.from({ length: this.plan.concurrency }, () => this.#line());
		await Promise.all(lines);
		timer.cancel();
		this.#agent.destroy();
		this.#tell(this.#isOutOfTime ? "out of time" : this.#stop.signal.aborted ? "stopped" : "done");
	}

	/** One after the other, until all are sent. */
	async #line(): Promise<void> {
		while (this.#started < this.plan.requests && !this.#stop.signal.aborted) {
			this.#started++;
			await this.#ask();
			this.#tell("running");
		}
	}

	#ask(): Promise<void> {
		const { host, port, path } = this.plan;
		const { signal } = this.#stop;
		const sentMs = this.#clock.monotonic();
		return new Promise((resolve) => {
			const asked = request({ host, port, path, agent: this.#agent, signal });
			const timer = this.#clock.after(patienceMs, () =>
				asked.destroy(new Error(`no answer in ${patienceMs / 1_000} s`)),
			);
			const failed = ({ message }: Error): void => {
				timer.cancel();
				// What we gave up ourselves says nothing of the service.
				if (!signal.aborted) count(this.#failures, message);
				resolve();
			};
			asked.on("error", failed);
			asked.on("response", (response) => {
				response.on("error", failed);
				response.on("data", (chunk: Buffer) => {
					this.#bytes += chunk.length;
				});
				response.on("end", () => {
					timer.cancel();
					this.#latenciesMs.push(this.#clock.monotonic() - sentMs);
					count(this.#answers, response.statusCode ?? 0);
					resolve();
				});
			});
			asked.end();
		});
	}

	#tell(state: LoadReport["state"]): void {
		const failed = [...this.#failures.values()].reduce((sum, times) => sum + times, 0);
		this.#report.set({
			state,
			done: this.#latenciesMs.length + failed,
			elapsedMs: this.#clock.monotonic() - this.#beganMs,
			bytes: this.#bytes,
			answers: this.#answers,
			failures: this.#failures,
			latenciesMs: this.#latenciesMs,
		});
	}
}

function nothing(state: LoadReport["state"]): LoadReport {
	return { state, done: 0, elapsedMs: 0, bytes: 0, answers: new Map(), failures: new Map(), latenciesMs: [] };
}

function count<K>(counts: Map<K, number>, what: K): void {
	counts.set(what, (counts.get(what) ?? 0) + 1);
}
