import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import { type Coalescer, coalesce } from "../base/coalesce.ts";
import type { Result } from "../base/result.ts";
import { createStore, type Readable, type Store } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import type { FilterError } from "../table/filter-tree.ts";
import type { SafeText } from "../text/safe-text.ts";
import { Generation } from "./generation.ts";
import type { LineMerge } from "./line-merge.ts";
import type { StoreLimits } from "./line-store.ts";
import type { LogCluster } from "./log-cluster.ts";
import { LogQuery } from "./log-query.ts";
import { departed, type LogSources } from "./log-sources.ts";
import type {
	LogCounts,
	LogHistogram,
	LogRange,
	LogRecord,
	LogRow,
	LogSource,
	LogTarget,
	LogView,
} from "./log-view.ts";
import { NodeLog } from "./node-log.ts";
import { PodLogs } from "./pod-logs.ts";
import { saveLines } from "./save-lines.ts";

const changeMs = 100;
const defaultLimits: StoreLimits = { memoryBytes: 64 * 2 ** 20, fileBytes: 512 * 2 ** 20 };

/** What logs are opened with. */
export interface LogOptions {
	readonly cluster: LogCluster;
	readonly clock: Clock;
	readonly random: () => number;
	/** Told while a log that was asked for has not answered. */
	readonly activity?: Activity;
	readonly target: LogTarget;
	readonly range: LogRange;
	readonly previous?: boolean;
	readonly limits?: StoreLimits;
}

/** Begin to read logs. */
export function openLogs(options: LogOptions): LogView {
	return new Logs(options);
}

class Logs implements LogView {
	readonly changed: Readable<number>;
	readonly generation: Readable<number>;
	readonly sources: Readable<readonly LogSource[]>;
	readonly trouble: Readable<Failure | undefined>;
	readonly #options: LogOptions;
	readonly #changed = createStore(0);
	readonly #generation = createStore(0);
	readonly #sources = createStore<readonly LogSource[]>([]);
	readonly #trouble = createStore<Failure | undefined>(undefined);
	readonly #following: Store<boolean> = createStore(true);
	#change: Coalescer | undefined;
	#now: Generation;
	#range: LogRange;
	#previous: boolean;
	readonly #query = new LogQuery();
	/** All is read, whatever the range: a filter looks for more than the range holds. */
	#isWidened = false;
	#working: Disposable | undefined;

	constructor(options: LogOptions) {
		this.#options = options;
		this.changed = this.#changed;
		this.generation = this.#generation;
		this.sources = this.#sources;
		this.trouble = this.#trouble;
		this.#range = options.range;
		this.#previous = options.previous === true;
		this.#now = this.#begin();
		this.#change = coalesce(options.clock, changeMs, () => this.#tell());
		this.#note();
	}

	get range(): LogRange {
		return this.#range;
	}

	get filter(): string {
		return this.#query.filter;
	}

	get inverted(): boolean {
		return this.#query.inverted;
	}

	get context(): number {
		return this.#query.context;
	}

	get searched(): string {
		return this.#query.searched;
	}

	get following(): boolean {
		return this.#following.get();
	}

	get previous(): boolean {
		return this.#previous;
	}

	counts(): LogCounts {
		const { lines, bytes, selection, store, sources } = this.#now;
		const isOpening = sources.current.some(({ state }) => state.state === "opening");
		return {
			lines,
			bytes,
			shown: selection.shown,
			matching: selection.matching,
			found: selection.found,
			skipped: store.first,
			unread: sources.unread,
			isReading: isOpening || selection.isLooking,
			memoryBytes: store.memoryBytes,
			fileBytes: store.fileBytes,
		};
	}

	window(start: number, count: number): readonly LogRow[] {
		const { selection, rows } = this.#now;
		const window: LogRow[] = [];
		let line = selection.lineAt(Math.max(0, start));
		while (line !== undefined && window.length < count) {
			const row = rows.row(line, selection.isContext(line));
			if (row !== undefined) window.push(row);
			line = selection.lineAt(selection.positionOf(line + 1));
		}
		return window;
	}

	positionOf(line: number): number {
		return this.#now.selection.positionOf(line);
	}

	record(line: number): LogRecord | undefined {
		const { rows, selection } = this.#now;
		const row = rows.row(line, selection.isContext(line));
		if (row === undefined) return undefined;
		const source = this.#sources.get().find(({ index }) => index === row.source);
		return rows.record(row, source ?? departed(row.source, this.#now.sources.origin(row.source)));
	}

	fieldNames(): readonly SafeText[] {
		return this.#now.rows.fieldNames();
	}

	histogram(bars: number): LogHistogram | undefined {
		const isSelecting = this.#query.search !== undefined || this.#query.isFiltering;
		return (isSelecting ? this.#now.selection.times : this.#now.times).histogram(bars);
	}

	findMatch(line: number, step: 1 | -1): number | undefined {
		return this.#now.selection.findFrom(line, step);
	}

	setRange(range: LogRange): void {
		this.#range = range;
		this.#isWidened = false;
		this.#beginAnew();
	}

	setPrevious(previous: boolean): void {
		if (this.#previous === previous) return;
		this.#previous = previous;
		this.#beginAnew();
	}

	setFilter(text: string): Result<void, FilterError> {
		const read = this.#query.setFilter(text);
		if (!read.ok) return read;
		if (this.#query.isFiltering && !this.#isWidened && this.#hasMore()) {
			this.#isWidened = true;
			this.#beginAnew();
		} else this.#select();
		return read;
	}

	setInverted(inverted: boolean): void {
		this.#query.inverted = inverted;
		this.#select();
	}

	setContext(lines: number): void {
		this.#query.context = lines;
		this.#select();
	}

	setSearch(text: string): Result<void, FilterError> {
		const read = this.#query.setSearch(text);
		if (!read.ok) return read;
		this.#now.rows.search = this.#query.search;
		this.#select();
		return read;
	}

	setFollowing(following: boolean): void {
		this.#following.set(following);
		this.#change?.request();
	}

	save(options: { readonly times: boolean; readonly sources: boolean }): AsyncIterable<string> {
		return saveLines(this.#now, options);
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
		const { clock, limits = defaultLimits } = this.#options;
		const generation = new Generation({
			clock,
			limits,
			nowMs: () => this.#nowMs(),
			query: this.#query.lines(),
			open: (merge) => this.#open(merge),
			onChange: () => this.#note(),
		});
		generation.rows.search = this.#query.search;
		return generation;
	}

	#open(merge: LineMerge): LogSources {
		const { cluster, clock, random, target } = this.#options;
		const common = {
			cluster,
			clock,
			random,
			nowMs: () => this.#nowMs(),
			range: this.#isWidened ? ({ by: "all" } as const) : this.#range,
			following: this.#following,
			merge,
			onChange: () => this.#note(),
		};
		if (target.of === "node") return new NodeLog({ ...common, target });
		return new PodLogs({ ...common, target, previous: this.#previous });
	}

	#beginAnew(): void {
		this.#now[Symbol.dispose]();
		this.#now = this.#begin();
		this.#generation.update((count) => count + 1);
		this.#change?.request();
	}

	#select(): void {
		this.#now.query(this.#query.lines());
		this.#change?.request();
	}

	#nowMs(): number {
		return this.#options.clock.now() + this.#options.cluster.clockSkewMs.get();
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
