import { mixHash, sampleStep, TextCache } from "./intern.ts";

/** Longest text that is looked up; longer ones (messages, scripts) seldom come again. */
const longestKept = 128;

const cache = new TextCache();

/**
 * Text from UTF-8 bytes. Short ASCII (nearly all of a cluster's strings) is looked up by its bytes,
 * so that a node's name on ten thousand pods is one string, made once.
 */
export function readText(bytes: Buffer, start: number, end: number): string {
	const length = end - start;
	if (length === 0) return "";
	if (length > longestKept) return bytes.toString("utf8", start, end);
	const step = sampleStep(length);
	let hash = length;
	for (let at = end - 1; at >= start; at -= step) hash = mixHash(hash, bytes[at] as number);
	const kept = cache.at(hash);
	if (kept.length === length && matches(kept, bytes, start)) {
		cache.hit(hash);
		return kept;
	}
	const text = bytes.toString("utf8", start, end);
	// As many characters as bytes: ASCII, or replacement characters, which no byte can match.
	if (text.length === length) cache.miss(hash, text);
	return text;
}

function matches(text: string, bytes: Buffer, start: number): boolean {
	for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false;
	return true;
}
