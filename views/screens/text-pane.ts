import { createStore, type Readable } from "../../src/base/store.ts";
import type { TextLine } from "../../src/session/text-line.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";

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

/** A row of the pane: where it comes from, and which part of the safe text of that line it shows. */
interface PaneRow {
	readonly line: number;
	readonly from: number;
	readonly to: number;
}

/** A long text in a pane: scrolled, wrapped or cut, and searched. */
export class TextPane {
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
		if (isOther && this.#wrap) this.#rows = undefined;
		this.#offset = Math.max(0, Math.min(this.#offset, this.#lastOffset()));
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
		const rows = this.#all().slice(this.#offset, this.#offset + this.#height);
		const widest = Math.max(0, ...rows.map(({ line }) => cellWidth(this.#text(line))));
		const most = Math.max(this.#left, widest - this.#width);
		this.#left = Math.max(0, Math.min(this.#left + step * Math.ceil(this.#width / 2), most));
		this.#redraw();
	}

	toggleWrap(): void {
		const line = this.#all()[this.#offset]?.line ?? 0;
		this.#wrap = !this.#wrap;
		this.#left = 0;
		this.#rows = undefined;
		this.#match = -1;
		this.scrollTo(this.#all().findIndex((row) => row.line === line));
	}

	/** Search for a text, whatever its case, from the top of the screen on; an empty one ends the search. */
	search(term: string): void {
		this.#term = term;
		this.#match = this.#offset - 1;
		if (term === "" || !this.next(1)) this.#match = -1;
		this.#redraw();
	}

	/** Go to the next match, or the one before; round the ends. False when there is none. */
	next(step: 1 | -1): boolean {
		const matches = this.#matches();
		const ahead =
			step === 1
				? (matches.find((row) => row > this.#match) ?? matches[0])
				: (matches.findLast((row) => row < this.#match) ?? matches.at(-1));
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
		const [at = 0] = occurrences(text, this.#term);
		const from = cellWidth(text.slice(0, at));
		const to = from + cellWidth(text.slice(at, at + this.#term.length));
		if (to <= this.#width) this.#left = 0;
		else if (from < this.#left || to > this.#left + this.#width) this.#left = from - Math.trunc(this.#width / 3);
	}

	#take(lines: readonly PaneLine[]): void {
		this.#lines = lines;
		this.#texts = lines.map(({ text }) => safeText(text));
		this.#rows = undefined;
	}

	#lastOffset(): number {
		return Math.max(0, this.#all().length - this.#height);
	}

	#matches(): readonly number[] {
		if (this.#term === "") return [];
		const term = this.#term.toLowerCase();
		return this.#all().flatMap(({ line, from, to }, index) =>
			this.#text(line).slice(from, to).toLowerCase().includes(term) ? [index] : [],
		);
	}

	#text(line: number): string {
		return this.#texts[line] ?? "";
	}

	#all(): readonly PaneRow[] {
		this.#rows ??= this.#texts.flatMap((text, line) =>
			this.#wrap ? wrapped(text, this.#width).map((part) => ({ line, ...part })) : [{ line, from: 0, to: text.length }],
		);
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
		const marks = occurrences(text.slice(from, to), this.#term).map((at) => from + at);
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

function occurrences(text: string, term: string): readonly number[] {
	const found: number[] = [];
	const [hay, needle] = [text.toLowerCase(), term.toLowerCase()];
	if (needle === "" || hay.length !== text.length) return found;
	for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) found.push(at);
	return found;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ascii = /^[\x20-\x7e]*$/;

/** Where the first character begins that is not left of a cell. */
function indexAtCell(text: string, cell: number): number {
	if (cell === 0) return 0;
	if (ascii.test(text)) return Math.min(cell, text.length);
	let cells = 0;
	for (const { segment, index } of graphemes.segment(text)) {
		if (cells >= cell) return index;
		cells += cellWidth(segment);
	}
	return text.length;
}

/** Where a text is cut so that no part is wider than `width` cells; at least one part. */
function wrapped(text: string, width: number): readonly { readonly from: number; readonly to: number }[] {
	if (text.length <= width && ascii.test(text)) return [{ from: 0, to: text.length }];
	const parts: { from: number; to: number }[] = [];
	let from = 0;
	let cells = 0;
	for (const { segment, index } of graphemes.segment(text)) {
		const wide = cellWidth(segment);
		if (cells + wide > width && index > from) {
			parts.push({ from, to: index });
			from = index;
			cells = 0;
		}
		cells += wide;
	}
	return [...parts, { from, to: text.length }];
}
