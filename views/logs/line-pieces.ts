import type { LogLevel, LogMark, LogRow, LogSegment } from "../../src/logs/log-view.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth, clip, fitCell } from "../../src/text/width.ts";
import { occurrences } from "../screens/occurrences.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Style, Token } from "../theme/theme.ts";
import type { FieldColumn } from "./log-columns.ts";

/** How what a line says is drawn, in the order in which the key steps through them. */
export const lineForms = ["fields", "columns", "raw"] as const;

/** One of {@link lineForms}: the message and its fields after it, the fields below one another, the line as it came. */
export type LineForm = (typeof lineForms)[number];

/** What all lines are drawn by. */
export interface LineLook {
	readonly form: LineForm;
	readonly hasLevels: boolean;
	readonly messageWidth: number;
	readonly columns: readonly FieldColumn[];
	/** What is searched for. */
	readonly searched: string;
}

/** Cells of a level. */
const LEVEL_COLUMNS = 5;
const GAP: Piece = { text: safeText("  "), token: "plain" };
const BLANK: Piece = { text: safeText(" "), token: "plain" };

const levelTokens: Readonly<Record<LogLevel, Token>> = {
	trace: "muted",
	debug: "muted",
	info: "ok",
	warn: "attention",
	error: "broken",
	fatal: "broken",
};

const markTokens: Readonly<Record<LogMark, Token>> = {
	gap: "attention",
	skipped: "attention",
	joined: "muted",
	restarted: "attention",
	ended: "finished",
};

/** What a row says, as one line however long, with what is searched for marked in it. */
export function linePieces(row: LogRow, look: LineLook): readonly Piece[] {
	if (row.kind !== "line") return markPieces(row, markTokens[row.kind]);
	const said = look.form === "raw" ? rawPieces(row) : knownPieces(row, look);
	const { cutBytes } = row;
	const rest =
		cutBytes === 0 ? [] : [GAP, { text: safeText(messages.logScreen.cut(cutBytes)), token: "muted" as const }];
	return [...withMatches(said, look.searched), ...rest];
}

function rawPieces({ segments, level, isContext }: LogRow): readonly Piece[] {
	const isBad = level === "error" || level === "fatal" || level === "warn";
	return segmentPieces(segments, isContext ? "muted" : isBad ? levelTokens[level] : "plain");
}

/** What was recognised in a line: how bad it is, its message, its fields. */
function knownPieces(row: LogRow, look: LineLook): readonly Piece[] {
	const { level, fields } = row;
	const base: Token = row.isContext ? "muted" : "plain";
	const message = segmentPieces(row.message, base);
	const levels = levelPieces(level, look.hasLevels);
	if (look.form === "columns")
		return [...levels, ...(fields.length === 0 ? message : columnPieces(row, message, look))];
	return [
		...levels,
		...message,
		...fields.flatMap(({ name, value }): readonly Piece[] => [
			GAP,
			{ text: safeText(`${name}=`), token: "muted" },
			{ text: quoted(value), token: base },
		]),
	];
}

/** The headings of fields that stand below one another. */
export function columnHeadings({ hasLevels, messageWidth, columns }: LineLook): readonly Piece[] {
	const heading = (text: string, width: number): Piece => ({
		text: fitCell(safeText(text), width, "left"),
		token: "heading",
	});
	return [
		...(hasLevels ? [heading(messages.logScreen.headings.level, LEVEL_COLUMNS), BLANK] : []),
		heading(messages.logScreen.headings.message, messageWidth),
		...columns.flatMap(({ name, width }) => [GAP, heading(name, width)]),
	];
}

function levelPieces(level: LogLevel | undefined, hasLevels: boolean): readonly Piece[] {
	if (!hasLevels) return [];
	const text = fitCell(safeText((level ?? "").toUpperCase()), LEVEL_COLUMNS, "left");
	return [{ text, token: level === undefined ? "plain" : levelTokens[level] }, BLANK];
}

function markPieces({ message }: LogRow, token: Token): readonly Piece[] {
	const text = message.map((segment) => segment.text).join("");
	return [{ text: safeText(`── ${text} ──`), token }];
}

function columnPieces(
	{ fields, isContext }: LogRow,
	message: readonly Piece[],
	{ messageWidth, columns }: LineLook,
): readonly Piece[] {
	const values = new Map<string, SafeText>(fields.map(({ name, value }) => [name, value]));
	const base: Token = isContext ? "muted" : "plain";
	return [
		...fitPieces(message, messageWidth),
		...columns.flatMap(({ name, width }): readonly Piece[] => [
			GAP,
			{ text: fitCell(values.get(name) ?? safeText(""), width, "left"), token: base },
		]),
	];
}

/** Pieces cut or filled to so many cells. */
function fitPieces(pieces: readonly Piece[], width: number): readonly Piece[] {
	const fitted: Piece[] = [];
	let left = width;
	for (const piece of pieces) {
		const cells = cellWidth(piece.text);
		if (cells > left) {
			if (left > 0) fitted.push({ ...piece, text: safeText(`${clip(piece.text, left - 1)}…`) });
			return fitted;
		}
		fitted.push(piece);
		left -= cells;
	}
	return left === 0 ? fitted : [...fitted, { text: safeText(" ".repeat(left)), token: "plain" }];
}

function segmentPieces(segments: readonly LogSegment[], base: Token): readonly Piece[] {
	return segments.map((segment): Piece => {
		const { text, isMatch } = segment;
		return isMatch === true ? { text, token: "match" } : { text, token: base, style: styleOf(segment) };
	});
}

const styles = new WeakMap<LogSegment, Style | undefined>();

/** The look that a program gave its words: the same object as long as the segment is. */
function styleOf(segment: LogSegment): Style | undefined {
	if (styles.has(segment)) return styles.get(segment);
	const { color, background, bold, underline } = segment;
	const hasLook = color !== undefined || background !== undefined || bold === true || underline === true;
	const style: Style | undefined = hasLook
		? {
				...(color === undefined ? {} : { color }),
				...(background === undefined ? {} : { backgroundColor: background }),
				...(bold === true ? { bold } : {}),
				...(underline === true ? { underline } : {}),
			}
		: undefined;
	styles.set(segment, style);
	return style;
}

function quoted(value: SafeText): SafeText {
	return value === "" || value.includes(" ") ? safeText(`"${value}"`) : value;
}

/** Pieces with each place marked at which a text stands in them, whatever its case; a pattern is marked already. */
function withMatches(pieces: readonly Piece[], searched: string): readonly Piece[] {
	const found = occurrences(pieces.map(({ text }) => text).join(""), searched);
	if (found.length === 0) return pieces;
	const drawn: Piece[] = [];
	let start = 0;
	let next = 0;
	for (const piece of pieces) {
		const end = start + piece.text.length;
		let at = start;
		while (at < end) {
			const from = found[next] ?? Number.POSITIVE_INFINITY;
			const to = from + searched.length;
			const isFound = at >= from;
			const until = Math.min(end, isFound ? to : from);
			const text = at === start && until === end ? piece.text : safeText(piece.text.slice(at - start, until - start));
			drawn.push(isFound ? { text, token: "match" } : text === piece.text ? piece : { ...piece, text });
			at = until;
			if (isFound && at >= to) next++;
		}
		start = end;
	}
	return drawn;
}
