import { expect, test } from "vitest";
import type { InputEvent } from "../../../src/terminal/key.ts";
import { editText, type PromptText } from "../../../views/input/prompt-text.ts";

const key = (chord: string, text?: string): InputEvent =>
	text === undefined ? { type: "key", chord } : { type: "key", chord, text };

/** A text with `|` where the cursor is. */
function typed(marked: string): PromptText {
	return { text: marked.replace("|", ""), at: marked.indexOf("|") };
}

const paste = (text: string): InputEvent => ({ type: "paste", text });

test.each<[string, string, InputEvent, string | undefined]>([
	["a letter is added", "ap|", key("i", "i"), "api|"],
	["a letter goes where the cursor is", "a|i", key("p", "p"), "ap|i"],
	["a space is added", "api|", key("space", " "), "api |"],
	["backspace takes the character before", "ap|i", key("backspace"), "a|i"],
	["backspace takes a whole emoji", "a🗼|", key("backspace"), "a|"],
	["backspace takes a whole family", "a👨‍👩‍👧|b", key("backspace"), "a|b"],
	["backspace takes nothing from nothing", "|", key("backspace"), "|"],
	["delete takes the character behind", "a|東b", key("delete"), "a|b"],
	["ctrl-d does, too", "a|b", key("ctrl-d"), "a|"],
	["delete takes nothing at the end", "ab|", key("delete"), "ab|"],
	["left goes over a whole emoji", "a👨‍👩‍👧|b", key("left"), "a|👨‍👩‍👧b"],
	["left stops", "|a", key("left"), "|a"],
	["right goes over a wide character", "|東b", key("right"), "東|b"],
	["right stops", "a|", key("right"), "a|"],
	["home", "api !do|ne", key("home"), "|api !done"],
	["ctrl-a", "ap|i", key("ctrl-a"), "|api"],
	["end", "|api", key("end"), "api|"],
	["ctrl-e", "|api", key("ctrl-e"), "api|"],
	["a word to the left", "api !done|", key("ctrl-left"), "api |!done"],
	["a word to the right", "|api !done", key("alt-f"), "api| !done"],
	["ctrl-u takes what is before", "api !do|ne", key("ctrl-u"), "|ne"],
	["ctrl-k takes what is behind", "api !do|ne", key("ctrl-k"), "api !do|"],
	["ctrl-w takes the word before", "api !done |x", key("ctrl-w"), "api |x"],
	["alt-d takes the word behind", "api| !done x", key("alt-d"), "api| x"],
	["a key without text is not about text", "api|", key("up"), undefined],
	["a paste goes where the cursor is", "node:| x", paste("worker-1"), "node:worker-1| x"],
	["of a paste of many lines the first is added", "|", paste("one\r\ntwo"), "one|"],
	["or the first that says something", "a|", paste("\r\n\n b\n"), "a b|"],
	["the focus is not about text", "api|", { type: "focus", focused: true }, undefined],
])("%s", (_name, before, event, after) => {
	expect(editText(typed(before), event)).toEqual(after === undefined ? undefined : typed(after));
});
