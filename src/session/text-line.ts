import type { Tone } from "../table/column.ts";

/** One line of a text about an object; raw, the view makes it safe. */
export interface TextLine {
	readonly text: string;
	readonly tone: Tone | "heading";
	/** So many UTF-16 units of it from {@link labelFrom} on name what the rest says. */
	readonly labelFrom?: number;
	readonly labelLength?: number;
}

/** Cells for the names of facts. */
const LABEL_COLUMNS = 14;

/** A fact: its name and what it is. */
export function fact(name: string, value: string, indent = 0, tone: Tone = "plain"): TextLine {
	const label = name.padEnd(LABEL_COLUMNS - indent);
	const before = " ".repeat(indent);
	return { text: `${before}${label} ${value}`, tone, labelFrom: indent, labelLength: label.length };
}

/** A heading with a blank line above. */
export function heading(text: string): readonly TextLine[] {
	return [
		{ text: "", tone: "plain" },
		{ text, tone: "heading" },
	];
}
