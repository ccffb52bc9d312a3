import { isWord } from "./pattern-node.ts";

/** Whether a code point belongs to a set. */
export type CharacterTest = (codePoint: number) => boolean;

const BLANK = /^\s$/u;

const isDigit: CharacterTest = (codePoint) => codePoint >= 0x30 && codePoint <= 0x39;
const isBlank: CharacterTest = (codePoint) => BLANK.test(String.fromCodePoint(codePoint));

/** The sets that have a letter of their own: `\d`, `\W`. */
export const namedSets: ReadonlyMap<string, CharacterTest> = new Map([
	["d", isDigit],
	["D", not(isDigit)],
	["w", isWord],
	["W", not(isWord)],
	["s", isBlank],
	["S", not(isBlank)],
]);

/** The characters from one to another, whatever their case. */
export function range(first: number, last: number): CharacterTest {
	const within: CharacterTest = (codePoint) => codePoint >= first && codePoint <= last;
	return (codePoint) => within(codePoint) || cased(codePoint).some(within);
}

/** What is in none of the others. */
export function not(set: CharacterTest): CharacterTest {
	return (codePoint) => !set(codePoint);
}

/** The character in the other case, where it is one character there too. */
function cased(codePoint: number): readonly number[] {
	const text = String.fromCodePoint(codePoint);
	return [text.toLowerCase(), text.toUpperCase()].flatMap((other) => {
		const single = other.codePointAt(0) ?? codePoint;
		return String.fromCodePoint(single) === other ? single : [];
	});
}
