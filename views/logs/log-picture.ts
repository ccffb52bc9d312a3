import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { cellWidth } from "../../src/text/width.ts";
import { samePieces } from "../components/segments.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { barsIn, histogramLines } from "./histogram-lines.ts";
import { columnHeadings, type LineLook } from "./line-pieces.ts";
import { emptyLogText } from "./log-empty-text.ts";
import type { LogModel } from "./log-model.ts";
import { type LogLook, type LogText, prefixWidth } from "./log-text.ts";
import { isSameDay, type TimeLook } from "./log-time.ts";
import { troubleLine } from "./source-state-text.ts";

/** Cells left of every line, for the cursor and for marks. */
const GUTTER_COLUMNS = 1;
/** Narrower than this there is no room for milliseconds. */
const ROOMY_COLUMNS = 80;
/** With fewer lines than this bars would leave too little of the log. */
const LEAST_ROWS_FOR_BARS = 12;
const ROWS_FOR_HIGH_BARS = 24;

interface PictureLine {
	readonly key: string;
	readonly pieces: readonly Piece[];
}

/** Everything that a log screen shows, line by line. */
export interface LogPicture {
	readonly lines: readonly PictureLine[];
	/** Said in the place of lines where there are none. */
	readonly empty?: { readonly lines: readonly SafeText[]; readonly token: Token };
}

/** What a log shows now in so many columns and lines. `text` has made what is on the screen already. */
export function drawLog(
	workspace: Pick<Workspace, "live">,
	model: LogModel,
	text: LogText,
	{ width, height }: { readonly width: number; readonly height: number },
): LogPicture {
	const { logs, scroll, drawing } = model;
	const { nowMs } = workspace.live();
	const inner = width - GUTTER_COLUMNS;
	drawing.fit(inner);
	const { labels } = model;
	const above: PictureLine[] = [];
	const trouble = logs.counts().shown === 0 ? undefined : troubleLine(logs, labels, nowMs, inner);
	if (trouble !== undefined) above.push({ key: "trouble", pieces: [gap, ...trouble] });
	above.push(...barLines(model, inner, height));
	const headings = drawing.form === "columns" ? 1 : 0;
	const rows = Math.max(1, height - above.length - headings);
	const shown = logs.window(scroll.isFollowing ? logs.counts().shown - rows : scroll.position - rows, 2 * rows);
	drawing.columns.grow(shown, logs.fieldNames(), inner);
	const time: TimeLook = {
		form: drawing.columns.hasTimes ? drawing.times : "off",
		hasDays:
			drawing.times !== "off" && shown.some(({ timeMs }) => timeMs > 0 && !isSameDay(timeMs, nowMs, drawing.times)),
		isShort: width < ROOMY_COLUMNS,
		nowMs,
	};
	const line: LineLook = {
		form: drawing.form,
		hasLevels: drawing.columns.hasLevels,
		messageWidth: drawing.columns.messageWidth,
		columns: drawing.columns.columns,
		searched: logs.searched,
	};
	const look: LogLook = {
		line,
		time,
		labels,
		width: inner,
		wrap: drawing.wrap,
		left: drawing.left,
		isLocked: drawing.isLocked,
	};
	text.use(look);
	const parts = scroll.window(rows, (row) => text.lines(row).length);
	if (parts.length === 0) return { lines: above, empty: emptyLogText(model, nowMs) };
	drawing.isCut = parts.some(({ row }) => text.lines(row)[0]?.at(-1)?.text === "…");
	if (headings > 0) above.push({ key: "headings", pieces: headingPieces(look) });
	model.onScreen = [...above.map(() => undefined), ...parts.map(({ row }) => row.line)];
	return {
		lines: [
			...above,
			...parts.map(({ row, part, chosen }): PictureLine => {
				const isMarked = part === 0 && model.marks.has(row.line);
				const pieces = text.lines(row)[part] ?? [];
				return {
					key: `${row.line}/${part}`,
					pieces: chosen ? barPieces(pieces, isMarked, part, inner) : [isMarked ? mark : gap, ...pieces],
				};
			}),
		],
	};
}

const gap: Piece = { text: safeText(" "), token: "plain" };
const mark: Piece = { text: safeText("✓"), token: "mark" };
const cursor: Piece = { text: safeText("▸"), token: "cursor" };

/** Bars over time, where they are wanted. */
function barLines(model: LogModel, width: number, height: number): readonly PictureLine[] {
	const { logs } = model;
	if (!model.hasHistogram || height < LEAST_ROWS_FOR_BARS) return [];
	const histogram = logs.histogram(barsIn(width));
	if (histogram === undefined) return [];
	const bars = histogramLines(histogram, {
		width,
		height: height >= ROWS_FOR_HIGH_BARS ? 3 : 2,
		atMs: model.scroll.isFollowing ? undefined : model.current()?.timeMs,
		times: model.drawing.times,
	});
	return bars.map((pieces, index) => ({ key: `bars/${index}`, pieces: [gap, ...pieces] }));
}

function headingPieces(look: LogLook): readonly Piece[] {
	const before: Piece = { text: safeText(" ".repeat(GUTTER_COLUMNS + prefixWidth(look))), token: "plain" };
	return [before, ...columnHeadings(look.line)];
}

/** The line one is at: a bar across the screen. */
function barPieces(pieces: readonly Piece[], isMarked: boolean, part: number, width: number): readonly Piece[] {
	const cells = pieces.reduce((sum, { text }) => sum + cellWidth(text), 0);
	const rest: Piece = { text: safeText(" ".repeat(Math.max(0, width - cells))), token: "cursor" };
	const first: Piece = isMarked ? { ...mark, isOnCursor: true } : part === 0 ? cursor : { ...gap, isOnCursor: true };
	return [first, ...pieces.map((piece): Piece => ({ ...piece, isOnCursor: true })), rest];
}

/** Whether two pictures look the same. */
export function sameLogPicture(before: LogPicture, after: LogPicture): boolean {
	return (
		before.empty?.token === after.empty?.token &&
		before.empty?.lines.join("\n") === after.empty?.lines.join("\n") &&
		before.lines.length === after.lines.length &&
		before.lines.every((line, index) => {
			const other = after.lines[index];
			return line.key === other?.key && samePieces(line.pieces, other.pieces);
		})
	);
}
