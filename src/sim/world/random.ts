/** A stream of pseudo-random numbers that depends on its seed alone. */
export interface Random {
	/** In [0, 1). */
	next(): number;
	/** A whole number in [0, below). */
	below(below: number): number;
	/** In [low, high). */
	between(low: number, high: number): number;
	/** One of a list that is not empty. */
	pick<T>(list: readonly T[]): T;
	/** Characters of the alphabet Kubernetes makes names from (no vowels, no look-alikes). */
	suffix(length: number): string;
	/** A version 4 UUID. */
	uuid(): string;
	/** A stream of its own, so that draws from one do not shift another. */
	fork(name: string): Random;
}

/** @see k8s.io/apimachinery `pkg/util/rand` */
const NAME_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/** Make a stream: mulberry32, seeded by a hash of the text. */
export function createRandom(seed: string): Random {
	let state = hash(seed);
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (limit: number): number => Math.floor(next() * limit);
	const hex = (digits: number): string => Array.from({ length: digits }, () => below(16).toString(16)).join("");
	return {
		next,
		below,
		between: (low, high) => low + next() * (high - low),
		pick: (list) => list[below(list.length)] as (typeof list)[number],
		suffix: (length) => Array.from({ length }, () => NAME_ALPHABET[below(NAME_ALPHABET.length)]).join(""),
		uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[below(4)]}${hex(3)}-${hex(12)}`,
		fork: (name) => createRandom(`${seed}/${name}`),
	};
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	}
	return value >>> 0;
}
