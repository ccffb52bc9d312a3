import type { Clock, Timer } from "../base/clock.ts";
import { LineBits } from "./line-bits.ts";
import type { LineBlock } from "./line-block.ts";
import { LineFacts, type LineOrigin } from "./line-facts.ts";
import type { LineStore } from "./line-store.ts";
import type { LineTest } from "./log-filter.ts";
import { TimeCounts } from "./time-counts.ts";

/** Lines of a container that its context is looked for among. */
const contextReach = 256;
/** Lines are looked at for so long at a time, for keys and frames to come in between. */
const sliceMs = 8;
/** The time is looked at after so many. */
const batchLines = 64;

/** What is looked for. */
export interface LineQuery {
	/** Undefined = all lines. */
	readonly filter: LineTest | undefined;
	readonly inverted: boolean;
	readonly context: number;
	/** Undefined = nothing is searched. */
	readonly search: LineTest | undefined;
}

/**
 * Which of the lines that are kept are shown, and which are found. Each line is looked at once: new ones as they come,
 * older ones from the newest on, a slice at a time.
 */
export class LineSelection implements Disposable {
	readonly #store: LineStore;
	readonly #query: LineQuery;
	readonly #origins: (source: number) => LineOrigin;
	readonly #clock: Clock;
	readonly #onChange: () => void;
	readonly #shown = new LineBits();
	readonly #matching = new LineBits();
	readonly #found = new LineBits();
	/** When those are that are found, else those that match. */
	readonly times = new TimeCounts();
	/** Lines of a source that are still to be shown after one that matches. */
	readonly #after = new Map<number, number>();
	/** Lines from here on were looked at as they came. */
	#next: number;
	/** Older ones before this one are still to be looked at. */
	#older: number;
	#timer: Timer | undefined;

