/** Strings kept in each of the two generations. */
const generationSize = 8192;

let young = new Map<string, string>();
let old = new Map<string, string>();

/**
 * The one copy of a string that is expected to come again: node names, images, label texts. Rows
 * that hold it share its memory. The cache is bounded: a string that nobody asked for while two
 * generations filled up is forgotten, which costs memory later but is never wrong.
 */
export function internText(text: string): string {
	if (text === "") return "";
	let kept = young.get(text);
	if (kept !== undefined) return kept;
	kept = old.get(text) ?? text;
	if (young.size >= generationSize) {
		old = young;
		young = new Map();
	}
	young.set(kept, kept);
	return kept;
}
