import { singleCellClass } from "./single-cell.ts";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

// Between two characters of the class a cluster always ends; one beside another character may be of that one's cluster.
const beside = `[${singleCellClass}]`;
const other = `[^${singleCellClass}]+`;
const unusual = new RegExp(`${beside}?${other}(?:${beside}${other})*${beside}?`, "g");

/** Grapheme clusters of a text, in order. What stands by itself anyway is not segmented, for that takes long. */
export function clustersOf(text: string): string[] {
	const clusters: string[] = [];
	let at = 0;
	for (const { 0: part, index } of text.matchAll(unusual)) {
		for (; at < index; at++) clusters.push(text.charAt(at));
		for (const { segment } of graphemes.segment(part)) clusters.push(segment);
		at += part.length;
	}
	for (; at < text.length; at++) clusters.push(text.charAt(at));
	return clusters;
}

/** The parts of a text that hold anything but characters of a cell each, with the neighbours that may join them. */
export function unusualParts(text: string): readonly string[] {
	return text.match(unusual) ?? [];
}
