/** Where the terminal's cursor is known to be; a column of -1 is unknown. Both count from 0. */
export interface CursorPlace {
	readonly row: number;
	readonly column: number;
}

/** Nothing is known. */
export const unknownPlace: CursorPlace = { row: -1, column: -1 };

/** The shortest sequence that brings the cursor from one place to another; empty when it is there. */
export function moveCursor(from: CursorPlace, row: number, column: number): string {
	if (from.row === row) {
		if (from.column === column) return "";
		if (column === 0) return "\r";
		const absolute = `\x1b[${column + 1}G`;
		if (from.column < 0) return absolute;
		const distance = column - from.column;
		const relative = distance > 0 ? `\x1b[${count(distance)}C` : `\x1b[${count(-distance)}D`;
		return relative.length < absolute.length ? relative : absolute;
	}
	if (from.row >= 0 && from.column === column && column >= 0) {
		const distance = row - from.row;
		const vertical = distance > 0 ? `\x1b[${count(distance)}B` : `\x1b[${count(-distance)}A`;
		const absolute = moveTo(row, column);
		return vertical.length < absolute.length ? vertical : absolute;
	}
	return moveTo(row, column);
}

function moveTo(row: number, column: number): string {
	if (column === 0) return row === 0 ? "\x1b[H" : `\x1b[${row + 1}H`;
	return `\x1b[${row === 0 ? "" : row + 1};${column + 1}H`;
}

/** A count of one is the default and need not be sent. */
export function count(value: number): string {
	return value === 1 ? "" : String(value);
}
