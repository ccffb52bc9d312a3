import type { LogRow } from "../../src/logs/log-view.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import { sourceTokens } from "../theme/rich-colors.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";
import { cutPieces, wrapPieces } from "./cut-pieces.ts";
import { type LineLook, linePieces } from "./line-pieces.ts";
import { type TimeLook, timeText } from "./log-time.ts";
import type { SourceLabels } from "./source-labels.ts";

/** Everything that says how rows are drawn. */
export interface LogLook {
	readonly line: LineLook;
	readonly time: TimeLook;
	readonly labels: SourceLabels;
	/** Cells of a whole line, without the gutter. */
	readonly width: number;
	readonly wrap: boolean;
	/** Cells that are cut off at the left of what moves sideways. */
	readonly left: number;
	/** Times and labels stay while the rest moves. */
	readonly isLocked: boolean;
}

/** Rows as they are drawn, each made once for a look. */
export class LogText {
	#look: LogLook | undefined;
	#made = new WeakMap<LogRow, readonly (readonly Piece[])[]>();

	/** Draw like this from now on. Rows stay as they were made when it is the same look. */
	use(look: LogLook): void {
		if (this.#look !== undefined && isSameLook(this.#look, look)) return;
		this.#look = look;
		this.#made = new WeakMap();
	}

	/** A row as the lines it takes: one, or as many as its text is wrapped into. */
	lines(row: LogRow): readonly (readonly Piece[])[] {
		const known = this.#made.get(row);
		if (known !== undefined) return known;
		const made = this.#look === undefined ? [] : rowLines(row, this.#look);
		this.#made.set(row, made);
		return made;
	}
}

/** Cells before what a line says. */
export function prefixWidth(look: Pick<LogLook, "time" | "labels">): number {
	const time = timeText(0, look.time).length;
	return (time === 0 ? 0 : time + 1) + (look.labels.width === 0 ? 0 : look.labels.width + 1);
}

function rowLines(row: LogRow, look: LogLook): readonly (readonly Piece[])[] {
	const before = prefixPieces(row, look);
	const said = linePieces(row, look.line);
	if (look.wrap) {
		const room = look.width - widthOf(before);
		const blank: Piece = { text: safeText(" ".repeat(widthOf(before))), token: "plain" };
		return wrapPieces(said, room).map((pieces, part) => (part === 0 ? [...before, ...pieces] : [blank, ...pieces]));
	}
	if (!look.isLocked) return [cutPieces([...before, ...said], look.left, look.width)];
	return [[...before, ...cutPieces(said, look.left, look.width - widthOf(before))]];
}

/** When and whose: the columns at the left. */
function prefixPieces({ timeMs, source }: LogRow, { time, labels }: LogLook): readonly Piece[] {
	const at = timeText(timeMs, time);
	const label = labels.texts.get(source);
	return [
		...(at === "" ? [] : [{ text: safeText(`${at} `), token: "muted" as const }]),
		...(labels.width === 0 ? [] : [{ text: labelText(label, labels.width), token: sourceToken(source) }]),
	];
}

/** The colour of a source. */
export function sourceToken(source: number): Token {
	return sourceTokens[source % sourceTokens.length] ?? "plain";
}

function labelText(label: SafeText | undefined, width: number): SafeText {
	return safeText(label === undefined ? " ".repeat(width + 1) : `${label} `);
}

function widthOf(pieces: readonly Piece[]): number {
	return pieces.reduce((sum, { text }) => sum + cellWidth(text), 0);
}

function isSameLook(before: LogLook, after: LogLook): boolean {
	const { line, time } = before;
	return (
		before.width === after.width &&
		before.wrap === after.wrap &&
		before.left === after.left &&
		before.isLocked === after.isLocked &&
		before.labels === after.labels &&
		line.form === after.line.form &&
		line.hasLevels === after.line.hasLevels &&
		line.messageWidth === after.line.messageWidth &&
		line.columns === after.line.columns &&
		line.searched === after.line.searched &&
		time.form === after.time.form &&
		time.hasDays === after.time.hasDays &&
		time.isShort === after.time.isShort &&
		(time.form !== "relative" || Math.trunc(time.nowMs / 1_000) === Math.trunc(after.time.nowMs / 1_000))
	);
}
