import { type Clock, sleep } from "../base/clock.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Reachability } from "../cluster/reachability.ts";
import { failureOf } from "../cluster/setback.ts";
import type { Failure } from "../kube/failure.ts";
import type { Transport } from "../kube/transport/transport.ts";
import type { ObjectCodec } from "../kube/wire/codec.ts";
import { isSameMeasured, type Measured } from "./measured.ts";
import type { UsageState } from "./usage-source.ts";

/** How often figures are asked for; metrics-server itself measures every 15 s. */
const pollEveryMs = 15_000;
/** How often it is looked whether there are metrics by now. */
const absentRetryMs = 60_000;

/** What a poll needs. */
export interface MetricsPollOptions {
	readonly transport: Transport;
	readonly reachability: Reachability;
	readonly clock: Clock;
	readonly random: () => number;
	readonly path: string;
	readonly codec: ObjectCodec<Measured>;
	/** A poll has ended. It is no news where there were figures and they are the same. */
	polled(isNews: boolean): void;
}

/** Asks for the figures of pods, or of nodes, again and again while it is wanted. */
export class MetricsPoll implements AsyncDisposable {
	readonly #options: MetricsPollOptions;
	#figures: ReadonlyMap<string, Measured> = new Map();
	#state: UsageState = { state: "waiting" };
	/** Monotonic milliseconds before which nothing is asked. */
	#dueAtMs = 0;
	#wanted: AbortController | undefined;
	#running: Promise<void> = Promise.resolve();

	constructor(options: MetricsPollOptions) {
		this.#options = options;
	}

	get state(): UsageState {
		return this.#state;
	}

	/** What was measured of a pod or node. */
	of(key: string): Measured | undefined {
		return this.#figures.get(key);
	}

	/** Poll from now on: at once, unless the last poll was just now. */
	start(): void {
		if (this.#wanted !== undefined) return;
		const wanted = new AbortController();
		this.#wanted = wanted;
		this.#running = this.#running.then(() => this.#run(wanted.signal));
	}

	/** Poll no more; figures are kept. */
	stop(): void {
		this.#wanted?.abort();
		this.#wanted = undefined;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.stop();
		await this.#running;
	}

	async #run(signal: AbortSignal): Promise<void> {
		const { clock, random, reachability } = this.#options;
		while (!signal.aborted) {
			await sleep(clock, Math.max(0, this.#dueAtMs - clock.monotonic()), signal);
			if (signal.aborted) return;
			const answer = await this.#ask(signal);
			if (signal.aborted) return;
			if (answer.ok) {
				reachability.heard();
				const isNews = answer.value !== this.#figures || this.#state.state !== "live";
				this.#figures = answer.value;
				this.#turn({ state: "live", updatedAtMs: clock.now() }, isNews);
			} else this.#fail(answer.failure);
			const everyMs = this.#state.state === "absent" || this.#state.state === "forbidden" ? absentRetryMs : pollEveryMs;
			const askedMs = answer.ok ? 0 : (answer.failure.retryAfterMs ?? 0);
			this.#dueAtMs = clock.monotonic() + Math.max(askedMs, everyMs * (0.9 + random() * 0.2));
			const isCutOff = !answer.ok && answer.failure.status === undefined && answer.failure.kind === "unreachable";
			if (isCutOff && (await reachability.whenAnswering(signal)).trouble === "shared") {
				this.#dueAtMs = 0;
			}
		}
	}

	#fail(problem: Failure): void {
		if (problem.kind === "absent" || problem.kind === "forbidden" || problem.status === 503) {
			this.#figures = new Map();
			this.#turn({ state: problem.kind === "forbidden" ? "forbidden" : "absent", failure: problem });
		} else if (this.#state.state === "live" || this.#state.state === "stale") {
			this.#turn({ state: "stale", updatedAtMs: this.#state.updatedAtMs, failure: problem });
		} else if (this.#state.state === "waiting") {
			this.#turn({ state: "waiting", failure: problem });
		}
	}

	#turn(state: UsageState, isNews = true): void {
		this.#state = state;
		this.#options.polled(isNews);
	}

	/** The figures by key: those of the last poll, if they are the same. */
	async #ask(signal: AbortSignal): Promise<Result<ReadonlyMap<string, Measured>, Failure>> {
		const { transport, codec, path } = this.#options;
		const response = await transport.request({ method: "GET", path, accept: codec.accept, signal, purpose: "metrics" });
		if (!response.ok) return response;
		const last = this.#figures;
		const figures = new Map<string, Measured>();
		let isSame = true;
		try {
			for await (const { rows } of codec.list(response.value)) {
				for (const row of rows) {
					const before = last.get(row.key);
					// What says the same as before is dropped while it is young, which costs the collector nothing.
					const isKept = before !== undefined && isSameMeasured(before, row);
					figures.set(row.key, isKept ? before : row);
					isSame &&= isKept;
				}
			}
		} catch (thrown) {
			return fail(failureOf(thrown));
		}
		return ok(isSame && figures.size === last.size ? last : figures);
	}
}
