import { createActivity } from "../../src/base/activity.ts";
import type { Clock } from "../../src/base/clock.ts";
import { Reachability } from "../../src/cluster/reachability.ts";
import { Reflector } from "../../src/cluster/reflector.ts";
import { createStreamingSupport } from "../../src/cluster/streaming-support.ts";
import { TableStore } from "../../src/cluster/table-store.ts";
import type { Transport } from "../../src/kube/transport/transport.ts";
import type { ObjectCodec, WatchEvent } from "../../src/kube/wire/codec.ts";
import { objectCodec } from "../../src/kube/wire/object-codec.ts";
import { HistoryChecker } from "./history-checker.ts";
import { type VersionedPod, versionedPods } from "./versioned-pods.ts";

/** What pods are asked for in. */
export type Format = "protobuf" | "json";

/** Something put between the reflector and what it works with, as if it did wrong by itself. */
export interface Mutation {
	readonly codec?: (codec: ObjectCodec<VersionedPod>) => ObjectCodec<VersionedPod>;
	readonly transport?: (transport: Transport) => Transport;
	readonly store?: () => TableStore<VersionedPod>;
}

export interface WitnessedOptions {
	readonly transport: Transport;
	readonly clock: Clock;
	readonly random: () => number;
	readonly format: Format;
	readonly namespace?: string;
	readonly mutation?: Mutation;
}

/** The reflector of pods, its store, and a checker that hears all that is told and taken. */
export class WitnessedPods implements AsyncDisposable {
	readonly checker = new HistoryChecker();
	readonly store: TableStore<VersionedPod>;
	readonly reflector: Reflector<VersionedPod>;
	readonly activity = createActivity();
	readonly #reachability: Reachability;
	/** Heads of answers whose events are at first those of a list. */
	readonly #initial = new WeakSet<object>();
	/** Those of watches that only look whether another one has missed anything. */
	readonly #checks = new WeakSet<object>();

	constructor(options: WitnessedOptions) {
		const { clock, random, namespace, mutation = {} } = options;
		this.store = mutation.store?.() ?? new TableStore(versionedPods.nodeName);
		this.store.subscribe((changes) => this.checker.note(changes));
		const asked = this.#asked(options.transport);
		const codec = codecOf(options.format);
		this.#reachability = new Reachability(options.transport, clock, random);
		this.reflector = new Reflector({
			resource: versionedPods,
			namespace,
			codec: this.#heard(mutation.codec?.(codec) ?? codec),
			store: this.store,
			transport: mutation.transport?.(asked) ?? asked,
			reachability: this.#reachability,
			streaming: createStreamingSupport(),
			clock,
			random,
			activity: this.activity,
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.reflector[Symbol.asyncDispose]();
		await this.#reachability[Symbol.asyncDispose]();
	}

	#asked(transport: Transport): Transport {
		return {
			...transport,
			request: async (request) => {
				const { watch, sendInitialEvents, resourceVersion, continue: token } = request.query ?? {};
				if (watch === true && sendInitialEvents !== true) this.checker.resumes(String(resourceVersion));
				else if (watch === true) this.checker.lists("");
				else if (token === undefined) this.checker.lists(String(resourceVersion));
				const answer = await transport.request(request);
				if (answer.ok && sendInitialEvents === true) this.#initial.add(answer.value.headers);
				if (answer.ok && request.query?.["timeoutSeconds"] === 1) this.#checks.add(answer.value.headers);
				return answer;
			},
		};
	}

	/** What the reflector has dealt with when it asks for more; a batch on which it breaks off is not it. */
	#heard(codec: ObjectCodec<VersionedPod>): ObjectCodec<VersionedPod> {
		const { checker } = this;
		const initial = this.#initial;
		const checks = this.#checks;
		const took = (event: WatchEvent<VersionedPod>): void => {
			if (event.type === "ERROR" || event.type === "MALFORMED") return;
			checker.took(event.resourceVersion, event.type === "BOOKMARK" ? "bookmark" : event.type);
		};
		return {
			accept: codec.accept,
			async *list(response) {
				for await (const part of codec.list(response)) {
					yield part;
					if (part.end?.continueToken === "") checker.took(part.end.resourceVersion, "a list");
				}
			},
			async *watch(response) {
				if (checks.has(response.headers)) {
					yield* codec.watch(response);
					return;
				}
				let isList = initial.has(response.headers);
				for await (const batch of codec.watch(response)) {
					yield batch;
					for (const event of batch) {
						if (event.type === "BOOKMARK" && event.initialEventsEnd) isList = false;
						if (!isList) took(event);
					}
				}
			},
		};
	}
}

function codecOf(format: Format): ObjectCodec<VersionedPod> {
	const codec = objectCodec(versionedPods);
	return format === "protobuf" ? codec : { ...codec, accept: "application/json" };
}
