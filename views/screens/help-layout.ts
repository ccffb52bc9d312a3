import { safeText } from "../../src/text/safe-text.ts";
import { cellWidth, pad } from "../../src/text/width.ts";
import type { HelpSection } from "./help-lines.ts";
import type { PaneLine, PaneSpan } from "./text-pane.ts";

/** A column of the help is not narrower than this, unless the screen is. */
const LEAST_COLUMNS = 58;
/** Nor are there more of them than this. */
const MOST = 3;
const GAP = 3;
/** What stands before a sign, and between it and what it means. */
const INDENT = 2;
const SIGN_GAP = 2;

/** Lay sections out side by side in as many columns as the width has room for, each section whole, in order. */
export function layoutHelp(sections: readonly HelpSection[], width: number): readonly PaneLine[] {
	const count = Math.max(1, Math.min(MOST, Math.floor((width + GAP) / (LEAST_COLUMNS + GAP))));
	const columnWidth = Math.floor((width - GAP * (count - 1)) / count);
	const blocks = sections.map((section) => sectionLines(section, columnWidth));
	const columns = divide(blocks, count);
	const height = Math.max(0, ...columns.map((lines) => lines.length));
	return Array.from({ length: height }, (_, row) => sideBySide(columns, row, columnWidth + GAP));
}

/** The same row of all columns as one line. */
function sideBySide(columns: readonly (readonly PaneLine[])[], row: number, pitch: number): PaneLine {
	let text = "";
	const spans: PaneSpan[] = [];
	columns.forEach((lines, column) => {
		const line = lines[row];
		if (line === undefined) return;
		text = pad(safeText(text), column * pitch);
		for (const span of line.spans ?? []) spans.push({ ...span, from: span.from + text.length });
		text += line.text;
	});
	return { text, tone: "plain", spans };
}

/** Cut the blocks, in order, into columns of which the highest is as low as can be. */
function divide(blocks: readonly (readonly PaneLine[])[], count: number): readonly (readonly PaneLine[])[] {
	const blank: PaneLine = { text: "", tone: "plain" };
	const joined = blocks.flatMap((block, index) => (index === 0 ? [block] : [[blank, ...block]]));
	const heights = joined.map((block) => block.length);
	let most = Math.max(...heights);
	while (columnsOf(heights, most).length > count) most++;
	return columnsOf(heights, most).map(([from, to]) => {
		const lines = joined.slice(from, to).flat();
		return lines[0]?.text === "" ? lines.slice(1) : lines;
	});
}

/** Fill columns of at most `most` lines from the left. */
function columnsOf(heights: readonly number[], most: number): readonly (readonly [number, number])[] {
	const columns: [number, number][] = [];
	let used = 0;
	heights.forEach((height, index) => {
		const last = columns.at(-1);
		if (last === undefined || used + height > most) {
			columns.push([index, index + 1]);
			used = height;
		} else {
			last[1] = index + 1;
			used += height;
		}
	});
	return columns;
}

function sectionLines({ heading, rows }: HelpSection, width: number): readonly PaneLine[] {
	const widest = Math.max(0, ...rows.map(({ sign }) => cellWidth(safeText(sign))));
	const docAt = Math.min(INDENT + widest + SIGN_GAP, Math.floor(width / 2));
	const lines: PaneLine[] = wrapWords(heading, width).map((text) => ({
		text,
		tone: "plain",
		spans: [{ from: 0, length: text.length, token: "title" }],
	}));
	for (const { sign, token, doc } of rows) {
		const label = `${" ".repeat(INDENT)}${sign}`;
		const isLong = cellWidth(safeText(label)) + SIGN_GAP > docAt;
		const docs = wrapWords(doc, width - docAt);
		const spans: readonly PaneSpan[] = [{ from: INDENT, length: sign.length, token }];
		if (isLong) lines.push({ text: label, tone: "plain", spans });
		docs.forEach((text, index) => {
			const before = index === 0 && !isLong ? label : "";
			lines.push({
				text: pad(safeText(before), docAt) + text,
				tone: "plain",
				spans: index === 0 && !isLong ? spans : [],
			});
		});
	}
	return lines;
}

/** Cut between words; a word that is longer than the line is cut where the line ends. */
function wrapWords(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = "";
	for (const word of safeText(text).split(" ")) {
		const longer = line === "" ? word : `${line} ${word}`;
		if (cellWidth(longer) <= width) {
			line = longer;
			continue;
		}
		if (line !== "") lines.push(line);
		line = "";
		for (const { segment } of new Intl.Segmenter().segment(word)) {
			if (cellWidth(line + segment) > width && line !== "") {
				lines.push(line);
				line = "";
			}
			line += segment;
		}
	}
	return [...lines, line];
}
