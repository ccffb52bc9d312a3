import type { Result } from "../base/result.ts";
import type { Readable } from "../base/store.ts";
import type { Failure } from "../kube/failure.ts";
import type { FilterError } from "../table/filter-tree.ts";
import type { SafeText } from "../text/safe-text.ts";
import { LogQuery } from "./log-query.ts";
import { LogReadings, type LogReadingsOptions } from "./log-readings.ts";
import { departed } from "./log-sources.ts";
import type { LogCounts, LogHistogram, LogRange, LogRecord, LogRow, LogSource, LogView } from "./log-view.ts";
import { saveLines } from "./save-lines.ts";

/** Logs as a screen sees them: what is read, and what is asked of it, wherever it is read from. */
export class ReadLogs implements LogView {
	readonly changed: Readable<number>;
	readonly generation: Readable<number>;
	readonly sources: Readable<readonly LogSource[]>;
	readonly trouble: Readable<Failure | undefined>;
	readonly #query = new LogQuery();
	readonly #readings: LogReadings;

	constructor(options: Omit<LogReadingsOptions, "query">) {
		this.#readings = new LogReadings({ ...options, query: this.#query });
		const { changed, generation, sources, trouble } = this.#readings;
		this.changed = changed;
		this.generation = generation;
		this.sources = sources;
		this.trouble = trouble;
	}

	get range(): LogRange {
		return this.#readings.range;
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
		return this.#readings.following;
	}

	get previous(): boolean {
		return this.#readings.previous;
	}

	counts(): LogCounts {
		const { lines, bytes, selection, store, sources } = this.#readings.now;
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
		const { selection, rows } = this.#readings.now;
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
		return this.#readings.now.selection.positionOf(line);
	}

	record(line: number): LogRecord | undefined {
		const { rows, selection, sources } = this.#readings.now;
		const row = rows.row(line, selection.isContext(line));
		if (row === undefined) return undefined;
		const source = this.sources.get().find(({ index }) => index === row.source);
		return rows.record(row, source ?? departed(row.source, sources.origin(row.source)));
	}

	fieldNames(): readonly SafeText[] {
		return this.#readings.now.rows.fieldNames();
	}

	histogram(bars: number): LogHistogram | undefined {
		const { selection, times } = this.#readings.now;
		const isSelecting = this.#query.search !== undefined || this.#query.isFiltering;
		return (isSelecting ? selection.times : times).histogram(bars);
	}

	findMatch(line: number, step: 1 | -1): number | undefined {
		return this.#readings.now.selection.findFrom(line, step);
	}

	setRange(range: LogRange): void {
		this.#readings.setRange(range);
	}

	setPrevious(previous: boolean): void {
		this.#readings.setPrevious(previous);
	}

	setFilter(text: string): Result<void, FilterError> {
		const read = this.#query.setFilter(text);
		if (!read.ok) return read;
		if (!this.#query.isFiltering || !this.#readings.widen()) this.#readings.select();
		return read;
	}

	setInverted(inverted: boolean): void {
		this.#query.inverted = inverted;
		this.#readings.select();
	}

	setContext(lines: number): void {
		this.#query.context = lines;
		this.#readings.select();
	}

	setSearch(text: string): Result<void, FilterError> {
		const read = this.#query.setSearch(text);
		if (read.ok) this.#readings.select();
		return read;
	}

	setFollowing(following: boolean): void {
		this.#readings.setFollowing(following);
	}

	save(options: { readonly times: boolean; readonly sources: boolean }): AsyncIterable<string> {
		return saveLines(this.#readings.now, options);
	}

	[Symbol.dispose](): void {
		this.#readings[Symbol.dispose]();
	}
}
