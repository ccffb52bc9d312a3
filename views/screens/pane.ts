/** A text that is scrolled and searched with the same keys, whatever it is. */
export interface Pane {
	/** What is searched for; empty when nothing is. */
	readonly term: string;
	scrollBy(rows: number): void;
	/** Show a row at the top; beyond the end, the end. */
	scrollTo(row: number): void;
	page(screens: number): void;
	/** Move sideways by half a screen. */
	shift(step: 1 | -1): void;
	toggleWrap(): void;
	/** Mark a text wherever it stands; an empty one ends the search. */
	search(term: string): void;
	/** Go to the next match, or the one before; false when there is none. */
	next(step: 1 | -1): boolean;
}
