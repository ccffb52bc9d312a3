/** What lies at the place between two characters, or before the first or after the last one. */
export interface Boundary {
	readonly begin: boolean;
	readonly end: boolean;
	/** On one side of it, and only there, stands a character of a word: `[0-9A-Za-z_]`. */
	readonly word: boolean;
}

/** What a regular expression says. */
export type PatternNode =
	/** One character of a set, told by its code point. */
	| { readonly kind: "character"; readonly matches: (codePoint: number) => boolean }
	/** No character, but only at certain places. */
	| { readonly kind: "boundary"; readonly holds: (boundary: Boundary) => boolean }
	| { readonly kind: "sequence"; readonly of: readonly PatternNode[] }
	| { readonly kind: "choice"; readonly of: readonly PatternNode[] }
	/** `most` may be infinite. */
	| { readonly kind: "repeat"; readonly of: PatternNode; readonly least: number; readonly most: number };

/** Why a pattern cannot be read, and where. */
export interface PatternError {
	/** A sentence's part, safe to draw. */
	readonly reason: string;
	/** In UTF-16 units of the pattern; the length may be 0 at its end. */
	readonly at: number;
	readonly length: number;
}

/** Matches nothing and is always there. */
export const EMPTY: PatternNode = { kind: "sequence", of: [] };

/** Whether a code point belongs to a word. */
export function isWord(codePoint: number): boolean {
	return (
		(codePoint >= 0x61 && codePoint <= 0x7a) ||
		(codePoint >= 0x30 && codePoint <= 0x39) ||
		(codePoint >= 0x41 && codePoint <= 0x5a) ||
		codePoint === 0x5f
	);
}
