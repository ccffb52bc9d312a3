import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import { type Coalescer, coalesce } from "../base/coalesce.ts";
import { createStore, type Readable } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import { Generation } from "./generation.ts";
import type { LineMerge } from "./line-merge.ts";
import type { StoreLimits } from "./line-store.ts";
import type { LogQuery } from "./log-query.ts";
import type { LogSources } from "./log-sources.ts";
import type { LogRange, LogSource } from "./log-view.ts";

const changeMs = 100;
const defaultLimits: StoreLimits = { memoryBytes: 64 * 2 ** 20, fileBytes: 512 * 2 ** 20 };

/** What is read each time all is read anew. */
export interface ReadingOptions {
	readonly nowMs: () => number;
	readonly range: LogRange;
	/** The runs before the present ones. */
	readonly previous: boolean;
	readonly following: Readable<boolean>;
	readonly merge: LineMerge;
	readonly onChange: () => void;
}

/** What readings are made of. */
export interface LogReadingsOptions {
	readonly clock: Clock;
	/** The time by which lines are written. */
	readonly nowMs: () => number;
	/** Told while a log that was asked for has not answered. */
	readonly activity?: Activity | undefined;
	readonly range: LogRange;
	readonly previous: boolean;
	readonly limits?: StoreLimits | undefined;
	readonly query: LogQuery;
	/** Begin to read. */
	readonly open: (options: ReadingOptions) => LogSources;
}

/** What is read now, and what is told of it: from the beginning again whenever something else is to be read. */
export class LogReadings implements Disposable {
	readonly changed: Readable<number>;
	readonly generation: Readable<number>;
	readonly sources: Readable<readonly LogSource[]>;
	readonly trouble: Readable<Failure | undefined>;
	readonly #options: LogReadingsOptions;
	readonly #changed = createStore(0);
	readonly #generation = createStore(0);
	readonly #sources = createStore<readonly LogSource[]>([]);
	readonly #trouble = createStore<Failure | undefined>(undefined);
	readonly #following = createStore(true);
	#change: Coalescer | undefined;
	#now: Generation;
	#range: LogRange;
	#previous: boolean;
	/** All is read, whatever the range: a filter looks for more than the range holds. */
	#isWidened = false;
	#working: Disposable | undefined;

	constructor(options: LogReadingsOptions) {
		this.#options = options;
		this.changed = this.#changed;
		this.generation = this.#generation;
		this.sources = this.#sources;
		this.trouble = this.#trouble;
		this.#range = options.range;
		this.#previous = options.previous;
		this.#now = this.#begin();
		this.#change = coalesce(options.clock, changeMs, () => this.#tell());
		this.#note();
	}

	/** What is read and kept since all was last begun. */
	get now(): Generation {
		return this.#now;
	}

	get range(): LogRange {
		return this.#range;
	}

	get previous(): boolean {
		return this.#previous;
	}

	get following(): boolean {
		return this.#following.get();
	}

	/** Read another part. */
	setRange(range: LogRange): void {
		this.#range = range;
		this.#isWidened = false;
		this.#beginAnew();
	}

	/** Read the runs before the present ones, or the present ones again. */
	setPrevious(previous: boolean): void {
		if (this.#previous === previous) return;
		this.#previous = previous;
		this.#beginAnew();
	}

	/** Stop reading on, or go on from where it was. */
	setFollowing(following: boolean): void {
		this.#following.set(following);
		this.#change?.request();
	}

	/** Read all there is, whatever the range. False when that is what is read already. */
	widen(): boolean {
		if (this.#isWidened || !this.#hasMore()) return false;
		this.#isWidened = true;
		this.#beginAnew();
		return true;
	}

	/** Hold the query against what was read. */
	select(): void {
		const { query } = this.#options;
		this.#now.rows.search = query.search;
		this.#now.query(query.lines());
		this.#change?.request();
	}

	[Symbol.dispose](): void {
		this.#change?.[Symbol.dispose]();
		this.#now[Symbol.dispose]();
		this.#working?.[Symbol.dispose]();
	}

	/** Whether logs have lines that the range leaves out. */
	#hasMore(): boolean {
		const range = this.#range;
		if (range.by !== "tail" && range.by !== "head") return false;
		return this.#now.sources.current.some(({ lines }) => lines >= range.lines);
	}

	#begin(): Generation {
		const { clock, nowMs, limits = defaultLimits, query, open } = this.#options;
		const generation = new Generation({
			clock,
			limits,
			nowMs,
			query: query.lines(),
			open: (merge) =>
				open({
					nowMs,
					range: this.#isWidened ? { by: "all" } : this.#range,
					previous: this.#previous,
					following: this.#following,
					merge,
					onChange: () => this.#note(),
				}),
			onChange: () => this.#note(),
		});
		generation.rows.search = query.search;
		return generation;
	}

	#beginAnew(): void {
		this.#now[Symbol.dispose]();
		this.#now = this.#begin();
		this.#generation.update((count) => count + 1);
		this.#change?.request();
	}

	/** Something has come: it is told of in a while, but whoever waits for what was asked for waits no longer. */
	#note(): void {
		if (this.#change === undefined) return;
		const isOpening = this.#now.sources.current.some(({ state }) => state.state === "opening");
		if (isOpening) this.#working ??= this.#options.activity?.begin();
		else {
			this.#working?.[Symbol.dispose]();
			this.#working = undefined;
		}
		this.#change.request();
	}

	#tell(): void {
		const { sources } = this.#now;
		this.#sources.set(sources.current.map((source) => source.snapshot()));
		this.#trouble.set(sources.trouble.get());
		this.#changed.update((count) => count + 1);
	}
}
