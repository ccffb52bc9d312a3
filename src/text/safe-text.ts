import { clustersOf } from "./clusters.ts";

declare const brand: unique symbol;

/**
 * One line of text that may reach the terminal: no control, no direction override, nothing invisible.
 * Made only by this folder; casting to it anywhere else is a lint error.
 *
 * @see docs/architecture.md, rule 5
 */
export type SafeText = string & { readonly [brand]: true };

/** What is drawn of one text at most, in UTF-16 units; the rest is an ellipsis. */
export const maxTextLength = 4096;

/** More marks than this on one base is decoration; the writing systems that need most need six. */
const maxMarks = 6;

const plain = /^[\x20-\x7e]*$/;
// Everything that is not simply drawn: controls, formats, surrogates, unassigned non-characters, what is
// ignorable by default, line and paragraph separators, and marks (they may lack a base or be piled up).
const suspect = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{M}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const mark = /\p{M}/u;
const tag = /[\u{e0000}-\u{e0fff}]/u;
const pictographic = /\p{Emoji}/u;
let emoji: RegExp | undefined;

/**
 * The gate through which every string from outside goes before it is drawn or quoted.
 *
 * - A tab is a space; other C0 controls and DEL are their pictures (`U+240A` for a line feed), so the result is
 *   always one line.
 * - C1 controls, direction controls, zero-width and tag characters are written out: `<U+202E>`. A joiner inside
 *   an emoji of the standard's list stays.
 * - Lone surrogates and non-characters are `U+FFFD`; so is what exceeds six marks on one base. A mark without a
 *   base gets a dotted circle, so that it cannot climb onto a neighbour.
 * - What exceeds {@link maxTextLength} is cut and ends in an ellipsis.
 *
 * Applying it twice changes nothing.
 *
 * @see https://www.unicode.org/reports/tr36/ (security considerations), CVE-2021-25743
 */
export function safeText(raw: string): SafeText {
	if (raw.length <= maxTextLength) {
		if (plain.test(raw)) return raw as SafeText;
		if (!suspect.test(raw)) return raw as SafeText;
	}
	return rewrite(raw) as SafeText;
}

function rewrite(raw: string): string {
	const source = raw.slice(0, maxTextLength).toWellFormed();
	const drawnClusters: string[] = [];
	let cut = raw.length > maxTextLength;
	let length = 0;
	let marks = 0;
	let base = false;
	for (const segment of clustersOf(source)) {
		let drawn = "";
		if (isEmoji(segment) && !tag.test(segment)) {
			drawn = segment;
			marks = 0;
			base = true;
		} else {
			let before = "";
			for (const character of segment) {
				if (isVariation(character, before)) {
					drawn += character;
				} else if (mark.test(character) && !hidden.test(character)) {
					if (!base) drawn += "\u25cc";
					marks = base ? marks + 1 : 1;
					base = true;
					if (marks <= maxMarks) drawn += character;
					else if (marks === maxMarks + 1) drawn += "\ufffd";
				} else {
					drawn += picture(character);
					marks = 0;
					base = true;
				}
				before = character;
			}
		}
		drawnClusters.push(drawn);
		length += drawn.length;
		if (length > maxTextLength) {
			cut = true;
			break;
		}
	}
	if (!cut) return drawnClusters.join("");
	while (length >= maxTextLength) length -= drawnClusters.pop()?.length ?? length;
	return `${drawnClusters.join("")}\u2026`;
}

/** In the standard's list, which takes longer to compile than the program to start: made when first asked for. */
function isEmoji(segment: string): boolean {
	// A letter or a digit alone is none.
	if (segment.length === 1 && segment < "\xa9") return false;
	emoji ??= /^\p{RGI_Emoji}$/v;
	return emoji.test(segment);
}

/** A choice between text and emoji form of the character before it. */
function isVariation(character: string, before: string): boolean {
	return (character === "\ufe0e" || character === "\ufe0f") && pictographic.test(before);
}

function picture(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	if (code === 0x09) return " ";
	if (code < 0x20) return String.fromCharCode(0x2400 + code);
	if (code === 0x7f) return "\u2421";
	if ((code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)) return "\ufffd";
	if (hidden.test(character)) return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
	return character;
}

/**
 * Write a safe text with safe parts: `` safe`deleted ${name} in ${namespace}` ``. The literal parts are ours and
 * trusted; the compiler refuses a raw string between them.
 */
export function safe(parts: TemplateStringsArray, ...values: readonly (SafeText | number)[]): SafeText {
	let text = parts[0] ?? "";
	for (let index = 0; index < values.length; index++) text += `${values[index]}${parts[index + 1] ?? ""}`;
	return text as SafeText;
}

/** Join safe texts with a separator of ours, e.g. `joinSafe(names, safe`, `)`. */
export function joinSafe(parts: readonly SafeText[], separator: SafeText): SafeText {
	return parts.join(separator) as SafeText;
}