	constructor(options: {
		readonly store: LineStore;
		readonly query: LineQuery;
		readonly origins: (source: number) => LineOrigin;
		readonly clock: Clock;
		readonly onChange: () => void;
	}) {
		this.#store = options.store;
		this.#query = options.query;
		this.#origins = options.origins;
		this.#clock = options.clock;
		this.#onChange = options.onChange;
		this.#next = this.#older = options.store.end;
		if (this.#isSelecting) this.#lookLater();
	}

	/** There are lines that were not looked at yet. */
	get isLooking(): boolean {
		return this.#timer !== undefined;
	}

	get shown(): number {
		return this.#query.filter === undefined ? this.#store.end - this.#store.first : this.#shown.count;
	}

	get matching(): number {
		return this.#query.filter === undefined ? this.#store.end - this.#store.first : this.#matching.count;
	}

	get found(): number {
		return this.#found.count;
	}

	/** The shown line at a place. */
	lineAt(position: number): number | undefined {
		if (this.#query.filter !== undefined) return this.#shown.select(position);
		const line = this.#store.first + position;
		return position >= 0 && line < this.#store.end ? line : undefined;
	}

	/** The place of the first shown line at or after a line. */
	positionOf(line: number): number {
		if (this.#query.filter !== undefined) return this.#shown.rank(Math.max(0, line));
		return Math.min(Math.max(line, this.#store.first), this.#store.end) - this.#store.first;
	}

	/** Whether a line is only shown because of another. */
	isContext(line: number): boolean {
		return this.#query.filter !== undefined && !this.#matching.has(line);
	}

	/** The next line that is found and shown, after a line or before it. */
	findFrom(line: number, step: 1 | -1): number | undefined {
		let rank = this.#found.rank(Math.max(0, step === 1 ? line + 1 : line)) - (step === 1 ? 0 : 1);
		for (; ; rank += step) {
			const found = this.#found.select(rank);
			if (found === undefined || this.#query.filter === undefined || this.#shown.has(found)) return found;
		}
	}

	/** Lines have been appended. */
	appended(): void {
		if (!this.#isSelecting) {
			this.#next = this.#store.end;
			return;
		}
		// Whoever looks already comes to these as well.
		if (this.#timer === undefined) this.#lookOn();
	}

	/** Lines before this one are not kept any more. */
	dropped(first: number): void {
		for (const bits of [this.#shown, this.#matching, this.#found]) bits.drop(first);
	}

	[Symbol.dispose](): void {
		this.#timer?.cancel();
		this.#timer = undefined;
	}

	get #isSelecting(): boolean {
		return this.#query.filter !== undefined || this.#query.search !== undefined;
	}

	/** New lines first, then some of the older ones, until the time is up. */
	#lookOn(): void {
		const startMs = this.#clock.monotonic();
		const isTimeUp = (): boolean => this.#clock.monotonic() - startMs >= sliceMs;
		while (this.#next < this.#store.end && !isTimeUp()) {
			const to = Math.min(this.#next + batchLines, this.#store.end);
			for (; this.#next < to; this.#next++) {
				const place = this.#store.find(this.#next);
				if (place !== undefined) this.#look(place.block, place.index, this.#next, true);
			}
		}
		let hasOlder = this.#lookBack();
		while (hasOlder && !isTimeUp()) hasOlder = this.#lookBack();
		if (hasOlder || this.#next < this.#store.end) this.#lookLater();
	}

	#lookLater(): void {
		this.#timer = this.#clock.after(0, () => {
			this.#timer = undefined;
			this.#lookOn();
			this.#onChange();
		});
	}

	/** Look at some of the lines before those that were looked at; false when there are none. */
	#lookBack(): boolean {
		if (this.#older <= this.#store.first) return false;
		const at = this.#store.indexOf(this.#older - 1);
		const kept = this.#store.blocks[at];
		const block = this.#store.load(at);
		if (kept === undefined) return false;
		const to = this.#older;
		this.#older = Math.max(kept.first, to - batchLines);
		if (block !== undefined) {
			for (let line = to - 1; line >= this.#older; line--) this.#look(block, line - kept.first, line, false);
		}
		return true;
	}

	#look(block: LineBlock, index: number, line: number, isNew: boolean): void {
		const { filter, inverted, search } = this.#query;
		if (block.isMark(index)) {
			this.#shown.add(line);
			return;
		}
		const facts = LineFacts.of(block, index, this.#origins);
		const isMatch = filter !== undefined && filter(facts) !== inverted;
		if (isMatch) {
			this.#matching.add(line);
			this.#show(block.source(index), line);
		} else if (isNew) this.#showAfter(block.source(index), line);
		const isFound = search?.(facts) === true;
		if (isFound) this.#found.add(line);
		if (search === undefined ? isMatch : isFound) this.times.add(block.atUs(index));
	}

	/** Show a line that matches, and those around it. */
	#show(source: number, line: number): void {
		this.#shown.add(line);
		const { context } = this.#query;
		if (context === 0) return;
		this.#around(source, line, -1);
		const left = this.#around(source, line, 1);
		if (left > 0 && this.#store.end - line <= contextReach) this.#after.set(source, left);
	}

	/** Show the lines before or after one; the result is how many there are still to be. */
	#around(source: number, line: number, step: 1 | -1): number {
		let left = this.#query.context;
		for (let at = line + step; left > 0 && Math.abs(at - line) <= contextReach; at += step) {
			const place = this.#store.find(at);
			if (place === undefined) return left;
			if (place.block.source(place.index) !== source || place.block.isMark(place.index)) continue;
			// Those beyond it have been seen to.
			if (this.#matching.has(at)) return step === 1 ? 0 : left;
			this.#shown.add(at);
			left--;
		}
		return left;
	}

	#showAfter(source: number, line: number): void {
		const left = this.#after.get(source) ?? 0;
		if (left === 0) return;
		this.#shown.add(line);
		if (left === 1) this.#after.delete(source);
		else this.#after.set(source, left - 1);
	}
}
