import { LOW_ROWS } from "../../src/cli/skeleton.ts";
import type { TerminalSize } from "../../src/terminal/terminal.ts";

/** Which rows of the screen belong to what, counted from the top. */
export interface Geometry {
	readonly columns: number;
	readonly headerRows: number;
	/** First row of the body, and how many it has. */
	readonly bodyTop: number;
	readonly bodyRows: number;
	/** Rows of the palette's answers, between body and bottom line. */
	readonly answerRows: number;
	/** Rows of the rule above them. */
	readonly answerRules: number;
	/** The frame is not drawn below this size. */
	readonly fits: boolean;
}

const LEAST_COLUMNS = 40;
const LEAST_ROWS = 8;

/** Divide the screen: header, title and rule above the body; rule and key bar below it. */
export function geometry(size: TerminalSize, headerShown: boolean, answers: number): Geometry {
	const low = size.rows < LOW_ROWS;
	const headerRows = headerShown && !low ? 1 : 0;
	const bodyTop = headerRows + 1 + (low ? 0 : 1);
	const below = low ? 1 : 2;
	const room = Math.max(1, size.rows - bodyTop - below);
	const rules = answers > 0 && !low ? 1 : 0;
	const answerRows = Math.min(answers, Math.max(0, room - rules - 3));
	return {
		columns: size.columns,
		headerRows,
		bodyTop,
		bodyRows: room - answerRows - rules,
		answerRules: rules,
		answerRows,
		fits: size.columns >= LEAST_COLUMNS && size.rows >= LEAST_ROWS,
	};
}

/** Whether rules are drawn between the parts of the frame. */
export function hasRules(size: TerminalSize): boolean {
	return size.rows >= LOW_ROWS;
}
