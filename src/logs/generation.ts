import type { Clock } from "../base/clock.ts";
import { LineMerge } from "./line-merge.ts";
import { type LineQuery, LineSelection } from "./line-selection.ts";
import { LineStore, type StoreLimits } from "./line-store.ts";
import { LogRows } from "./log-rows.ts";
import type { LogSources } from "./log-sources.ts";
import { TimeCounts } from "./time-counts.ts";

/** What a reading is made of. */
export interface GenerationOptions {
	readonly clock: Clock;
	readonly nowMs: () => number;
	readonly limits: StoreLimits;
	readonly query: LineQuery;
	/** Begin to read. */
	readonly open: (merge: LineMerge) => LogSources;
	readonly onChange: () => void;
}

/** All that is read and kept from one beginning; another range is another one. */
export class Generation implements Disposable {
	readonly store: LineStore;
	readonly rows: LogRows;
	readonly merge: LineMerge;
	readonly sources: LogSources;
	/** Of all lines. */
	readonly times = new TimeCounts();
	readonly #options: GenerationOptions;
	#selection: LineSelection;
	#lines = 0;
	#bytes = 0;

	constructor(options: GenerationOptions) {
		this.#options = options;
		const { clock, nowMs, limits, onChange } = options;
		this.store = new LineStore(limits, { dropped: (first) => this.#selection.dropped(first) });
		this.rows = new LogRows(this.store, (source) => this.sources.origin(source));
		this.#selection = this.#select(options.query);
		this.merge = new LineMerge({
			clock,
			nowMs,
			deliver: (line) => {
				this.store.append(line);
				if (line.kind !== "line") return;
				this.#lines++;
				this.#bytes += line.to - line.from + line.cutBytes;
				this.times.add(line.atUs);
			},
			delivered: () => {
				this.#selection.appended();
				onChange();
			},
		});
		this.sources = options.open(this.merge);
	}

	/** Lines and bytes that were kept, be it only for a while. */
	get lines(): number {
		return this.#lines;
	}

	get bytes(): number {
		return this.#bytes;
	}

	get selection(): LineSelection {
		return this.#selection;
	}

	/** Show and find other lines. */
	query(query: LineQuery): void {
		this.#selection[Symbol.dispose]();
		this.#selection = this.#select(query);
	}

	[Symbol.dispose](): void {
		this.#selection[Symbol.dispose]();
		this.merge[Symbol.dispose]();
		void this.sources[Symbol.asyncDispose]();
		this.store[Symbol.dispose]();
	}

	#select(query: LineQuery): LineSelection {
		const { clock, onChange } = this.#options;
		return new LineSelection({
			store: this.store,
			query,
			origins: (source) => this.sources.origin(source),
			clock,
			onChange,
		});
	}
}
