import { type Clock, sleep } from "../base/clock.ts";
import { type Coalescer, coalesce } from "../base/coalesce.ts";
import { createStore, type Readable } from "../base/store.ts";
import { createBackoff } from "../cluster/backoff.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { OpenTable } from "../cluster/open-table.ts";
import { type Failure, type FailureKind, failure } from "../kube/failure.ts";
import { type PodRow, pods as podsResource } from "../resources/pods.ts";
import { messages } from "../text/messages/messages.ts";
import { type Attached, attachPod } from "./attach-pod.ts";
import { familyOf, isLeaving } from "./choose-pod.ts";
import type { ForwardSpec } from "./forward-spec.ts";
import { type ForwardStatus, startingStatus } from "./forward-status.ts";
import { LocalConnections } from "./local-connections.ts";
import { type LocalListener, listenLocally } from "./local-listener.ts";

/** What is absent comes with a change of the pods; it is looked for without one as well, so seldom. */
const lookAgainMs = 30_000;
/** Changes of pods come in swarms: one look for several. */
const restMs = 250;
/** Bytes are told at most so often. */
const toldEachMs = 250;

const HTTP_NOT_FOUND = 404;

/** What no further try will mend, where none has ever succeeded: once one has, an authorizer may err as all else may. */
const lasting: ReadonlySet<FailureKind> = new Set(["forbidden", "refused", "invalid"]);

/** What a forward is made with. */
export interface ForwardOptions {
	readonly cluster: Pick<Cluster, "open" | "transport">;
	readonly clock: Clock;
	readonly random: () => number;
}

/**
 * A local port that leads into a pod, and to the next one when that is gone: what has been connected stays with
 * the pod it was connected to as long as that lives, what connects anew goes to the new one.
 */
export class Forward implements AsyncDisposable {
	readonly spec: ForwardSpec;
	/** Wall-clock milliseconds. */
	readonly startedAtMs: number;
	readonly status: Readable<ForwardStatus>;
	/** It has failed or was stopped, and needs the cluster no longer. */
	readonly ended: Promise<void>;
	readonly #status = createStore(startingStatus);
	readonly #ended = Promise.withResolvers<void>();
	readonly #options: ForwardOptions;
	readonly #pods: OpenTable<PodRow>;
	readonly #life = new AbortController();
	readonly #connections: LocalConnections;
	readonly #tellBytes: Coalescer;
	/** Wakes who waits for a pod, or for a change of those there are. */
	readonly #wake = new Set<() => void>();
	readonly #attachedTo = new Set<Attached>();
	readonly #unsubscribe: readonly (() => void)[];
	#changes = 0;
	#listedAnewAtMs = Number.NEGATIVE_INFINITY;
	#attached: Attached | undefined;
	#family: string | undefined;
	#listener: LocalListener | undefined;
	#work: Promise<void> = Promise.resolve();

