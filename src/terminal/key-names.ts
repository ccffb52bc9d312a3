/** Keys by the final letter of `CSI ... letter` and `SS3 letter`. */
export const keyByLetter: Readonly<Record<string, string>> = {
	A: "up",
	B: "down",
	C: "right",
	D: "left",
	F: "end",
	H: "home",
	P: "f1",
	Q: "f2",
	R: "f3",
	S: "f4",
};

/** Keys by the number of `CSI number ~`. The two numbers of home and end are VT220's and rxvt's. */
export const keyByNumber: Readonly<Record<number, string>> = {
	1: "home",
	2: "insert",
	3: "delete",
	4: "end",
	5: "pgup",
	6: "pgdn",
	7: "home",
	8: "end",
	11: "f1",
	12: "f2",
	13: "f3",
	14: "f4",
	15: "f5",
	17: "f6",
	18: "f7",
	19: "f8",
	20: "f9",
	21: "f10",
	23: "f11",
	24: "f12",
	25: "f13",
	26: "f14",
	28: "f15",
	29: "f16",
	31: "f17",
	32: "f18",
	33: "f19",
	34: "f20",
};

/** Keys of the application keypad (`SS3 letter`) by what they write. */
export const keypadText: Readonly<Record<string, string>> = {
	X: "=",
	j: "*",
	k: "+",
	l: ",",
	m: "-",
	n: ".",
	o: "/",
	p: "0",
	q: "1",
	r: "2",
	s: "3",
	t: "4",
	u: "5",
	v: "6",
	w: "7",
	x: "8",
	y: "9",
};

const firstFunctional = 57_344;
const lastFunctional = 63_743;
const keypad = "0123456789./*-+";
const keypadNames = ["left", "right", "up", "down", "pgup", "pgdn", "home", "end", "insert", "delete"];

/** What a key code of a CSI u report means. */
export interface CodeMeaning {
	readonly name?: string;
	readonly text?: string;
}

/**
 * The key behind a code point of a CSI u or modifyOtherKeys report; undefined for keys that have no name here
 * (a modifier on its own, media keys).
 *
 * @see https://sw.kovidgoyal.net/kitty/keyboard-protocol/#functional-key-definitions
 */
export function keyByCode(code: number): CodeMeaning | undefined {
	if (code === 8 || code === 127) return { name: "backspace" };
	if (code === 9) return { name: "tab" };
	if (code === 10 || code === 13 || code === 57_414) return { name: "enter" };
	if (code === 27) return { name: "esc" };
	if (code === 32) return { name: "space", text: " " };
	if (code >= 57_376 && code <= 57_387) return { name: `f${code - 57_376 + 13}` };
	if (code >= 57_399 && code <= 57_413) return { text: keypad[code - 57_399] ?? "" };
	if (code === 57_415) return { text: "=" };
	const pad = keypadNames[code - 57_417];
	if (pad !== undefined) return { name: pad };
	if (code < 32 || (code >= 0x80 && code < 0xa0) || code > 0x10ffff) return undefined;
	if ((code >= firstFunctional && code <= lastFunctional) || (code >= 0xd800 && code <= 0xdfff)) return undefined;
	return { text: String.fromCodePoint(code) };
}
