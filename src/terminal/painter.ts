import { count, unknownPlace } from "./cursor-motion.ts";
import { writeLine } from "./line-diff.ts";
import type { Screen } from "./screen.ts";
import { emptyLine, type ScreenLine } from "./screen-line.ts";
import { ScreenWriter } from "./screen-writer.ts";
import { findScrolledBlocks, type ScrolledBlock, scrollLines } from "./scrolled-block.ts";

const beginSync = "\x1b[?2026h";
const endSync = "\x1b[?2026l";
const showCursor = "\x1b[?25h";
const hideCursor = "\x1b[?25l";

/**
 * The bytes that turn one screen into another, as one synchronized update; empty when nothing changed. The
 * terminal must be as this function left it for `previous`, with wrapping off; it is left in the default style.
 *
 * A scroll of a block is used when the bytes with it are fewer than without: both are made and compared.
 *
 * @param previous what is on the screen; undefined when that is not known, or its size changed
 * @see docs/adr/0002-frames-from-ink-own-painter.md
 */
export function paint(previous: Screen | undefined, next: Screen): string {
	const known = previous?.columns === next.columns && previous.rows === next.rows ? previous : undefined;
	const before = known?.lines ?? [];
	let body = paintFrom(before, next, undefined);
	if (known === undefined) {
		body = `\x1b[m\x1b[r\x1b[H\x1b[2J${hideCursor}${body}`;
	} else if (body !== "") {
		for (const block of findScrolledBlocks(before, next.lines)) {
			const scrolled = paintFrom(before, next, block);
			if (scrolled.length < body.length) body = scrolled;
		}
	}
	body += cursorChange(known, next, body !== "");
	return body === "" ? "" : `${beginSync}${body}${endSync}`;
}

function paintFrom(before: readonly ScreenLine[], next: Screen, block: ScrolledBlock | undefined): string {
	const writer = new ScreenWriter();
	let lines = before;
	if (block !== undefined) {
		scroll(writer, block, next.rows);
		lines = scrollLines(before, block);
	}
	for (let row = 0; row < next.rows; row++) {
		const from = lines[row] ?? emptyLine;
		const to = next.lines[row] ?? emptyLine;
		if (from !== to) writeLine(writer, row, from, to, next.columns);
	}
	writer.setLink(undefined);
	writer.setStyle("");
	return writer.bytes;
}

/**
 * Delete or insert lines inside margins. (CSI S and T would do, but the Linux console does not know them.)
 * Setting margins moves the cursor.
 */
function scroll(writer: ScreenWriter, { top, bottom, up }: ScrolledBlock, rows: number): void {
	const toTheEnd = bottom === rows - 1;
	if (!toTheEnd) writer.command(`\x1b[${top + 1};${bottom + 1}r`, unknownPlace);
	writer.goTo(top, 0);
	writer.command(up > 0 ? `\x1b[${count(up)}M` : `\x1b[${count(-up)}L`);
	if (!toTheEnd) writer.command("\x1b[r", unknownPlace);
}

function cursorChange(known: Screen | undefined, next: Screen, moved: boolean): string {
	const was = known?.cursor;
	const { cursor } = next;
	if (cursor === undefined) return was === undefined ? "" : hideCursor;
	if (!moved && was !== undefined && was.row === cursor.row && was.column === cursor.column) return "";
	return `\x1b[${cursor.row + 1};${cursor.column + 1}H${was === undefined ? showCursor : ""}`;
}
