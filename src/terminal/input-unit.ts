import { type Background, backgroundAnswer, readBackground } from "./background.ts";
import type { InputEvent } from "./key.ts";
import { characterEvent } from "./key-event.ts";
import { consoleEvent, csiEvent, ss3Event } from "./key-sequence.ts";

/** The first thing in a piece of input. */
export interface InputUnit {
	/** UTF-16 units it takes. */
	readonly length: number;
	/** Absent when it is swallowed. */
	readonly event?: InputEvent;
	/** The terminal has told what it draws on. */
	readonly background?: Background;
	/** The terminal has told that it is well: it has shown all that came before it was asked. */
	readonly status?: true;
	/** Text from here to `CSI 201 ~` is pasted. */
	readonly pasteBegins?: true;
}

const escape = "\x1b";
/** Introducers of sequences that run to a string terminator: OSC, DCS, APC. (No terminal sends PM or SOS: alt-^, alt-X.) */
const stringIntroducers = new Set(["]", "P", "_"]);
/** No sequence of a terminal is this long; what is gets dropped, so that noise cannot fill the memory. */
const longestSequence = 8192;

/**
 * Take the first unit from `text`: a character, or a whole escape sequence whether it is known or not.
 *
 * @returns undefined when more input is needed to tell what it is
 * @see https://ecma-international.org/publications-and-standards/standards/ecma-48/ section 5.4
 */
export function nextUnit(text: string): InputUnit | undefined {
	if (text[0] !== escape) return characterUnit(text, 0);
	const second = text[1];
	if (second === undefined) return undefined;
	if (second === escape) {
		if (text[2] === undefined) return undefined;
		if (text[2] === "[" || text[2] === "O") return sequenceUnit(text, 2, true);
		return { length: 1, event: { type: "key", chord: "esc" } };
	}
	if (second === "[" || second === "O") return sequenceUnit(text, 1, false);
	if (stringIntroducers.has(second)) return stringUnit(text);
	return characterUnit(text, 1);
}

function characterUnit(text: string, at: number): InputUnit {
	const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
	return unit(at + character.length, characterEvent(character, at > 0));
}

function sequenceUnit(text: string, introducer: number, withAlt: boolean): InputUnit | undefined {
	const found =
		text[introducer] === "O" ? ss3Unit(text, introducer + 1, withAlt) : csiUnit(text, introducer + 1, withAlt);
	if (found === undefined && text.length > longestSequence) return { length: text.length };
	return found;
}

function csiUnit(text: string, start: number, withAlt: boolean): InputUnit | undefined {
	const first = text[start];
	if (first === "[") {
		const final = text[start + 1];
		return final === undefined ? undefined : unit(start + 2, consoleEvent(final));
	}
	// The mouse report from before SGR: three characters of any value follow.
	if (first === "M") return text.length < start + 4 ? undefined : { length: start + 4 };
	let at = start;
	for (; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < 0x20 || code > 0x7e) return aborted(text, at);
		const isRxvtShift = text[at] === "$" && /^\d+$/.test(text.slice(start, at));
		if (code < 0x40 && !isRxvtShift) continue;
		const parameters = text.slice(start, at);
		const final = text[at] ?? "";
		if (parameters === "200" && final === "~") return { length: at + 1, pasteBegins: true };
		if (final === "n" && (parameters === "0" || parameters === "3")) return statusUnit(at + 1, withAlt);
		return unit(at + 1, csiEvent(parameters, final, withAlt));
	}
	return undefined;
}

/** No key with alt: an ESC that stands before an answer was typed just before it came. */
function statusUnit(length: number, afterEscape: boolean): InputUnit {
	return afterEscape ? { length, status: true, event: { type: "key", chord: "esc" } } : { length, status: true };
}

function ss3Unit(text: string, start: number, withAlt: boolean): InputUnit | undefined {
	for (let at = start; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= 0x30 && code <= 0x39) continue;
		if (code < 0x21 || code > 0x7e) return aborted(text, at);
		return unit(at + 1, ss3Event(text.slice(start, at), text[at] ?? "", withAlt));
	}
	return undefined;
}

/** A character that cannot be in a sequence ends it; CAN and SUB go with it, others stand for themselves. */
function aborted(text: string, at: number): InputUnit {
	return { length: text[at] === "\x18" || text[at] === "\x1a" ? at + 1 : at };
}

function stringUnit(text: string): InputUnit | undefined {
	for (let at = 2; at < text.length; at++) {
		const character = text[at];
		if (character === "\x18" || character === "\x1a") return { length: at + 1 };
		if (character === "\x07") return ended(text, at, at + 1);
		if (character === escape) {
			if (at + 1 === text.length) return undefined;
			return ended(text, at, text[at + 1] === "\\" ? at + 2 : at);
		}
		// The rest of an answer was lost: what is typed next is no part of it.
		if (at >= backgroundAnswer.length && text.startsWith(backgroundAnswer) && !/[0-9a-frgb:#/]/i.test(character ?? ""))
			return { length: at };
	}
	return text.length > longestSequence ? { length: text.length } : undefined;
}

function ended(text: string, at: number, length: number): InputUnit {
	const background = text[1] === "]" ? readBackground(text.slice(2, at)) : undefined;
	return background === undefined ? { length } : { length, background };
}

function unit(length: number, event: InputEvent | undefined): InputUnit {
	return event === undefined ? { length } : { length, event };
}
