import type { Chord } from "../../src/terminal/key.ts";

const named: Readonly<Record<string, string>> = {
	enter: "\r",
	tab: "\t",
	esc: "\x1b",
	backspace: "\x7f",
	space: " ",
	"ctrl-space": "\0",
	"shift-tab": "\x1b[Z",
};
const letters: Readonly<Record<string, string>> = {
	up: "A",
	down: "B",
	right: "C",
	left: "D",
	end: "F",
	home: "H",
	f1: "P",
	f2: "Q",
	f3: "R",
	f4: "S",
};
const numbers: Readonly<Record<string, number>> = {
	insert: 2,
	delete: 3,
	pgup: 5,
	pgdn: 6,
	f5: 15,
	f6: 17,
	f7: 18,
	f8: 19,
	f9: 20,
	f10: 21,
	f11: 23,
	f12: 24,
};

/** What a terminal of today (xterm) sends for a key. */
export function chordBytes(chord: Chord): string {
	const plain = named[chord];
	if (plain !== undefined) return plain;
	const found = /^(ctrl-)?(alt-)?(shift-)?(.+)$/s.exec(chord);
	const [, ctrl, alt, shift, key = ""] = found ?? [];
	const modifiers = 1 + (shift ? 1 : 0) + (alt ? 2 : 0) + (ctrl ? 4 : 0);
	const letter = letters[key];
	if (letter !== undefined) return modifiers === 1 ? `\x1b[${letter}` : `\x1b[1;${modifiers}${letter}`;
	const number = numbers[key];
	if (number !== undefined) return `\x1b[${number}${modifiers === 1 ? "" : `;${modifiers}`}~`;
	if (Array.from(key).length !== 1) throw new Error(`no terminal sends ${chord}`);
	const character = ctrl ? String.fromCharCode(key.toUpperCase().charCodeAt(0) & 0x1f) : key;
	return alt ? `\x1b${character}` : character;
}
