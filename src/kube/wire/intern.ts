const slotCount = 16_384;
const mostWorth = 15;
/** Characters that a hash is made of, at most; equal hashes are told apart by comparing. */
const sampledCharacters = 64;

/**
 * A bounded set of texts. A slot gives way to another text only after that was asked for more often
 * than the kept one was wanted, so that unique texts (UIDs) cannot wash out common ones (nodes,
 * images). What is forgotten costs memory later but is never wrong.
 */
export class TextCache {
	readonly #kept: string[] = Array.from({ length: slotCount }, () => "");
	readonly #worth = new Uint8Array(slotCount);

	/** The text that is kept where `hash` leads; the caller says whether it is the wanted one. */
	at(hash: number): string {
		return this.#kept[slotOf(hash)] as string;
	}

	/** The kept text was the wanted one. */
	hit(hash: number): void {
		const slot = slotOf(hash);
		const worth = this.#worth[slot] as number;
		if (worth < mostWorth) this.#worth[slot] = worth + 1;
	}

	/** It was not; `text` is. */
	miss(hash: number, text: string): void {
		const slot = slotOf(hash);
		const worth = this.#worth[slot] as number;
		if (worth > 0) this.#worth[slot] = worth - 1;
		else this.#kept[slot] = text;
	}
}

function slotOf(hash: number): number {
	return (hash ^ (hash >>> 15)) & (slotCount - 1);
}

/** The step between the characters of a text of this length that are hashed. */
export function sampleStep(length: number): number {
	return length <= sampledCharacters ? 1 : Math.floor(length / sampledCharacters);
}

/** One step of the hash (FNV-1a). */
export function mixHash(hash: number, character: number): number {
	return Math.imul(hash ^ character, 0x01000193);
}

const cache = new TextCache();

/**
 * The one copy of a text that is expected to come again, such as a node's name or a set of labels.
 * Rows that hold it share its memory.
 */
export function internText(text: string): string {
	const { length } = text;
	if (length === 0) return "";
	const step = sampleStep(length);
	let hash = length;
	for (let at = length - 1; at >= 0; at -= step) hash = mixHash(hash, text.charCodeAt(at));
	const kept = cache.at(hash);
	if (kept === text) {
		cache.hit(hash);
		return kept;
	}
	cache.miss(hash, text);
	return text;
}
