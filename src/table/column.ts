import type { LocalUrl } from "../text/local-url.ts";

/**
 * What a cell says about health. Meaning is decided here; the colour for it belongs to the theme,
 * and a glyph or a word always says the same.
 */
export type Tone = "plain" | "muted" | "ok" | "attention" | "broken" | "finished" | "unknown";

/** Whether what has this tone calls for somebody: it is broken, about to be, or nobody knows. */
export function isUnwell(tone: Tone): boolean {
	return tone === "broken" || tone === "attention" || tone === "unknown";
}

/**
 * What the numbers of a column count, so that a filter can compare them: `cpu>500m`, `mem>1Gi`, `age<2h`,
 * `mem%l>=90`, `restarts>3`. Millicores, bytes and milliseconds need not be whole.
 */
export type Unit = "millicores" | "bytes" | "milliseconds" | "percent" | "count";

/**
 * One column of a table, as data. `R` is the row; `L` is what is joined in only when the row
 * becomes text (the time, usage), so that a row never changes because a clock ticked.
 */
export interface Column<R, L> {
	/** Stable name: what `sort:` and a typed filter term use, e.g. `cpu`. Unique in a table. */
	readonly id: string;
	/** Heading in the words of Kubernetes, upper case; not translated. */
	readonly title: string;
	/** Where a cell that is too long is cut: at its end, or in its middle where its end tells rows apart. */
	readonly cut?: "middle";
	/** Numbers are right-aligned so that their digits line up. */
	readonly align?: "right";
	/**
	 * 0 is always drawn; on a narrow screen the highest priority goes first. Columns of priority 1 and 2
	 * are drawn beside others at their least width, those from 3 on only where all others have their ideal one.
	 */
	readonly priority: number;
	/** Only drawn when the user asked for wide. */
	readonly wide?: true;
	/** Least and most cells the column takes; content decides in between. */
	readonly minWidth?: number;
	readonly maxWidth?: number;
	/** Cells the column should have before a column of priority 3 or more is drawn; the least when left out. */
	readonly idealWidth?: number;
	/** The cell. May hold raw text from the cluster: the renderer makes it safe. `n/a` for absent. */
	text(row: R, live: L): string;
	/** The cell in fewer words, for where {@link text} does not fit. */
	brief?(row: R, live: L): string;
	/** Sort key; the text when left out. `undefined` sorts last in both directions. */
	order?(row: R, live: L): number | string | undefined;
	/** A filter may compare the column's numbers, which are `order`, or `value` where there is one. */
	readonly unit?: Unit;
	/**
	 * The number in `unit` where `order` is not it: an age is sorted by a moment. Undefined for what is
	 * not known, which no comparison matches.
	 */
	value?(row: R, live: L): number | undefined;
	/** The first press of the sort key sorts from high to low. */
	readonly descending?: true;
	tone?(row: R, live: L): Tone;
	/** The page of our own that the cell leads to, where the terminal knows links. */
	link?(row: R, live: L): LocalUrl | undefined;
	/** The text changes without the row changing: with the clock, or when usage is polled. */
	readonly live?: "time" | "usage";
	/** The capital that sorts by this column, as in k9s, e.g. `C`. */
	readonly sortKey?: string;
}
