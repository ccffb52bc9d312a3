import stringWidth from "string-width";
import { clustersOf, unusualParts } from "./clusters.ts";
import type { SafeText } from "./safe-text.ts";
import { isSingleCells } from "./single-cell.ts";

const ellipsis = "\u2026";
/** Of a sequence that a terminal obeys the whole is left out, whatever it is made of. */
const sequence = /[\x1b\x9b]/;

/**
 * Cells a text takes on the screen: East Asian width of each grapheme cluster, ambiguous ones narrow. The same
 * measure as the layout's, so that what we pad is what it places.
 *
 * @see https://www.unicode.org/reports/tr11/
 */
export function cellWidth(text: string): number {
	if (isSingleCells(text)) return text.length;
	if (sequence.test(text)) return stringWidth(text);
	return unusualParts(text).reduce((width, part) => width + stringWidth(part) - part.length, text.length);
}

/** Which part of a text gives way when it is too long. */
export type CutAt = "start" | "middle" | "end";

/** Shorten to at most `width` cells, with an ellipsis where something was cut. Never splits a cluster. */
export function truncate(text: SafeText, width: number, where: CutAt = "end"): SafeText {
	if (width <= 0) return "" as SafeText;
	if (isSingleCells(text)) {
		if (text.length <= width) return text;
		const kept = width - 1;
		const head = where === "end" ? kept : where === "start" ? 0 : Math.ceil(kept / 2);
		return `${text.slice(0, head)}${ellipsis}${text.slice(text.length - (kept - head))}` as SafeText;
	}
	if (cellWidth(text) <= width) return text;
	const clusters = clustersOf(text);
	const kept = width - 1;
	const headWidth = where === "end" ? kept : where === "start" ? 0 : Math.ceil(kept / 2);
	const head = take(clusters, headWidth);
	const tail = take(clusters.reverse(), kept - headWidth).reverse();
	return `${head.join("")}${ellipsis}${tail.join("")}` as SafeText;
}

function take(clusters: readonly string[], width: number): string[] {
	const taken: string[] = [];
	let left = width;
	for (const cluster of clusters) {
		left -= cellWidth(cluster);
		if (left < 0) break;
		taken.push(cluster);
	}
	return taken;
}

/** Cut to at most `width` cells, where no ellipsis is wanted. Never splits a cluster. */
export function clip(text: SafeText, width: number): SafeText {
	if (isSingleCells(text)) return text.slice(0, Math.max(0, width)) as SafeText;
	return take(clustersOf(text), width).join("") as SafeText;
}

/** Fill up with spaces to `width` cells; a longer text stays as it is. */
export function pad(text: SafeText, width: number, align: "left" | "right" = "left"): SafeText {
	const missing = width - cellWidth(text);
	if (missing <= 0) return text;
	const spaces = " ".repeat(missing);
	return (align === "left" ? text + spaces : spaces + text) as SafeText;
}

/** Make a text exactly `width` cells: cut or filled. What a table cell is. */
export function fitCell(
	text: SafeText,
	width: number,
	align: "left" | "right" = "left",
	where: CutAt = "end",
): SafeText {
	return pad(truncate(text, width, where), width, align);
}
