import { clustersOf } from "../text/clusters.ts";
import { isSingleCells } from "../text/single-cell.ts";
import { cellWidth } from "../text/width.ts";
import { inAscii } from "./ascii.ts";
import { linkInFrame } from "./link.ts";
import { applySgr, blankStyle, type Style } from "./sgr.ts";

/** One row of a screen as cells. Cells from `length` on are blank and have the default style. */
export interface ScreenLine {
	/** The text it was read from. */
	readonly text: string;
	readonly length: number;
	/** The grapheme cluster of each cell; the second cell of a wide one holds "". */
	readonly cells: readonly string[];
	readonly styles: readonly Style[];
	/** Where a cell leads to; left out where none of the row leads anywhere. A space never does. */
	readonly links?: readonly (string | undefined)[];
	/** Holds a cluster about whose width terminals disagree: what follows it must be placed, not just written. */
	readonly uncertain: boolean;
}

/** A row of nothing. */
export const emptyLine: ScreenLine = { text: "", length: 0, cells: [], styles: [], uncertain: false };

const printable = /^[\x20-\x7e]*$/;
// Single code points that every terminal draws as wide as we count: Latin, Greek, Cyrillic, punctuation, arrows,
// mathematics, control pictures, boxes and blocks, braille, kana, Han, Hangul syllables.
const agreed =
	/^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u2211\u2213-\u22ff\u2400-\u2426\u2500-\u25fc\u25ff\u2800-\u28ff\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60\ufffd]$/;

/**
 * Read a line of text, SGR sequences and links of our own into cells. This is the last gate: any other sequence and any control
 * character is left out or shown as U+FFFD, and what is beyond `columns` is cut without splitting a wide character.
 *
 * @param ascii write what is not ASCII in ASCII, cell by cell
 * @param linked the terminal bears links; else they are left out like any other sequence
 */
export function parseLine(text: string, columns: number, { ascii = false, linked = false } = {}): ScreenLine {
	const builder: Builder = { cells: [], styles: [], links: [], columns, ascii, linked, style: "", uncertain: false };
	let at = 0;
	while (at < text.length && builder.cells.length < columns) {
		const escape = text.indexOf("\x1b", at);
		const end = escape < 0 ? text.length : escape;
		if (end > at) addText(builder, text.slice(at, end));
		at = end;
		if (escape >= 0) at = readEscape(builder, text, escape);
	}
	const { cells, styles, links, uncertain } = builder;
	let { length } = cells;
	while (length > 0 && cells[length - 1] === " " && styles[length - 1] === "") length--;
	return { text, length, cells, styles, uncertain, ...(links.length > 0 ? { links } : {}) };
}

interface Builder {
	readonly cells: string[];
	readonly styles: Style[];
	/** As far as the last cell that leads somewhere. */
	readonly links: (string | undefined)[];
	readonly columns: number;
	readonly ascii: boolean;
	readonly linked: boolean;
	style: Style;
	link?: string | undefined;
	uncertain: boolean;
}

const sgr = /\x1b\[([0-9;:]*)m/y;
// A whole CSI sequence, or a string sequence to its terminator, or ESC and one character.
const otherEscape = /\x1b(?:\[[\x20-\x3f]*[\x40-\x7e]?|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?|[\s\S]?)/y;

function readEscape(builder: Builder, text: string, at: number): number {
	sgr.lastIndex = at;
	const found = sgr.exec(text);
	if (found !== null) {
		builder.style = applySgr(builder.style, found[1] ?? "");
		return sgr.lastIndex;
	}
	linkInFrame.lastIndex = at;
	const link = builder.linked ? linkInFrame.exec(text) : null;
	if (link !== null) {
		builder.link = link[1];
		return linkInFrame.lastIndex;
	}
	otherEscape.lastIndex = at;
	otherEscape.exec(text);
	return Math.max(otherEscape.lastIndex, at + 1);
}

function addText(builder: Builder, text: string): void {
	const { style } = builder;
	const blank = blankStyle(style);
	if (builder.ascii ? printable.test(text) : isSingleCells(text)) {
		for (const character of text) addCell(builder, character, character === " " ? blank : style);
		return;
	}
	for (const segment of clustersOf(text)) {
		if (builder.ascii) addInAscii(builder, segment, blank);
		else if (agreed.test(segment)) {
			addCell(builder, segment, segment === " " ? blank : style);
			if (isAgreedWide(segment)) addContinuation(builder, style);
		} else {
			addUnusual(builder, segment, blank);
		}
	}
}

function addInAscii(builder: Builder, cluster: string, blank: Style): void {
	const width = Math.max(1, cellWidth(cluster.toWellFormed()));
	for (const character of inAscii(cluster).padEnd(width).slice(0, width))
		addCell(builder, character, character === " " ? blank : builder.style);
}

function isAgreedWide(character: string): boolean {
	return character >= "\u3001" && character !== "\ufffd" && cellWidth(character) === 2;
}

function addUnusual(builder: Builder, cluster: string, blank: Style): void {
	if (/\p{Cc}/u.test(cluster)) {
		addCell(builder, cluster === "\t" ? " " : "\ufffd", cluster === "\t" ? blank : builder.style);
		return;
	}
	const drawn = cluster.toWellFormed();
	const width = cellWidth(drawn);
	builder.uncertain = true;
	// What has no width of its own would change its neighbour. (Ink, too, counts it as one cell.)
	addCell(builder, width === 0 ? "\ufffd" : drawn, builder.style);
	for (let cell = 1; cell < width; cell++) addContinuation(builder, builder.style);
}

function addCell(builder: Builder, cell: string, style: Style): void {
	if (builder.cells.length >= builder.columns) return;
	if (builder.link !== undefined && cell !== " ") builder.links[builder.cells.length] = builder.link;
	builder.cells.push(cell);
	builder.styles.push(style);
}

/** The further cells of a wide character; where they do not fit, it is replaced by a space. */
function addContinuation(builder: Builder, style: Style): void {
	if (builder.cells.length < builder.columns) {
		addCell(builder, "", style);
		return;
	}
	for (let at = builder.cells.length - 1; at >= 0; at--) {
		const wide = builder.cells[at] !== "";
		builder.cells[at] = " ";
		builder.styles[at] = blankStyle(style);
		if (at < builder.links.length) builder.links[at] = undefined;
		if (wide) break;
	}
}
