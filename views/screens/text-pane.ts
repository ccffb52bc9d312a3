import { createStore, type Readable } from "../../src/base/store.ts";
import type { TextLine } from "../../src/session/text-line.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";
import { occurrences } from "./occurrences.ts";
import type { Pane } from "./pane.ts";
import { cutIntoRows, indexAtCell, type PaneRow } from "./pane-cut.ts";

/** A stretch of a line, in UTF-16 units, with a look of its own. */
export interface PaneSpan {
	readonly from: number;
	readonly length: number;
	readonly token: Token;
}

/** A line of the text. */
export interface PaneLine extends TextLine {
	readonly spans?: readonly PaneSpan[];
}

/** A long text in a pane: scrolled, wrapped or cut, and searched. */
export class TextPane implements Pane {
	/** Grows with everything that could change what is drawn. */
	readonly changed: Readable<number>;
	readonly #changes = createStore(0);
	#lines: readonly PaneLine[] = [];
	/** Makes the lines anew for each width. */
	#layout: ((width: number) => readonly PaneLine[]) | undefined;
	#texts: readonly string[] = [];
	#rows: readonly PaneRow[] | undefined;
	#wrap = false;
	#width = 80;
	#height = 1;
	#offset = 0;
	/** Cells that are cut off at the left of every row. */
	#left = 0;
	#term = "";
	/** Where the term stands in each line, and the rows in which it begins; undefined when that is to be looked up. */
	#hits: readonly (readonly number[])[] | undefined;
	#found: readonly number[] | undefined;
	/** Row of the match one is at; -1 when there is none. */
	#match = -1;

	constructor() {
		this.changed = this.#changes;
	}

	/** Show these lines, from the same place on. */
	set(lines: readonly PaneLine[]): void {
		this.#layout = undefined;
		this.#take(lines);
		this.#redraw();
	}

	/** Show the lines that are made for the width of the screen, now and whenever that changes. */
	follow(layout: (width: number) => readonly PaneLine[]): void {
		this.#layout = layout;
		this.#take(layout(this.#width));
		this.#redraw();
	}

	/** Every line, safe to be written anywhere. */
	get texts(): readonly string[] {
		return this.#texts;
	}

