import { jsonLine } from "./json-line.ts";
import { klogLine } from "./klog-line.ts";
import { levelInText } from "./level-words.ts";
import type { LogLevel } from "./log-view.ts";
import { logfmtLine } from "./logfmt-line.ts";

/** What a line says, as far as its form is known. Texts are raw. */
export interface RecognisedLine {
	readonly format: "json" | "logfmt" | "klog" | "text";
	readonly level: LogLevel | undefined;
	/** What it says besides its fields; the whole line where no fields are known. */
	readonly message: string;
	/** All of it by name, in its order; what is nested as `a.b`. */
	readonly fields: readonly (readonly [name: string, value: string])[];
	/** Names among the fields that level, message and time were taken from. */
	readonly used: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

/** Recognise a line by its form, without its colours. What is in no form we know is a text, with a level if it names one. */
export function recogniseLine(text: string): RecognisedLine {
	return (
		jsonLine(text) ??
		klogLine(text) ??
		logfmtLine(text) ?? { format: "text", level: levelInText(text), message: text, fields: [], used: nothing }
	);
}
