import { type Connections, connect } from "./connect.ts";
import { isWord, type PatternNode } from "./pattern-node.ts";
import { type NumberedNode, numberPositions, type Positions } from "./positions.ts";

/** Sets of positions are bits in words of so many; they are looked up by the byte. */
const WORD = 32;
const BYTE = 8;
const BYTES = 256;

/** Masks of characters that are kept beside those of ASCII; a bound for texts in many scripts. */
const MOST_MASKS = 4_096;
const ASCII = 128;

/** What a boundary may be. */
const BEGIN = 1;
const END = 2;
const OF_WORD = 4;

/** What to do at one sort of boundary. */
interface Step {
	readonly nullable: boolean;
	readonly first: Int32Array;
	readonly last: Int32Array;
	/** For each byte of a set, and each value of it, the set of what may follow. */
	readonly follow: Int32Array;
}

/**
 * Finds a pattern anywhere in a text by keeping the set of all positions it may have come to: one step for
 * each character, whatever the pattern, so that none can be slow. A step looks the next set up by
 * bytes of the last one.
 *
 * Not a class of states made as they are met: of `.*a.{20}` there are a million.
 *
 * @see Gonzalo Navarro, Mathieu Raffinot: New Techniques for Regular Expression Searching. Algorithmica 41 (2004)
 */
export class Automaton {
	readonly #positions: Positions;
	readonly #words: number;
	readonly #bytes: number;
	readonly #asksForBoundaries: boolean;
	readonly #asksForWords: boolean;
	/** By sort of boundary: the sum of what it is. */
	readonly #steps: (Step | undefined)[] = [];
	readonly #asciiMasks: (Int32Array | undefined)[] = [];
	readonly #otherMasks = new Map<number, Int32Array>();
	#states: Int32Array;
	#next: Int32Array;

	constructor(pattern: PatternNode) {
		this.#positions = numberPositions(pattern);
		const count = this.#positions.matches.length;
		this.#bytes = Math.ceil(count / BYTE);
		this.#words = Math.max(1, Math.ceil(count / WORD));
		this.#states = new Int32Array(this.#words);
		this.#next = new Int32Array(this.#words);
		const asked = boundaries(this.#positions.root);
		this.#asksForBoundaries = asked.length > 0;
		const inside = { begin: false, end: false };
		this.#asksForWords = asked.some(
			({ holds }) => holds({ ...inside, word: true }) !== holds({ ...inside, word: false }),
		);
	}

	/** Whether the pattern matches somewhere in the text from one index to another. */
	test(text: string, from: number, to: number): boolean {
		return this.#words === 1 && !this.#asksForWords ? this.#testSmall(text, from, to) : this.#testAny(text, from, to);
	}