	/** Begin at once; how it goes is told by {@link status}. */
	constructor(spec: ForwardSpec, options: ForwardOptions) {
		const { cluster, clock } = options;
		this.spec = spec;
		this.status = this.#status;
		this.ended = this.#ended.promise.then(() => this.#work);
		this.#options = options;
		this.startedAtMs = clock.now();
		this.#connections = new LocalConnections({
			next: (other, waitMs) => this.#next(other, waitMs),
			changed: (problem) =>
				this.#tell({ ...this.#connections.counts(), ...(problem === undefined ? {} : { failure: problem }) }),
			moved: () => {
				if (!this.#life.signal.aborted) this.#tellBytes.request();
			},
		});
		this.#tellBytes = coalesce(clock, toldEachMs, () => this.#tell(this.#connections.counts()));
		this.#pods = cluster.open(podsResource, spec.target.namespace);
		const lookAfter = (): void => this.#lookAfter();
		this.#unsubscribe = [this.#pods.rows.subscribe(lookAfter), this.#pods.freshness.subscribe(lookAfter)];
		this.#work = this.#begin();
	}

	/** Listen no more and end every connection. */
	async stop(): Promise<void> {
		this.#end({ state: "stopped" });
		await this.#work;
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.stop();
	}

	#tell(change: Partial<ForwardStatus>): void {
		this.#status.set({ ...this.#status.get(), ...change });
	}

	async #begin(): Promise<void> {
		const listening = await listenLocally(
			this.spec.address,
			this.spec.localPort,
			(socket) => void this.#connections.accept(socket),
		);
		if (!listening.ok) return this.#end({ state: "failed", failure: listening.failure });
		if (this.#life.signal.aborted) return listening.value.close();
		this.#listener = listening.value;
		// Before the pods are known, that there is none says nothing.
		while (!this.#hasListed() && !this.#life.signal.aborted) await this.#changeWithin(lookAgainMs);
		await this.#attach(undefined);
	}

	/** Attach, and try again until it goes, or cannot ever. */
	async #attach(because: Failure | undefined): Promise<void> {
		const { clock, random, cluster } = this.#options;
		const { signal } = this.#life;
		const backoff = createBackoff(clock, random);
		if (because !== undefined) this.#tell({ state: "re-attaching", failure: because });
		while (!signal.aborted) {
			const changes = this.#changes;
			const outcome = await attachPod({
				transport: cluster.transport,
				clock,
				pods: this.#pods,
				spec: this.spec,
				family: this.#family,
				signal,
			});
			if (signal.aborted) {
				if (outcome.ok) outcome.value.tunnels.close();
				return;
			}
			if (outcome.ok) return this.#use(outcome.value);
			const problem = this.#explained(outcome.failure);
			if (outcome.failure.status === HTTP_NOT_FOUND) this.#lookForGhosts();
			if (lasting.has(problem.kind) && this.#family === undefined)
				return this.#end({ state: "failed", failure: problem });
			this.#tell({ state: "re-attaching", failure: problem, localPort: this.#listener?.port });
			if (problem.kind !== "absent") await sleep(clock, backoff.next(problem.retryAfterMs), signal);
			else if (await sleep(clock, restMs, signal)) {
				if (this.#changes === changes) await this.#changeWithin(lookAgainMs);
			}
		}
	}

	/** The server has no such pod, and we have its row: that it went was missed, and is found out by listing anew. */
	#lookForGhosts(): void {
		const nowMs = this.#options.clock.monotonic();
		if (nowMs - this.#listedAnewAtMs < lookAgainMs) return;
		this.#listedAnewAtMs = nowMs;
		this.#pods.reload();
	}

	/** The pods are known, or why they are not. */
	#hasListed(): boolean {
		const freshness = this.#pods.freshness.get();
		return freshness.state !== "syncing" && (freshness.state !== "connecting" || freshness.failure !== undefined);
	}

	/** Why there is no pod: perhaps because they cannot be seen. */
	#explained(problem: Failure): Failure {
		const freshness = this.#pods.freshness.get();
		return problem.kind === "absent" && "failure" in freshness && freshness.failure !== undefined
			? freshness.failure
			: problem;
	}

	#use(attached: Attached): void {
		const { pod, tunnels, halfClose } = attached;
		const { reattached } = this.#status.get();
		const isFirst = this.#family === undefined;
		this.#attached = attached;
		this.#attachedTo.add(attached);
		this.#family = familyOf(pod);
		this.#tell({
			state: "listening",
			pod: pod.name,
			localPort: this.#listener?.port,
			reattached: isFirst ? reattached : reattached + 1,
			halfClose,
		});
		this.#tellAll();
		void tunnels.ended.then((why) => {
			this.#attachedTo.delete(attached);
			if (why !== undefined) this.#leave(attached, why);
		});
		this.#lookAfter();
	}

	/** Let go of a pod and look for the next; what is connected to it goes on as long as it can. */
	#leave(attached: Attached, why: Failure): void {
		if (this.#attached !== attached || this.#life.signal.aborted) return;
		this.#attached = undefined;
		attached.tunnels.retire();
		this.#work = this.#attach(why);
	}

	/** The pods have changed. */
	#lookAfter(): void {
		this.#tellAll();
		const attached = this.#attached;
		if (attached === undefined || this.#pods.freshness.get().state !== "live") return;
		const pod = this.#pods.rows.byUid(attached.pod.uid);
		if (pod !== undefined && !isLeaving(pod)) return;
		const words = pod === undefined ? messages.forwards.podGone : messages.forwards.podLeaving;
		this.#leave(attached, failure("absent", words(attached.pod.name)));
	}

	#tellAll(): void {
		this.#changes++;
		for (const wake of this.#wake) wake();
	}

	/** Wait for a change of the pods, or of the one that is attached to. */
	#changeWithin(waitMs: number): Promise<void> {
		return new Promise((resolve) => {
			const wake = (): void => {
				timer.cancel();
				this.#wake.delete(wake);
				resolve();
			};
			const timer = this.#options.clock.after(waitMs, wake);
			this.#wake.add(wake);
		});
	}

	async #next(other: Attached | undefined, waitMs: number): Promise<Attached | undefined> {
		const { clock } = this.#options;
		const until = clock.monotonic() + waitMs;
		while (!this.#life.signal.aborted) {
			if (this.#attached !== undefined && this.#attached !== other) return this.#attached;
			const leftMs = until - clock.monotonic();
			if (leftMs <= 0) return undefined;
			await this.#changeWithin(leftMs);
		}
		return undefined;
	}

	#end(status: Partial<ForwardStatus>): void {
		if (this.#life.signal.aborted) return;
		this.#life.abort();
		this.#listener?.close();
		this.#tellBytes[Symbol.dispose]();
		for (const unsubscribe of this.#unsubscribe) unsubscribe();
		for (const { tunnels } of this.#attachedTo) tunnels.close();
		this.#connections.reset();
		this.#tellAll();
		this.#pods[Symbol.dispose]();
		this.#tell({ ...this.#connections.counts(), ...status, localPort: undefined });
		this.#ended.resolve();
	}
}
