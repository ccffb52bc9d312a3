import type { InputEvent } from "../../src/terminal/key.ts";

/** A text being typed, and where in it the cursor is, in UTF-16 units: always between characters. */
export interface PromptText {
	readonly text: string;
	readonly at: number;
}

/** The text of a prompt after a key or a paste; undefined when the event is not about text. */
export function editText({ text, at }: PromptText, event: InputEvent): PromptText | undefined {
	const insert = (more: string): PromptText => ({
		text: text.slice(0, at) + more + text.slice(at),
		at: at + more.length,
	});
	const without = (from: number, to: number): PromptText => ({ text: text.slice(0, from) + text.slice(to), at: from });
	if (event.type === "paste") return insert(event.text.replace(/^[\r\n]+/, "").split(/[\r\n]/, 1)[0] ?? "");
	if (event.type !== "key") return undefined;
	switch (event.chord) {
		case "left":
		case "ctrl-b":
			return { text, at: characterBefore(text, at) };
		case "right":
		case "ctrl-f":
			return { text, at: characterAfter(text, at) };
		case "home":
		case "ctrl-a":
			return { text, at: 0 };
		case "end":
		case "ctrl-e":
			return { text, at: text.length };
		case "ctrl-left":
		case "alt-left":
		case "alt-b":
			return { text, at: wordBefore(text, at) };
		case "ctrl-right":
		case "alt-right":
		case "alt-f":
			return { text, at: wordAfter(text, at) };
		case "backspace":
			return without(characterBefore(text, at), at);
		case "delete":
		case "ctrl-d":
			return without(at, characterAfter(text, at));
		case "ctrl-w":
		case "alt-backspace":
			return without(wordBefore(text, at), at);
		case "alt-d":
			return without(at, wordAfter(text, at));
		case "ctrl-u":
			return without(0, at);
		case "ctrl-k":
			return without(at, text.length);
		default:
			return event.text === undefined ? undefined : insert(event.text);
	}
}

const characters = new Intl.Segmenter();

/** Where the character before begins, as a person counts them: an emoji of several code points is one. */
function characterBefore(text: string, at: number): number {
	let before = 0;
	for (const { index } of characters.segment(text)) {
		if (index >= at) break;
		before = index;
	}
	return before;
}

function characterAfter(text: string, at: number): number {
	for (const { index, segment } of characters.segment(text))
		if (index + segment.length > at) return index + segment.length;
	return text.length;
}

function wordBefore(text: string, at: number): number {
	return text.slice(0, at).replace(/\S*\s*$/, "").length;
}

function wordAfter(text: string, at: number): number {
	return at + (/^\s*\S*/.exec(text.slice(at))?.[0].length ?? 0);
}
