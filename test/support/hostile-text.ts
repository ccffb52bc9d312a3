import fc from "fast-check";
import { anyCharacter } from "./any-character.ts";

/**
 * What must not be in anything that is drawn or saved: what a terminal obeys, what turns text round, what cannot be
 * seen, and what is no character. Written down here once more, and not taken from the gate that is tried with it.
 */
const ranges: readonly (readonly [from: number, to: number])[] = [
	[0x00, 0x1f],
	[0x7f, 0x9f],
	[0xd800, 0xdfff],
	[0xad, 0xad],
	[0x34f, 0x34f],
	[0x61c, 0x61c],
	[0x115f, 0x115f],
	[0x1160, 0x1160],
	[0x17b4, 0x17b4],
	[0x17b5, 0x17b5],
	[0x180b, 0x180f],
	[0x200b, 0x200f],
	[0x2028, 0x202e],
	[0x2060, 0x206f],
	[0x3164, 0x3164],
	[0xfdd0, 0xfdef],
	[0xfe00, 0xfe0d],
	[0xfeff, 0xfeff],
	[0xffa0, 0xffa0],
	[0xfff0, 0xfffb],
	[0xfffe, 0xfffe],
	[0xffff, 0xffff],
	[0x1bca0, 0x1bca3],
	[0x1d173, 0x1d17a],
	[0x1fffe, 0x1fffe],
	[0x1ffff, 0x1ffff],
	[0xe0000, 0xe0fff],
	[0x10fffe, 0x10fffe],
	[0x10ffff, 0x10ffff],
];
const disallowed = new RegExp(
	`[${ranges.map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`).join("")}]`,
	"u",
);

const emoji = /\p{RGI_Emoji}/gv;
const flagTags = /[\u{e0000}-\u{e0fff}]/u;

/** What of a line must not be there; undefined when it may be drawn. */
export function disallowedIn(line: string): string | undefined {
	if (!disallowed.test(line)) return undefined;
	// In a family the joiner is what makes it one.
	const others = line.replaceAll(emoji, (one) => (flagTags.test(one) ? one : ""));
	const found = disallowed.exec(others)?.[0];
	return found === undefined ? undefined : `U+${found.codePointAt(0)?.toString(16)} in ${JSON.stringify(line)}`;
}

/** The escape sequences and characters that have been used against the users of tools like this one. */
const corpus = [
	// CSI: clear, move, colours that hide, modes, reports that come back as keys (CVE-2021-25743).
	"\x1b[2J\x1b[H",
	"\x1b[1A\x1b[2K",
	"\x1b[8mhidden\x1b[28m",
	"\x1b[30;40m",
	"\x1b[?1049l",
	"\x1b[?25l\x1b[?2004l",
	"\x1b[6n\x1b[c\x1b[21t",
	"\x1b[>q\x1b[?1003h",
	"\x1b[201~",
	"\x1b[38;5;0;48;5;0m",
	// OSC: title, link, clipboard, colours, in both endings and unfinished.
	"\x1b]0;owned\x07",
	"\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
	"\x1b]8;;http://127.0.0.1:22/\x1b\\click\x1b]8;;\x1b\\",
	"\x1b]52;c;cm0gLXJmIC8=\x07",
	"\x1b]11;?\x1b\\",
	"\x1b]1337;File=inline=1:AAAA\x07",
	"\x1b]",
	// Strings, resets, character sets.
	"\x1bPq#0;2;0;0;0\x1b\\",
	'\x1bP$q"p\x1b\\',
	"\x1b_Ga=T;AAAA\x1b\\",
	"\x1b^pm\x1b\\\x1bXsos\x1b\\",
	"\x1bc",
	"\x1b(0\x0e\x0f",
	"\x1b",
	"\x1b[",
	// C1, alone and as introducers.
	"\x9b2J",
	"\x9d0;owned\x9c",
	"\x90q\x9c\x98\x9e\x9f",
	"\x84\x85\x88\x8d",
	// Other controls.
	"\r\nkubectl delete ns prod\r\n",
	"\b\b\b\x7f\x7f",
	"\0\x07\v\f\t",
	// Direction, invisible, tags, fillers, separators.
	"pod\u202egnp.exe\u202c",
	"\u2066\u2067\u2068\u2069\u061c\u200e\u200f",
	"\u200b\u200c\u200d\u2060\u2063\ufeff\u00ad\u034f",
	"\u{e0001}\u{e0068}\u{e0069}\u{e007f}",
	"🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
	"\u3164\u115f\u1160\uffa0\u17b4\u180e",
	"\u2028\u2029\u0085",
	"\ufff9a\ufffab\ufffb",
	// Wide, combining, emoji, halves of characters, no characters.
	"東京タワー한글",
	"ｗｉｄｅ",
	`a${"\u0301".repeat(40)}`,
	"\u0301\u20dd",
	"👨‍👩‍👧‍👦❤️1️⃣🇯🇵🇯",
	"☕\ufe0e☕\ufe0f\ufe0f",
	"\ud83d",
	"\udc00\ud800",
	"\uffff\u{1fffe}\ufdd0\ufffe",
	"=cmd|' /C calc'!A0",
	'",\n"',
	"__proto__",
	"constructor",
] as const;

/** Bytes read as if they were UTF-8, and as if they were Latin-1, where C1 controls come from. */
const bytes = fc.uint8Array({ maxLength: 12 });
const latin1 = bytes.map((some) => Buffer.from(some).toString("latin1"));
const illFormed = bytes.map((some) => Buffer.from(some).toString("utf8"));

const piece = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...corpus) },
	{ weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
	{ weight: 2, arbitrary: fc.string({ unit: anyCharacter, maxLength: 4 }) },
	fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
	fc.constantFrom(...corpus).chain((one) => fc.nat(one.length).map((end) => one.slice(0, end))),
	fc.constantFrom("pod-0", " ", "x".repeat(90)),
	latin1,
	illFormed,
);

/** A string that somebody may have put into a cluster, a file or an answer to do harm. */
export const hostileText: fc.Arbitrary<string> = fc
	.array(piece, { minLength: 1, maxLength: 4 })
	.map((pieces) => pieces.join(""));
