import fc from "fast-check";

const SURROGATES = 0x800;

/**
 * A unit of `fc.string`: any code point that is no half of a pair. The one of fast-check's own, "binary", makes a map of
 * them all before the first string: a second and 130 MB in each process.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
	.integer({ min: 0, max: 0x10ffff - SURROGATES })
	.map((place) => String.fromCodePoint(place < 0xd800 ? place : place + SURROGATES), placeOf);

/** The way back: by it `fc.string` knows which of its dangerous strings are made of such units. */
function placeOf(character: unknown): number {
	const code = typeof character === "string" ? character.codePointAt(0) : undefined;
	if (code === undefined || String.fromCodePoint(code) !== character || /\p{Cs}/u.test(character))
		throw new Error("not one character");
	return code < 0xd800 ? code : code - SURROGATES;
}
