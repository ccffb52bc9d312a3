import type { ScreenLine } from "./screen-line.ts";
import type { ScreenWriter } from "./screen-writer.ts";

/** Unchanged cells up to this many are written again rather than gone around: a move costs about as much. */
const longestBridge = 4;
/** A run of so many blanks is erased and jumped over instead of written. */
const shortestErase = 12;

/** Write what turns `before` into `after` in one row of a screen of `columns`. */
export function writeLine(
	writer: ScreenWriter,
	row: number,
	before: ScreenLine,
	after: ScreenLine,
	columns: number,
): void {
	if (before.uncertain || after.uncertain) {
		// What the terminal holds may differ from what we think: begin with a clean row.
		eraseFrom(writer, row, 0);
		writeRun(writer, row, after, 0, after.length, columns);
		return;
	}
	for (let at = firstDifference(before, after, 0); at < after.length; ) {
		const end = runEnd(before, after, at);
		writeRun(writer, row, after, at, end, columns);
		at = firstDifference(before, after, end);
	}
	if (before.length > after.length) eraseFrom(writer, row, after.length);
}

function firstDifference(before: ScreenLine, after: ScreenLine, start: number): number {
	let at = start;
	while (at < after.length && isSame(before, after, at)) at++;
	return at;
}

function isSame(before: ScreenLine, after: ScreenLine, at: number): boolean {
	if (at >= before.length) return after.cells[at] === " " && after.styles[at] === "";
	return (
		before.cells[at] === after.cells[at] &&
		before.styles[at] === after.styles[at] &&
		before.links?.[at] === after.links?.[at]
	);
}

/** The end of a run of changed cells; a wide character is never cut. */
function runEnd(before: ScreenLine, after: ScreenLine, start: number): number {
	let end = start + 1;
	for (let at = end; at < after.length && at - end < longestBridge; at++) {
		if (!isSame(before, after, at) || after.cells[at] === "") end = at + 1;
		else if (!costsOneByte(after, at)) break;
	}
	return end;
}

function costsOneByte(line: ScreenLine, at: number): boolean {
	const isOneLink = line.links?.[at] === line.links?.[at - 1];
	return line.styles[at] === line.styles[at - 1] && isOneLink && (line.cells[at] ?? "") <= "~";
}

function writeRun(
	writer: ScreenWriter,
	row: number,
	line: ScreenLine,
	start: number,
	end: number,
	columns: number,
): void {
	let at = start;
	while (at < end) {
		const blanks = blankRun(line, at, end);
		writer.goTo(row, at);
		if (blanks >= shortestErase) {
			writer.setLink(undefined);
			writer.setStyle("");
			writer.command(`\x1b[${blanks}X`);
			at += blanks;
		} else {
			at = writeCell(writer, line, at, columns);
		}
	}
}

/** @returns the column after the cell */
function writeCell(writer: ScreenWriter, line: ScreenLine, at: number, columns: number): number {
	const cell = line.cells[at] ?? " ";
	let next = at + 1;
	while (next < line.length && line.cells[next] === "") next++;
	const style = line.styles[at] ?? "";
	writer.setLink(line.links?.[at]);
	if (cell === " ") writer.setBlankStyle(style);
	else writer.setStyle(style);
	// Not by the first character alone: a keycap emoji begins with a digit.
	if (line.uncertain && (cell.length > 1 || cell > "~")) {
		// The row is clean but without this style: fill all cells in case the terminal draws the character
		// narrower, and forget the column in case it draws it wider.
		if (next - at > 1) writer.put(`${" ".repeat(next - at)}\x1b[${at + 1}G`, at);
		writer.put(cell, -1);
	} else {
		// In the last column the cursor waits before wrapping, which terminals report differently.
		writer.put(cell, next < columns ? next : -1);
	}
	return next;
}

function eraseFrom(writer: ScreenWriter, row: number, column: number): void {
	writer.goTo(row, column);
	writer.setLink(undefined);
	writer.setStyle("");
	writer.command("\x1b[K");
}

function blankRun(line: ScreenLine, start: number, end: number): number {
	let at = start;
	while (at < end && line.cells[at] === " " && line.styles[at] === "") at++;
	return at - start;
}
