import { type SafeText, safeText } from "../text/safe-text.ts";
import { LineFacts, type LineOrigin } from "./line-facts.ts";
import type { LineStore } from "./line-store.ts";
import type { LogSearch } from "./log-search.ts";
import type { LogField, LogRecord, LogRow, LogSegment, LogSource } from "./log-view.ts";
import { textSegments } from "./text-segments.ts";

/** What is drawn of one line at most; the record has all of it. */
const drawnLength = 4_096;
/** Lines whose rows are at hand. */
const mostRows = 2_000;
/** Lines that the names of fields are taken from. */
const sampleLines = 200;

/** Makes rows of lines, and keeps those of the last screens. */
export class LogRows {
	readonly #store: LineStore;
	readonly #origins: (source: number) => LineOrigin;
	readonly #rows = new Map<number, LogRow>();
	#search: LogSearch | undefined;
	#names: { readonly end: number; readonly names: readonly SafeText[] } | undefined;

	constructor(store: LineStore, origins: (source: number) => LineOrigin) {
		this.#store = store;
		this.#origins = origins;
	}

	/** What is marked in rows from now on. */
	set search(search: LogSearch | undefined) {
		if (this.#search === search) return;
		this.#search = search;
		this.#rows.clear();
	}

	/** The row of a line; undefined when it is not kept, or cannot be read back. */
	row(line: number, isContext: boolean): LogRow | undefined {
		const known = this.#rows.get(line);
		if (known?.isContext === isContext) return known;
		const place = this.#store.find(line);
		if (place === undefined) return undefined;
		const { block, index } = place;
		const kind = block.kind(index);
		const raw = block.text(index);
		const source = block.source(index);
		const facts = new LineFacts(raw, this.#origins(source));
		const { level, message, format, fields, used } = facts.recognised;
		const segments = this.#marked(textSegments(drawn(raw)));
		const hasFields = kind === "line" && format !== "text";
		const row: LogRow = {
			line,
			kind,
			source,
			timeMs: block.atUs(index) / 1e3,
			level: kind === "line" ? level : undefined,
			segments,
			message: hasFields ? this.#marked([{ text: safeText(drawn(message)) }]) : segments,
			fields: hasFields ? fields.filter(([name]) => !used.has(name.toLowerCase())).map(safeField) : [],
			cutBytes: this.#store.cutBytes(line),
			isContext,
		};
		this.#rows.set(line, row);
		if (this.#rows.size > mostRows) this.#rows.delete(this.#rows.keys().next().value ?? line);
		return row;
	}

	/** A line in full. */
	record(row: LogRow, source: LogSource): LogRecord | undefined {
		const place = this.#store.find(row.line);
		if (place === undefined) return undefined;
		const facts = new LineFacts(place.block.text(place.index), this.#origins(row.source));
		const { format, fields } = facts.recognised;
		return { row, source, format, fields: fields.map(safeField), pretty: pretty(facts) };
	}

	/** The raw text of a line. */
	text(line: number): string | undefined {
		const place = this.#store.find(line);
		return place?.block.text(place.index);
	}

	/** Names of the fields of the last lines, the most common first. */
	fieldNames(): readonly SafeText[] {
		const { end, first } = this.#store;
		if (this.#names !== undefined && end - this.#names.end < sampleLines / 4 && end >= this.#names.end) {
			return this.#names.names;
		}
		const counts = new Map<SafeText, number>();
		for (let line = Math.max(first, end - sampleLines); line < end; line++) {
			for (const { name } of this.row(line, false)?.fields ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
		}
		const names = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
		this.#names = { end, names };
		return names;
	}

	/** Cut where what is searched for begins and ends, across the looks of the line. */
	#marked(segments: readonly LogSegment[]): readonly LogSegment[] {
		if (this.#search === undefined) return segments;
		const places = this.#search.places(segments.map(({ text }) => text).join(""));
		if (places.length === 0) return segments;
		const marked: LogSegment[] = [];
		let start = 0;
		for (const segment of segments) {
			const end = start + segment.text.length;
			let from = start;
			for (const place of places) {
				if (place.to <= from || place.from >= end) continue;
				const cut = (a: number, b: number): SafeText => safeText(segment.text.slice(a - start, b - start));
				if (place.from > from) marked.push({ ...segment, text: cut(from, place.from) });
				const to = Math.min(place.to, end);
				marked.push({ ...segment, text: cut(Math.max(from, place.from), to), isMatch: true });
				from = to;
			}
			if (from < end) marked.push({ ...segment, text: safeText(segment.text.slice(from - start)) });
			start = end;
		}
		return marked;
	}
}

function drawn(raw: string): string {
	return raw.length > drawnLength ? `${raw.slice(0, drawnLength)}\u2026` : raw;
}

function safeField([name, value]: readonly [string, string]): LogField {
	return { name: safeText(name), value: safeText(value) };
}

/** Laid out to be read. */
function pretty({ text, recognised }: LineFacts): readonly SafeText[] {
	const { format, fields } = recognised;
	if (format === "json") return JSON.stringify(JSON.parse(text), undefined, 2).split("\n").flatMap(stretches);
	if (format === "text") return stretches(text);
	const width = Math.max(...fields.map(([name]) => name.length));
	return fields.flatMap(([name, value]) => stretches(`${name.padEnd(width)}  ${value}`));
}

/** A text in pieces of which none is cut off when it is made safe. */
function stretches(text: string): readonly SafeText[] {
	const pieces: SafeText[] = [];
	for (let at = 0; at === 0 || at < text.length; at += 1_000) pieces.push(safeText(text.slice(at, at + 1_000)));
	return pieces;
}
