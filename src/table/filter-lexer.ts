import { fail, ok, type Result } from "../base/result.ts";
import { messages } from "../text/messages/messages.ts";
import type { FilterError, Place } from "./filter-tree.ts";

/** One character of a word. */
export interface WordCharacter {
	readonly character: string;
	/** Quoted or escaped, so that it means only itself. */
	readonly literal: boolean;
	/** Index of the character in the whole text. */
	readonly at: number;
}

/** The least parts of a filter. */
export type Token =
	| (Place & { readonly type: "or" | "open" | "close" | "not" | "fuzzy" })
	| (Place & { readonly type: "word"; readonly characters: readonly WordCharacter[] })
	/** `/source/` */
	| (Place & { readonly type: "pattern"; readonly source: string })
	/** `-l selector` */
	| (Place & { readonly type: "labels"; readonly selector: string });

const BLANK = /\s/;
const MARKS: Readonly<Record<string, "or" | "open" | "close">> = { "|": "or", "(": "open", ")": "close" };

/** Of a label selector, as long as it is not quoted: `app in (web, api),tier=front`. */
const SELECTOR = /(?:\([^()]*\)|\s+(?:not)?in\s*(?=\()|[^\s|()"])+/y;
const LABELS_FLAG = /-l(?=\s|$)\s*/y;
const PATTERN = /\/((?:\\[^]|[^\\/])*)\/(\w*)/y;

/** Take a filter apart. */
export function tokenize(text: string): Result<readonly Token[], FilterError> {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const character = text[at] ?? "";
		if (BLANK.test(character)) {
			at++;
			continue;
		}
		const token = tokenAt(text, at, tokens.at(-1)?.type === "fuzzy");
		if (!token.ok) return token;
		tokens.push(token.value);
		at += token.value.length;
	}
	return ok(tokens);
}

function tokenAt(text: string, at: number, wordOnly: boolean): Result<Token, FilterError> {
	const character = text[at] ?? "";
	const mark = MARKS[character];
	if (mark !== undefined) return ok({ type: mark, at, length: 1 });
	if (wordOnly) return wordAt(text, at);
	if (character === "!") return ok({ type: "not", at, length: 1 });
	if (character === "~") return ok({ type: "fuzzy", at, length: 1 });
	if (character === "/") return patternAt(text, at);
	LABELS_FLAG.lastIndex = at;
	const flag = LABELS_FLAG.exec(text);
	return flag === null ? wordAt(text, at) : labelsAt(text, at, flag[0].length);
}

function patternAt(text: string, at: number): Result<Token, FilterError> {
	PATTERN.lastIndex = at;
	const match = PATTERN.exec(text);
	if (match === null) return fail({ message: messages.table.openPattern, at, length: text.length - at });
	const [whole, source = "", flags = ""] = match;
	const end = at + whole.length;
	// Case never matters; `i` is what fingers add.
	if ((flags !== "" && flags !== "i") || !endsTerm(text, end)) {
		const after = wordEnd(text, end);
		const flagsAt = end - flags.length;
		return fail({ message: messages.table.afterPattern, at: flagsAt, length: Math.max(1, after - flagsAt) });
	}
	return ok({ type: "pattern", source, at, length: whole.length });
}

function labelsAt(text: string, at: number, flagLength: number): Result<Token, FilterError> {
	const start = at + flagLength;
	if (text[start] === '"') {
		const quoted = wordAt(text, start);
		if (!quoted.ok || quoted.value.type !== "word") return quoted;
		const selector = quoted.value.characters.map(({ character }) => character).join("");
		return ok({ type: "labels", selector, at, length: flagLength + quoted.value.length });
	}
	SELECTOR.lastIndex = start;
	const selector = SELECTOR.exec(text)?.[0] ?? "";
	return ok({ type: "labels", selector, at, length: flagLength + selector.length });
}

/** A word as a shell would take it: bare and quoted stretches that stand together. */
function wordAt(text: string, start: number): Result<Token, FilterError> {
	const characters: WordCharacter[] = [];
	let quoteAt: number | undefined;
	let at = start;
	for (; at < text.length && (quoteAt !== undefined || !endsTerm(text, at)); at++) {
		const character = text[at] ?? "";
		if (character === '"') {
			quoteAt = quoteAt === undefined ? at : undefined;
		} else if (character === "\\") {
			if (at + 1 === text.length) return fail({ message: messages.table.nothingToEscape, at, length: 1 });
			characters.push({ character: oneLine(text[++at] ?? ""), literal: true, at });
		} else {
			characters.push({ character: oneLine(character), literal: quoteAt !== undefined, at });
		}
	}
	if (quoteAt !== undefined) {
		return fail({ message: messages.table.openQuote, at: quoteAt, length: text.length - quoteAt });
	}
	return ok({ type: "word", characters, at: start, length: at - start });
}

/** A line feed parts cells where words are looked for; pasted within quotes it is a blank like any other. */
function oneLine(character: string): string {
	return character === "\n" ? " " : character;
}

function wordEnd(text: string, from: number): number {
	let at = from;
	while (at < text.length && !endsTerm(text, at)) at++;
	return at;
}

function endsTerm(text: string, at: number): boolean {
	const character = text[at];
	return character === undefined || BLANK.test(character) || MARKS[character] !== undefined;
}
