import { beforeEach, expect, it } from "vitest";
import { EscapeChord } from "../../src/shells/escape-chord.ts";
import { ManualClock } from "../support/manual-clock.ts";

let clock: ManualClock;
let typed: string;
let chords: string[];
let chord: EscapeChord;

beforeEach(() => {
	clock = new ManualClock();
	typed = "";
	chords = [];
	chord = new EscapeChord(clock, {
		typed: (bytes) => void (typed += Buffer.from(bytes).toString()),
		chord: (meaning) => chords.push(meaning),
	});
});

const type = (...texts: readonly string[]): void => {
	for (const text of texts) chord.feed(Buffer.from(text));
};

it.each([
	["plain", ["\x1d", "d"], "leave"],
	["in one read, with more before and after", ["ls\x1ddls"], "leave"],
	["to end it", ["\x1dx"], "end"],
	["with kitty's keyboard protocol", ["\x1b[93;5u", "d"], "leave"],
	["with all keys reported and let go again", ["\x1b[93;5:1u\x1b[93;5:3u\x1b[57442;1:3u", "\x1b[100u"], "leave"],
	["with xterm's modified keys", ["\x1b[27;5;93~x"], "end"],
] as const)("is heard %s", (_how, texts, meaning) => {
	type(...texts);
	expect(chords).toEqual([meaning]);
	expect(typed).toBe(texts[0].startsWith("ls") ? "ls" : "");
});

it.each([
	["before another key", ["\x1d", "t"], "\x1dt"],
	["before a key that is a sequence", ["\x1d\x1b[A", "b"], "\x1d\x1b[Ab"],
	["typed twice, once", ["\x1d\x1d", "d"], "\x1dd"],
	["in kitty's way, twice", ["\x1b[93;5u\x1b[93;5u"], "\x1b[93;5u"],
	["before wide letters", ["\x1d価格"], "\x1d価格"],
] as const)("goes on %s", (_how, texts, arrives) => {
	type(...texts);
	expect(chords).toEqual([]);
	expect(typed).toBe(arrives);
});

it("goes on by itself when nothing follows: an editor keeps it", async () => {
	type("\x1d");
	await clock.advance(999);
	expect(typed).toBe("");
	await clock.advance(1);
	expect(typed).toBe("\x1d");
	type("d");
	expect([typed, chords]).toEqual(["\x1dd", []]);
	expect(clock.waiting).toBe(0);
});