	/** As {@link #testAny}, for the many patterns whose sets are one number and that have neither `\b` nor `\B`. */
	#testSmall(text: string, from: number, to: number): boolean {
		const masks = this.#asciiMasks;
		const inside = this.#step(0);
		let { nullable, first, last, follow } = this.#asksForBoundaries && from < to ? this.#step(BEGIN) : inside;
		let states = 0;
		for (let at = from; at < to; at++) {
			if (nullable || (states & (last[0] as number)) !== 0) return true;
			const unit = text.charCodeAt(at);
			let mask = unit < ASCII ? masks[unit] : undefined;
			if (mask === undefined) {
				const codePoint = text.codePointAt(at) as number;
				mask = this.#maskOf(codePoint);
				if (codePoint > 0xffff) at++;
			}
			let next = first[0] as number;
			let row = 0;
			for (let rest = states; rest !== 0; rest >>>= BYTE) {
				next |= follow[row + (rest & (BYTES - 1))] as number;
				row += BYTES;
			}
			states = next & (mask[0] as number);
			({ nullable, first, last, follow } = inside);
			// Nothing has begun, and nothing can begin any more: `^api` is given up at the first other letter.
			if (states === 0 && first[0] === 0) break;
		}
		const end = this.#asksForBoundaries ? this.#step(from < to ? END : BEGIN + END) : inside;
		return end.nullable || (states & (end.last[0] as number)) !== 0;
	}

	#testAny(text: string, from: number, to: number): boolean {
		this.#states.fill(0);
		let before = false;
		let step = this.#step(0);
		for (let at = from; ; ) {
			const codePoint = at < to ? (text.codePointAt(at) as number) : -1;
			if (this.#asksForBoundaries) {
				const after = this.#asksForWords && codePoint >= 0 && isWord(codePoint);
				const edges = (at === from ? BEGIN : 0) + (codePoint < 0 ? END : 0);
				step = this.#step(edges + (before === after ? 0 : OF_WORD));
				before = after;
			}
			if (step.nullable || this.#isAt(step.last)) return true;
			if (codePoint < 0) return false;
			this.#advance(step, (codePoint < ASCII ? this.#asciiMasks[codePoint] : undefined) ?? this.#maskOf(codePoint));
			at += codePoint > 0xffff ? 2 : 1;
		}
	}

	#step(sort: number): Step {
		this.#steps[sort] ??= this.#makeStep(sort);
		return this.#steps[sort];
	}

	#isAt(last: Int32Array): boolean {
		const states = this.#states;
		for (let word = 0; word < states.length; word++) {
			if (((states[word] as number) & (last[word] as number)) !== 0) return true;
		}
		return false;
	}

	#advance({ first, follow }: Step, mask: Int32Array): void {
		const states = this.#states;
		const next = this.#next;
		const words = states.length;
		for (let word = 0; word < words; word++) next[word] = first[word] as number;
		for (let word = 0; word < words; word++) {
			let row = word * (WORD / BYTE) * BYTES;
			for (let rest = states[word] as number; rest !== 0; rest >>>= BYTE) {
				const at = (row + (rest & (BYTES - 1))) * words;
				if ((rest & (BYTES - 1)) !== 0) {
					for (let to = 0; to < words; to++) next[to] = (next[to] as number) | (follow[at + to] as number);
				}
				row += BYTES;
			}
		}
		for (let word = 0; word < words; word++) next[word] = (next[word] as number) & (mask[word] as number);
		this.#states = next;
		this.#next = states;
	}

	/** The positions at which a character may stand. */
	#maskOf(codePoint: number): Int32Array {
		const known = this.#otherMasks.get(codePoint);
		if (known !== undefined) return known;
		const mask = new Int32Array(this.#words);
		for (const [position, matches] of this.#positions.matches.entries()) if (matches(codePoint)) add(mask, position);
		if (codePoint < ASCII) this.#asciiMasks[codePoint] = mask;
		else {
			if (this.#otherMasks.size >= MOST_MASKS) this.#otherMasks.clear();
			this.#otherMasks.set(codePoint, mask);
		}
		return mask;
	}

	#makeStep(sort: number): Step {
		const boundary = { begin: (sort & BEGIN) !== 0, end: (sort & END) !== 0, word: (sort & OF_WORD) !== 0 };
		const { nullable, first, last, follow } = connect(this.#positions.root, this.#positions.matches.length, boundary);
		return { nullable, first: this.#setOf(first), last: this.#setOf(last), follow: this.#followTable(follow) };
	}

	#setOf(positions: Iterable<number>): Int32Array {
		const set = new Int32Array(this.#words);
		for (const position of positions) add(set, position);
		return set;
	}

	#followTable(follow: Connections["follow"]): Int32Array {
		const words = this.#words;
		const table = new Int32Array(this.#bytes * BYTES * words);
		const sets = follow.map((positions) => this.#setOf(positions));
		for (let byte = 0; byte < this.#bytes; byte++) {
			for (let value = 1; value < BYTES; value++) {
				// All but the lowest bit stand in the table already.
				const lowest = BYTE * byte + 31 - Math.clz32(value & -value);
				const rest = (byte * BYTES + (value & (value - 1))) * words;
				const at = (byte * BYTES + value) * words;
				for (let word = 0; word < words; word++) {
					table[at + word] = (table[rest + word] ?? 0) | (sets[lowest]?.[word] ?? 0);
				}
			}
		}
		return table;
	}
}

function add(set: Int32Array, position: number): void {
	const word = Math.floor(position / WORD);
	set[word] = (set[word] ?? 0) | (1 << (position % WORD));
}

/** All that asks for a certain sort of boundary. */
function boundaries(node: NumberedNode): readonly (NumberedNode & { readonly kind: "boundary" })[] {
	switch (node.kind) {
		case "position":
			return [];
		case "boundary":
			return [node];
		case "again":
			return boundaries(node.of);
		default:
			return node.of.flatMap(boundaries);
	}
}
