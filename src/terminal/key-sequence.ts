import type { InputEvent } from "./key.ts";
import { keyEvent, mouseEvent } from "./key-event.ts";
import { keyByCode, keyByLetter, keyByNumber, keypadText } from "./key-names.ts";

const shiftBit = 1;
const altBit = 2;
const release = 3;
/** rxvt writes modifiers into the last character instead of a parameter. */
const rxvtFinal: Readonly<Record<string, number>> = { "~": 1, $: 2, "^": 5, "@": 6 };

/**
 * What a complete `CSI` sequence means.
 *
 * @param parameters everything between `CSI` and the final character
 * @param withAlt an ESC stood before the sequence
 * @returns undefined for what is no key (reports, unknown sequences): it is swallowed
 */
export function csiEvent(parameters: string, final: string, withAlt: boolean): InputEvent | undefined {
	if (parameters.startsWith("<")) {
		if (final !== "M" && final !== "m") return undefined;
		return mouseEvent(parameters.slice(1).split(";").map(Number), final === "m");
	}
	if (!/^[0-9:;]*$/.test(parameters)) return undefined;
	const fields = parameters.split(";");
	const modifiers = modifierOf(fields[1], withAlt);
	if (modifiers === undefined) return undefined;
	const first = Number.parseInt(fields[0] || "0", 10);
	if (parameters === "" && (final === "I" || final === "O")) return { type: "focus", focused: final === "I" };
	if (final === "u") return codeEvent(fields, modifiers);
	if (final === "Z") return keyEvent({ name: "tab" }, 1 + ((modifiers - 1) | shiftBit));
	if (final === "~" && first === 27 && fields.length === 3) return codeEvent([fields[2] ?? ""], modifiers);
	const rxvt = rxvtFinal[final];
	if (rxvt !== undefined) {
		const name = keyByNumber[first];
		return name === undefined ? undefined : keyEvent({ name }, final === "~" ? modifiers : rxvt);
	}
	if (fields.length > 2 || first > 1) return undefined;
	const name = keyByLetter[final];
	if (name !== undefined) return keyEvent({ name }, modifiers);
	const shifted = parameters === "" && /^[a-d]$/.test(final) ? keyByLetter[final.toUpperCase()] : undefined;
	return shifted === undefined ? undefined : keyEvent({ name: shifted }, 2);
}

/** What `SS3 modifiers final` means: cursor and function keys, and the application keypad. */
export function ss3Event(parameters: string, final: string, withAlt: boolean): InputEvent | undefined {
	const modifiers = modifierOf(parameters, withAlt);
	if (modifiers === undefined) return undefined;
	if (final === "M") return keyEvent({ name: "enter" }, modifiers);
	const name = keyByLetter[final];
	if (name !== undefined) return keyEvent({ name }, modifiers);
	const text = keypadText[final];
	return text === undefined ? undefined : keyEvent({ text }, modifiers);
}

/** The first function keys of the Linux console: `CSI [ A` to `CSI [ E`. */
export function consoleEvent(final: string): InputEvent | undefined {
	const number = "ABCDE".indexOf(final) + 1;
	return number === 0 ? undefined : keyEvent({ name: `f${number}` }, 1);
}

/** `code:shifted:base ; modifiers:event ; text` of the kitty protocol; the plain forms have less. */
function codeEvent(fields: readonly string[], modifiers: number): InputEvent | undefined {
	const [code = "", shifted = ""] = (fields[0] ?? "").split(":");
	const meaning = keyByCode(Number.parseInt(code, 10));
	if (meaning === undefined) return undefined;
	const isShifted = ((modifiers - 1) & 1) !== 0;
	const other = isShifted && shifted !== "" ? keyByCode(Number.parseInt(shifted, 10)) : undefined;
	return other?.text === undefined ? keyEvent(meaning, modifiers) : keyEvent(other, modifiers);
}

/** Modifiers without caps and num lock; undefined when the report is of a key let go. */
function modifierOf(field: string | undefined, withAlt: boolean): number | undefined {
	const [value = "", kind = "1"] = (field ?? "").split(":");
	if (Number.parseInt(kind, 10) === release) return undefined;
	const bits = Math.max(0, Number.parseInt(value || "1", 10) - 1) & 63;
	return 1 + (withAlt ? bits | altBit : bits);
}
