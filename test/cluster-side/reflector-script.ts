import { createActivity } from "../../src/base/activity.ts";
import { Reachability } from "../../src/cluster/reachability.ts";
import { Reflector } from "../../src/cluster/reflector.ts";
import { createStreamingSupport } from "../../src/cluster/streaming-support.ts";
import { TableStore } from "../../src/cluster/table-store.ts";
import type { ResourceIdentity } from "../../src/resources/resource.ts";
import { FakeApi, fakeCodec, type ThingRow } from "../support/fake-api.ts";
import { ManualClock } from "../support/manual-clock.ts";

/** The pretended kind. */
const things: ResourceIdentity = {
	id: "things",
	group: "test.yagura.dev",
	version: "v1",
	plural: "things",
	kind: "Thing",
	shortNames: [],
	namespaced: true,
};

/** A reflector of the pretended kind on a pretended server, and what came of it. */
export class Stage implements AsyncDisposable {
	readonly clock = new ManualClock();
	readonly api = new FakeApi(this.clock);
	readonly store = new TableStore<ThingRow>((row) => row.node);
	readonly activity = createActivity();
	readonly reachability: Reachability;
	readonly streaming = createStreamingSupport();
	/** What the store told, in words: `+a`, `~a`, `-a`; a batch a line. */
	readonly told: string[] = [];
	/** States of freshness in the order in which they came. */
	readonly states: string[] = [];
	readonly #random: () => number;
	#reflector: Reflector<ThingRow> | undefined;

	/** @param random jitter; a half when left out, so that delays are known. */
	constructor(random: () => number = () => 0.5) {
		this.#random = random;
		this.reachability = new Reachability(this.api, this.clock, random);
		this.store.subscribe(({ added, updated, removed }) =>
			this.told.push(
				[
					...removed.map(({ name }) => `-${name}`),
					...updated.map(({ after }) => `~${after.name}`),
					...added.map(({ name }) => `+${name}`),
				].join(" "),
			),
		);
	}

	/** The reflector; started by the first look at it. */
	get reflector(): Reflector<ThingRow> {
		if (this.#reflector === undefined) {
			this.#reflector = this.reflect();
			const { freshness } = this.#reflector;
			const note = (): void => {
				const { state } = freshness.get();
				if (this.states.at(-1) !== state) this.states.push(state);
			};
			note();
			freshness.subscribe(note);
		}
		return this.#reflector;
	}

	/** Start the reflector, unless it is running. */
	start(): void {
		void this.reflector;
	}

	/** One more reflector beside the first, into a store of its own. */
	reflect(store = this.store, namespace?: string): Reflector<ThingRow> {
		return new Reflector<ThingRow>({
			resource: things,
			namespace,
			codec: fakeCodec,
			store,
			transport: this.api,
			reachability: this.reachability,
			streaming: this.streaming,
			clock: this.clock,
			random: this.#random,
			activity: this.activity,
		});
	}

	/** What was asked, in words. */
	get asked(): readonly string[] {
		return this.api.asked.map(({ what }) => what);
	}

	/** When the requests whose words begin so were sent, in milliseconds since the start. */
	times(what: string): readonly number[] {
		return this.api.asked.filter((one) => one.what.startsWith(what)).map(({ atMs }) => atMs);
	}

	/** Names and texts in the store, sorted. */
	get rows(): readonly string[] {
		return [...this.store.rows()].map(words).sort();
	}

	/** The same of the server. */
	get truth(): readonly string[] {
		return this.api.rows.map(words).sort();
	}

	get state(): string {
		return this.reflector.freshness.get().state;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#reflector?.[Symbol.asyncDispose]();
		await this.reachability[Symbol.asyncDispose]();
	}
}

function words({ name, text }: ThingRow): string {
	return text === "" ? name : `${name}=${text}`;
}
