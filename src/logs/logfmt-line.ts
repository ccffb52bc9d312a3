import { taken } from "./json-line.ts";
import type { RecognisedLine } from "./recognised-line.ts";

/** `key=value` or `key="a value"`, with a key as programs write them. */
const pair = /([A-Za-z_@][\w.@/-]*)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?=\s|$)\s*/y;

/** A line that is nothing but pairs, two at least: `level=info msg="it works" took=12ms`. */
export function logfmtLine(text: string): RecognisedLine | undefined {
	const fields = readPairs(text, 0);
	if (fields === undefined || fields.length < 2) return undefined;
	return { format: "logfmt", ...taken(fields, text) };
}

/** The pairs from an index to the end of a text; undefined where anything else stands. */
export function readPairs(text: string, from: number): [string, string][] | undefined {
	const fields: [string, string][] = [];
	let at = from;
	while (at < text.length && text[at] === " ") at++;
	while (at < text.length) {
		pair.lastIndex = at;
		const match = pair.exec(text);
		if (match === null) return undefined;
		const [whole, name = "", value = ""] = match;
		fields.push([name, value.startsWith('"') ? unquoted(value) : value]);
		at += whole.length;
	}
	return fields;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/** What Go's `%q` and its like have quoted. */
export function unquoted(quoted: string): string {
	return quoted
		.slice(1, -1)
		.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^]))/g, (_, wide?: string, narrow?: string, one?: string) =>
			one === undefined ? String.fromCharCode(Number.parseInt(wide ?? narrow ?? "0", 16)) : (escapes[one] ?? one),
		);
}
