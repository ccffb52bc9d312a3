import type { InputEvent } from "../../src/terminal/key.ts";

/** The text of a prompt after a key or a paste; undefined when the event is not about text. */
export function editText(text: string, event: InputEvent): string | undefined {
	if (event.type === "paste") return text + (event.text.split(/[\r\n]/, 1)[0] ?? "");
	if (event.type !== "key") return undefined;
	switch (event.chord) {
		case "backspace":
			return text.slice(0, lastCharacterAt(text));
		case "ctrl-u":
			return "";
		case "ctrl-w":
			return text.replace(/\S*\s*$/, "");
		default:
			return event.text === undefined ? undefined : text + event.text;
	}
}

/** Where the last character as a person counts them begins: an emoji of several code points is one. */
function lastCharacterAt(text: string): number {
	let at = 0;
	for (const { index } of new Intl.Segmenter().segment(text)) at = index;
	return at;
}
