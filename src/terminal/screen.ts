import { emptyLine, parseLine, type ScreenLine } from "./screen-line.ts";
import type { Frame, TerminalSize } from "./terminal.ts";

/** A frame as cells: exactly as many lines as the screen has rows. */
export interface Screen {
	readonly columns: number;
	readonly rows: number;
	readonly lines: readonly ScreenLine[];
	/** Absent when the cursor is hidden. */
	readonly cursor?: { readonly column: number; readonly row: number };
}

/** Reads frames into screens. A line that was in the last frame, wherever it stood, is not read again. */
export class ScreenReader {
	readonly #options: { readonly ascii?: boolean; readonly linked?: boolean };
	#columns = 0;
	#known = new Map<string, ScreenLine>();

	/** `ascii`: draw nothing else; `linked`: the terminal bears links. */
	constructor(options: { readonly ascii?: boolean; readonly linked?: boolean } = {}) {
		this.#options = options;
	}

	read(frame: Frame, size: TerminalSize): Screen {
		const known = size.columns === this.#columns ? this.#known : new Map<string, ScreenLine>();
		const seen = new Map<string, ScreenLine>();
		const lines: ScreenLine[] = [];
		for (let row = 0; row < size.rows; row++) {
			const text = frame.lines[row] ?? "";
			const line =
				text === "" ? emptyLine : (seen.get(text) ?? known.get(text) ?? parseLine(text, size.columns, this.#options));
			seen.set(text, line);
			lines.push(line);
		}
		this.#columns = size.columns;
		this.#known = seen;
		const { cursor } = frame;
		const isOnScreen = cursor !== undefined && cursor.row < size.rows && cursor.column < size.columns;
		return { columns: size.columns, rows: size.rows, lines, ...(isOnScreen ? { cursor } : {}) };
	}
}