	/** Told by the screen. */
	fit(width: number, height: number): void {
		const isOther = width !== this.#width;
		this.#width = Math.max(1, width);
		this.#height = Math.max(1, height);
		if (isOther && this.#layout !== undefined) this.#take(this.#layout(this.#width));
		if (isOther && this.#wrap) this.#cutAnew();
		if (isOther) this.#left = Math.min(this.#left, this.#mostLeft());
		this.#offset = Math.min(this.#offset, this.#lastOffset());
	}

	get term(): string {
		return this.#term;
	}

	get wrapped(): boolean {
		return this.#wrap;
	}

	/** There is no text at all. */
	get isEmpty(): boolean {
		return this.#lines.length === 0;
	}

	/** Index of the first row on the screen, number of those on it and of all. */
	get place(): { readonly offset: number; readonly shown: number; readonly total: number } {
		const total = this.#all().length;
		return { offset: this.#offset, shown: Math.min(this.#height, total - this.#offset), total };
	}

	/** Rows that hold what is searched for, and the place of the one that one is at, from 1; 0 = at none. */
	get found(): { readonly at: number; readonly total: number } {
		const matches = this.#matches();
		return { at: matches.indexOf(this.#match) + 1, total: matches.length };
	}

	/** The rows on the screen. `chosen` marks the match that one is at. */
	window(): readonly { readonly pieces: readonly Piece[]; readonly chosen: boolean }[] {
		return this.#all()
			.slice(this.#offset, this.#offset + this.#height)
			.map((row, index) => ({ pieces: this.#pieces(row), chosen: this.#offset + index === this.#match }));
	}

	scrollBy(rows: number): void {
		this.scrollTo(this.#offset + rows);
	}

	scrollTo(row: number): void {
		this.#offset = Math.max(0, Math.min(row, this.#lastOffset()));
		this.#redraw();
	}

	page(screens: number): void {
		this.scrollBy(Math.trunc(this.#height * screens));
	}

	/** Move by half a screen to the right or to the left, as far as there is text in sight. */
	shift(step: 1 | -1): void {
		if (this.#wrap) return;
		const most = Math.max(this.#left, this.#mostLeft());
		this.#left = Math.max(0, Math.min(this.#left + step * Math.ceil(this.#width / 2), most));
		this.#redraw();
	}

	toggleWrap(): void {
		this.#wrap = !this.#wrap;
		this.#left = 0;
		this.#cutAnew();
		this.scrollTo(this.#offset);
	}

	/** Search for a text, whatever its case, from the top of the screen on; an empty one ends the search. */
	search(term: string): void {
		this.#term = term;
		this.#hits = undefined;
		this.#found = undefined;
		this.#match = -1;
		if (term !== "") this.next(1);
		this.#redraw();
	}

	/** Go to the next match, or the one before; round the ends. False when there is none. */
	next(step: 1 | -1): boolean {
		const matches = this.#matches();
		const from = this.#match >= 0 ? this.#match : step === 1 ? this.#offset - 1 : this.#offset;
		const ahead =
			step === 1
				? (matches.find((row) => row > from) ?? matches[0])
				: (matches.findLast((row) => row < from) ?? matches.at(-1));
		if (ahead === undefined) return false;
		this.#match = ahead;
		if (ahead < this.#offset || ahead >= this.#offset + this.#height)
			this.scrollTo(ahead - Math.trunc(this.#height / 3));
		this.#reveal(ahead);
		this.#redraw();
		return true;
	}

	/** Move sideways where what was found in a row is cut off. */
	#reveal(index: number): void {
		const row = this.#all()[index];
		if (row === undefined || this.#wrap) return;
		const text = this.#text(row.line);
		const [at = 0] = this.#hitsIn(row.line);
		const from = cellWidth(text.slice(0, at));
		const to = from + cellWidth(text.slice(at, at + this.#term.length));
		if (to <= this.#width) this.#left = 0;
		else if (from < this.#left || to > this.#left + this.#width) this.#left = from - Math.trunc(this.#width / 3);
	}

	/** Other lines from now on. One stays at the same row, and at the match if there still is one in it. */
	#take(lines: readonly PaneLine[]): void {
		this.#lines = lines;
		this.#texts = lines.map(({ text }) => safeText(text));
		this.#rows = undefined;
		this.#hits = undefined;
		this.#found = undefined;
		this.#offset = Math.min(this.#offset, this.#lastOffset());
		if (!this.#matches().includes(this.#match)) this.#match = -1;
	}

	/** The same lines are cut into rows another way. One stays at the same line, and at the same match. */
	#cutAnew(): void {
		const before = this.#all();
		const top = before[this.#offset]?.line ?? 0;
		const match = before[this.#match];
		const at = match === undefined ? -1 : this.#firstIn(match);
		this.#rows = undefined;
		this.#found = undefined;
		const rows = this.#all();
		this.#offset = Math.max(
			0,
			rows.findIndex(({ line }) => line === top),
		);
		this.#match = rows.findIndex(({ line, from, to }) => line === match?.line && at >= from && at < to);
	}

	#lastOffset(): number {
		return Math.max(0, this.#all().length - this.#height);
	}

	/** So many cells at most are cut off while what is on the screen has more than fits. */
	#mostLeft(): number {
		const rows = this.#all().slice(this.#offset, this.#offset + this.#height);
		return Math.max(0, Math.max(0, ...rows.map(({ line }) => cellWidth(this.#text(line)))) - this.#width);
	}

	#matches(): readonly number[] {
		this.#found ??= this.#all().flatMap((row, index) => (this.#firstIn(row) >= 0 ? [index] : []));
		return this.#found;
	}

	/** Where in its line the first match begins that begins in a row; -1 when none does. */
	#firstIn({ line, from, to }: PaneRow): number {
		return this.#hitsIn(line).find((at) => at >= from && at < to) ?? -1;
	}

	#hitsIn(line: number): readonly number[] {
		this.#hits ??= this.#texts.map((text) => occurrences(text, this.#term));
		return this.#hits[line] ?? [];
	}

	#text(line: number): string {
		return this.#texts[line] ?? "";
	}

	#all(): readonly PaneRow[] {
		this.#rows ??= cutIntoRows(this.#texts, this.#wrap ? this.#width : undefined);
		return this.#rows;
	}

	/** The row cut where its look changes: the label of its line, and what was searched for. */
	#pieces({ line, from: start, to }: PaneRow): readonly Piece[] {
		const { tone, labelFrom = 0, labelLength = 0, spans = [] } = this.#lines[line] ?? { tone: "plain" };
		const text = this.#text(line);
		const from = start + indexAtCell(text.slice(start, to), this.#left);
		const base: Token = tone === "heading" ? "title" : tone;
		const label: PaneSpan = { from: labelFrom, length: labelLength, token: "key" };
		const looks = labelLength === 0 ? spans : [label, ...spans];
		const tokenAt = (at: number): Token =>
			looks.find((span) => at >= span.from && at < span.from + span.length)?.token ?? base;
		// Of the whole line: what was found may begin in the row above.
		const marks = this.#hitsIn(line).filter((at) => at + this.#term.length > from && at < to);
		const cuts = new Set([from, to, ...looks.flatMap((span) => [span.from, span.from + span.length])]);
		for (const mark of marks) cuts.add(mark).add(mark + this.#term.length);
		const places = [...cuts].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
		return places.slice(0, -1).map((at, index) => ({
			text: safeText(text.slice(at, places[index + 1])),
			token: marks.some((mark) => at >= mark && at < mark + this.#term.length) ? "match" : tokenAt(at),
		}));
	}

	#redraw(): void {
		this.#changes.update((count) => count + 1);
	}
}
