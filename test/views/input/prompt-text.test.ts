import { expect, test } from "vitest";
import type { InputEvent } from "../../../src/terminal/key.ts";
import { editText } from "../../../views/input/prompt-text.ts";

const key = (chord: string, text?: string): InputEvent =>
	text === undefined ? { type: "key", chord } : { type: "key", chord, text };

test.each<[string, string, InputEvent, string | undefined]>([
	["a letter is added", "ap", key("i", "i"), "api"],
	["a space is added", "api", key("space", " "), "api "],
	["backspace takes one character", "api", key("backspace"), "ap"],
	["backspace takes a whole emoji", "a🗼", key("backspace"), "a"],
	["backspace takes a whole family", "a👨‍👩‍👧", key("backspace"), "a"],
	["backspace takes nothing from nothing", "", key("backspace"), ""],
	["ctrl-u takes everything", "api !done", key("ctrl-u"), ""],
	["ctrl-w takes the last word", "api !done ", key("ctrl-w"), "api "],
	["a key without text is not about text", "api", key("up"), undefined],
	["a paste is added", "node:", { type: "paste", text: "worker-1" }, "node:worker-1"],
	["of a paste of many lines the first is added", "", { type: "paste", text: "one\r\ntwo" }, "one"],
	["the focus is not about text", "api", { type: "focus", focused: true }, undefined],
])("%s", (_name, before, event, after) => {
	expect(editText(before, event)).toBe(after);
});
