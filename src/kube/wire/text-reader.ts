/** Longest text that is looked up; longer ones (messages, scripts) seldom come again. */
const longestKept = 128;
const slotCount = 16_384;
const mostWorth = 15;

const kept: string[] = new Array<string>(slotCount).fill("");
const worth = new Uint8Array(slotCount);

/**
 * Text from UTF-8 bytes. Short ASCII (nearly all of a cluster's strings) is looked up by its bytes
 * in a bounded cache, so that a node's name on ten thousand pods is one string, made once. A slot
 * gives way to another text only after that has asked more often than the kept one was wanted:
 * unique texts (UIDs) cannot wash out common ones.
 */
export function readText(bytes: Buffer, start: number, end: number): string {
	const length = end - start;
	if (length === 0) return "";
	if (length > longestKept) return bytes.toString("utf8", start, end);
	let hash = length;
	for (let at = start; at < end; at++) {
		const byte = bytes[at] as number;
		if (byte > 0x7f) return bytes.toString("utf8", start, end);
		hash = Math.imul(hash ^ byte, 0x01000193);
	}
	const slot = (hash ^ (hash >>> 15)) & (slotCount - 1);
	const candidate = kept[slot] as string;
	const wanted = worth[slot] as number;
	if (candidate.length === length && matches(candidate, bytes, start)) {
		if (wanted < mostWorth) worth[slot] = wanted + 1;
		return candidate;
	}
	const text = bytes.toString("latin1", start, end);
	if (wanted > 0) worth[slot] = wanted - 1;
	else kept[slot] = text;
	return text;
}

function matches(text: string, bytes: Buffer, start: number): boolean {
	for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[start + at]) return false;
	return true;
}
