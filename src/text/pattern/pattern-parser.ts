import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../messages/messages.ts";
import { type CharacterTest, namedSets, not, range } from "./character-set.ts";
import { type Boundary, EMPTY, type PatternError, type PatternNode } from "./pattern-node.ts";

type Parsed = Result<PatternNode, PatternError>;

const COUNTED = /\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y;
const CONTROLS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v" };

const AT_BEGIN: PatternNode = boundary(({ begin }) => begin);
const AT_END: PatternNode = boundary(({ end }) => end);
const BOUNDARIES: Readonly<Record<string, PatternNode>> = {
	A: AT_BEGIN,
	z: AT_END,
	b: boundary(({ word }) => word),
	B: boundary(({ word }) => !word),
};

/**
 * Read a regular expression: the part of RE2's syntax that says something about which texts match.
 * Groups do not capture, and whether a repetition is lazy makes no difference. There are no
 * back-references and no looking around (neither has RE2), no flags, and no `\p` and `[:alpha:]`.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function parsePattern(source: string): Parsed {
	return new PatternParser(source).parse();
}

/** Reads a pattern from left to right; lives for one. */
class PatternParser {
	readonly #source: string;
	#at = 0;

	constructor(source: string) {
		this.#source = source;
	}

	parse(): Parsed {
		const tree = this.#choice();
		if (!tree.ok || this.#at === this.#source.length) return tree;
		return this.#wrong(messages.table.pattern.unopened, this.#at, 1);
	}

	#choice(): Parsed {
		const of: PatternNode[] = [];
		do {
			const branch = this.#sequence();
			if (!branch.ok) return branch;
			of.push(branch.value);
		} while (this.#take("|"));
		return ok(of.length === 1 ? (of[0] ?? EMPTY) : { kind: "choice", of });
	}

	#sequence(): Parsed {
		const of: PatternNode[] = [];
		while (this.#at < this.#source.length && !this.#sees("|") && !this.#sees(")")) {
			const item = this.#repeated();
			if (!item.ok) return item;
			of.push(item.value);
		}
		return ok({ kind: "sequence", of });
	}

	#repeated(): Parsed {
		const start = this.#at;
		const count = this.#count();
		if (count !== undefined) return this.#wrong(messages.table.pattern.nothingToRepeat, start, this.#at - start);
		const atom = this.#atom();
		if (!atom.ok) return atom;
		const countAt = this.#at;
		const { least, most } = this.#count() ?? { least: 1, most: 1 };
		if (this.#at === countAt) return atom;
		if (least > most) return this.#wrong(messages.table.pattern.turnedCount, countAt, this.#at - countAt);
		this.#take("?");
		const twiceAt = this.#at;
		if (this.#count() !== undefined) {
			return this.#wrong(messages.table.pattern.repeatedTwice, countAt, this.#at - countAt || this.#at - twiceAt);
		}
		return ok({ kind: "repeat", of: atom.value, least, most });
	}

