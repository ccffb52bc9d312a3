import { fail, ok, type Result } from "../../src/base/result.ts";
import { createStore } from "../../src/base/store.ts";
import type { Failure } from "../../src/kube/failure.ts";
import type {
	LogCounts,
	LogHistogram,
	LogRange,
	LogRecord,
	LogRow,
	LogSource,
	LogView,
} from "../../src/logs/log-view.ts";
import type { FilterError } from "../../src/table/filter-tree.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";

/** A line for a {@link ScriptedLogs}. */
export function logRow(line: number, text: string, more: Partial<LogRow> = {}): LogRow {
	const segments = [{ text: safeText(text) }];
	return {
		line,
		kind: "line",
		source: 0,
		timeMs: Date.UTC(2026, 0, 1) + line * 1_000,
		level: undefined,
		segments,
		message: segments,
		fields: [],
		cutBytes: 0,
		isContext: false,
		...more,
	};
}

/** A source for a {@link ScriptedLogs}. */
export function logSource(index: number, pod: string, container: string, more: Partial<LogSource> = {}): LogSource {
	return {
		index,
		namespace: safeText("payments"),
		pod: safeText(pod),
		podUid: `uid-${pod}`,
		container: safeText(container),
		state: { state: "following" },
		hasGap: false,
		lines: 0,
		bytes: 0,
		...more,
	};
}

/** Logs that say what a test tells them: filters are plain words, a word that is wrong is `wrong(`. */
export class ScriptedLogs implements LogView {
	readonly changed = createStore(0);
	readonly generation = createStore(0);
	readonly sources = createStore<readonly LogSource[]>([]);
	readonly trouble = createStore<Failure | undefined>(undefined);
	range: LogRange = { by: "tail", lines: 500 };
	filter = "";
	inverted = false;
	context = 0;
	searched = "";
	following = true;
	previous = false;
	isReading = false;
	skipped = 0;
	unread = 0;
	isClosed = false;
	/** Rows that windows were made of: what a frame has cost. */
	given = 0;
	#rows: readonly LogRow[] = [];
	#shown: readonly LogRow[] = [];

	/** More lines have come, or others. */
	set(rows: readonly LogRow[]): void {
		this.#rows = rows;
		this.#sift();
	}

	add(...rows: readonly LogRow[]): void {
		this.set([...this.#rows, ...rows]);
	}

	tell(): void {
		this.changed.update((count) => count + 1);
	}

	counts(): LogCounts {
		return {
			lines: this.#rows.length,
			bytes: 0,
			shown: this.#shown.length,
			matching: this.#shown.length,
			found: this.searched === "" ? 0 : this.#shown.filter((row) => textOf(row).includes(this.searched)).length,
			skipped: this.skipped,
			unread: this.unread,
			isReading: this.isReading,
			memoryBytes: 0,
			fileBytes: 0,
		};
	}

	window(start: number, count: number): readonly LogRow[] {
		const rows = this.#shown.slice(Math.max(0, start), Math.max(0, start) + count);
		this.given += rows.length;
		return rows;
	}

	positionOf(line: number): number {
		const at = this.#shown.findIndex((row) => row.line >= line);
		return at < 0 ? this.#shown.length : at;
	}

	record(line: number): LogRecord | undefined {
		const row = this.#rows.find((one) => one.line === line);
		const source = this.sources.get().find(({ index }) => index === row?.source);
		if (row === undefined || source === undefined) return undefined;
		return { row, source, format: "text", fields: row.fields, pretty: [safeText(textOf(row))] };
	}

	fieldNames(): readonly SafeText[] {
		return [...new Set(this.#rows.flatMap(({ fields }) => fields.map(({ name }) => name)))];
	}

	histogram(bars: number): LogHistogram | undefined {
		const times = this.#shown.map(({ timeMs }) => timeMs);
		if (times.length === 0) return undefined;
		const fromMs = Math.min(...times);
		const stepMs = Math.max(1_000, Math.ceil((Math.max(...times) - fromMs + 1) / bars));
		const counts = Array.from({ length: bars }, () => 0);
		for (const time of times) {
			const bar = Math.floor((time - fromMs) / stepMs);
			counts[bar] = (counts[bar] ?? 0) + 1;
		}
		return { fromMs, stepMs, counts };
	}

	findMatch(line: number, step: 1 | -1): number | undefined {
		const found = this.#shown.filter((row) => textOf(row).includes(this.searched)).map((row) => row.line);
		return step === 1 ? found.find((one) => one > line) : found.findLast((one) => one < line);
	}

	setRange(range: LogRange): void {
		this.range = range;
		this.generation.update((count) => count + 1);
		this.tell();
	}

	setPrevious(previous: boolean): void {
		this.previous = previous;
		this.generation.update((count) => count + 1);
		this.tell();
	}

	setFilter(text: string): Result<void, FilterError> {
		const wrong = text.indexOf("wrong(");
		if (wrong >= 0) return fail({ message: "this ( is not closed", at: wrong + 5, length: 1 });
		this.filter = text;
		this.#sift();
		return ok(undefined);
	}

	setInverted(inverted: boolean): void {
		this.inverted = inverted;
		this.#sift();
	}

	setContext(lines: number): void {
		this.context = lines;
		this.#sift();
	}

	setSearch(text: string): Result<void, FilterError> {
		this.searched = text;
		this.tell();
		return ok(undefined);
	}

	setFollowing(following: boolean): void {
		this.following = following;
		this.tell();
	}

	async *save(): AsyncIterable<string> {
		for (const row of this.#shown) yield `${textOf(row)}\n`;
	}

	[Symbol.dispose](): void {
		this.isClosed = true;
	}

	#sift(): void {
		this.#shown = this.#rows.filter(
			(row) => textOf(row).includes(this.filter) !== (this.inverted && this.filter !== ""),
		);
		this.tell();
	}
}

function textOf({ segments }: LogRow): string {
	return segments.map(({ text }) => text).join("");
}
