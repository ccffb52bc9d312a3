import type { KeyEvent, MouseEvent } from "./key.ts";
import { type CodeMeaning, keyByCode } from "./key-names.ts";

/** Modifiers as terminals number them: one more than the sum of these bits. */
const shift = 1;
const alt = 2;
const ctrl = 4;
/** Super, hyper and meta: no command has them, and a key with one of them is not the key without. */
const foreign = 8 | 16 | 32;

/**
 * Name a key with its modifiers.
 *
 * @param modifiers the parameter as sent: 1 + the sum of shift 1, alt 2, ctrl 4, super 8, ... ; 0 counts as 1
 * @returns undefined for a combination that has no chord
 */
export function keyEvent(meaning: CodeMeaning, modifiers: number): KeyEvent | undefined {
	const bits = Math.max(0, modifiers - 1);
	if (bits & foreign) return undefined;
	if (meaning.name !== undefined && meaning.name !== "space") {
		return { type: "key", chord: `${prefix(bits)}${meaning.name}` };
	}
	const raw = meaning.text ?? "";
	if (raw === "") return undefined;
	if (bits & (ctrl | alt)) {
		const key = meaning.name ?? (bits & ctrl ? raw.toLowerCase() : bits & shift ? raw.toUpperCase() : raw);
		return { type: "key", chord: `${prefix(bits & ~shift)}${key}` };
	}
	const text = bits & shift ? raw.toUpperCase() : raw;
	return { type: "key", chord: meaning.name ?? text, text };
}

function prefix(bits: number): string {
	return `${bits & ctrl ? "ctrl-" : ""}${bits & alt ? "alt-" : ""}${bits & shift ? "shift-" : ""}`;
}

/** A key that came as one plain character or control byte; `withAlt` when ESC stood before it. */
export function characterEvent(character: string, withAlt: boolean): KeyEvent | undefined {
	const code = character.codePointAt(0) ?? 0;
	const modifiers = withAlt ? 1 + alt : 1;
	if (code === 0) return keyEvent({ name: "space", text: " " }, modifiers + ctrl);
	if (code >= 1 && code <= 26 && !controlIsKey.has(code)) {
		return keyEvent({ text: String.fromCharCode(code + 0x60) }, modifiers + ctrl);
	}
	if (code >= 28 && code <= 31) return keyEvent({ text: String.fromCharCode(code + 0x40) }, modifiers + ctrl);
	if (character === "\ufffd") return undefined;
	const meaning = keyByCode(code);
	return meaning && keyEvent(meaning, modifiers);
}

/** Backspace, tab, line feed and return are keys of their own. */
const controlIsKey = new Set([8, 9, 10, 13]);

const buttons = ["left", "middle", "right", "none"] as const;

/**
 * A mouse report in SGR form.
 *
 * @param fields button code, column and row counting from 1
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Extended-coordinates
 */
export function mouseEvent(fields: readonly number[], released: boolean): MouseEvent | undefined {
	const [code, column, row] = fields;
	if (code === undefined || column === undefined || row === undefined || column < 1 || row < 1) return undefined;
	if (code >= 128) return undefined;
	const wheel = (code & 64) !== 0;
	if (wheel && (code & 2) !== 0) return undefined;
	const action = wheel
		? code & 1
			? "wheel-down"
			: "wheel-up"
		: code & 32
			? "drag"
			: released || (code & 3) === 3
				? "release"
				: "press";
	return {
		type: "mouse",
		action,
		button: wheel ? "none" : (buttons[code & 3] ?? "none"),
		column: column - 1,
		row: row - 1,
		shift: (code & 4) !== 0,
		alt: (code & 8) !== 0,
		ctrl: (code & 16) !== 0,
	};
}