	/** How often, if that is said here. A brace that holds no number is a brace. */
	#count(): { readonly least: number; readonly most: number } | undefined {
		if (this.#take("*")) return { least: 0, most: Number.POSITIVE_INFINITY };
		if (this.#take("+")) return { least: 1, most: Number.POSITIVE_INFINITY };
		if (this.#take("?")) return { least: 0, most: 1 };
		COUNTED.lastIndex = this.#at;
		const match = COUNTED.exec(this.#source);
		if (match === null) return undefined;
		this.#at += match[0].length;
		const least = Number(match[1]);
		if (match[2] === undefined) return { least, most: least };
		return { least, most: match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]) };
	}

	#atom(): Parsed {
		const start = this.#at;
		const character = this.#next();
		switch (character) {
			case "(":
				return this.#group(start);
			case "[":
				return this.#set(start);
			case ".":
				return ok({ kind: "character", matches: () => true });
			case "^":
				return ok(AT_BEGIN);
			case "$":
				return ok(AT_END);
			case "\\": {
				const place = BOUNDARIES[this.#peek()];
				if (place === undefined) return this.#escaped(start, (matches) => ({ kind: "character", matches }));
				this.#next();
				return ok(place);
			}
			default:
				return ok({ kind: "character", matches: only(character) });
		}
	}

	#group(start: number): Parsed {
		if (this.#sees("?") && !this.#source.startsWith("?:", this.#at)) {
			return this.#wrong(messages.table.pattern.groupKind, start, 3);
		}
		if (this.#take("?")) this.#next();
		const inner = this.#choice();
		if (!inner.ok) return inner;
		return this.#take(")")
			? inner
			: this.#wrong(messages.table.pattern.unclosed("("), start, this.#source.length - start);
	}

	#set(start: number): Parsed {
		const negated = this.#take("^");
		const tests: CharacterTest[] = [];
		// A bracket in the first place is one of the set.
		for (let first = true; first || !this.#sees("]"); first = false) {
			const at = this.#at;
			if (at === this.#source.length) return this.#wrong(messages.table.pattern.unclosed("["), start, at - start);
			if (this.#source.startsWith("[:", at)) return this.#wrong(messages.table.pattern.unknown("[:"), at, 2);
			const low = this.#member(at);
			if (!low.ok) return low;
			const ranged = this.#sees("-") && this.#at + 1 < this.#source.length && this.#source[this.#at + 1] !== "]";
			if (!ranged) {
				tests.push(typeof low.value === "number" ? range(low.value, low.value) : low.value);
				continue;
			}
			this.#next();
			const high = this.#member(this.#at);
			if (!high.ok) return high;
			if (typeof low.value !== "number" || typeof high.value !== "number" || low.value > high.value) {
				return this.#wrong(messages.table.pattern.turnedRange, at, this.#at - at);
			}
			tests.push(range(low.value, high.value));
		}
		this.#next();
		const matches: CharacterTest = (codePoint) => tests.some((test) => test(codePoint));
		return ok({ kind: "character", matches: negated ? not(matches) : matches });
	}

	/** One character of a set, or a set with a letter of its own. */
	#member(start: number): Result<number | CharacterTest, PatternError> {
		const character = this.#next();
		if (character === "\\") return this.#escaped(start, (matches, codePoint) => codePoint ?? matches);
		return ok(character.codePointAt(0) ?? 0);
	}

	/** What stands after a backslash: a set with a letter of its own, or one character. */
	#escaped<T>(start: number, make: (matches: CharacterTest, codePoint?: number) => T): Result<T, PatternError> {
		if (this.#at === this.#source.length) return this.#wrong(messages.table.nothingToEscape, start, 1);
		const character = this.#next();
		const named = namedSets.get(character);
		if (named !== undefined) return ok(make(named));
		const meant = CONTROLS[character] ?? character;
		if (meant === character && /[0-9A-Za-z]/.test(character)) {
			return this.#wrong(messages.table.pattern.unknown(`\\${character}`), start, 2);
		}
		return ok(make(only(meant), meant.codePointAt(0)));
	}

	#peek(): string {
		return String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
	}

	/** Take one character; there is one. */
	#next(): string {
		const character = this.#peek();
		this.#at += character.length;
		return character;
	}

	#sees(character: string): boolean {
		return this.#source[this.#at] === character;
	}

	#take(character: string): boolean {
		if (!this.#sees(character)) return false;
		this.#at++;
		return true;
	}

	#wrong(reason: string, at: number, length: number): { readonly ok: false; readonly failure: PatternError } {
		return fail({ reason, at, length: Math.min(length, this.#source.length - at) });
	}
}

function only(character: string): CharacterTest {
	const codePoint = character.codePointAt(0) ?? 0;
	return range(codePoint, codePoint);
}

function boundary(holds: (boundary: Boundary) => boolean): PatternNode {
	return { kind: "boundary", holds };
}
