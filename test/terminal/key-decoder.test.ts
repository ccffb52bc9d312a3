import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InputEvent } from "../../src/terminal/key.ts";
import { escapeDelayMs, KeyDecoder } from "../../src/terminal/key-decoder.ts";
import { fuzz } from "../support/fuzz.ts";
import { ManualClock } from "../support/manual-clock.ts";

function decoder(delayMs = 20): { clock: ManualClock; events: InputEvent[]; feed(bytes: string | Uint8Array): void } {
	const clock = new ManualClock();
	const events: InputEvent[] = [];
	const keys = new KeyDecoder({ clock, escapeDelayMs: delayMs, emit: (event) => events.push(event) });
	return { clock, events, feed: (bytes) => keys.feed(typeof bytes === "string" ? Buffer.from(bytes) : bytes) };
}

/** Events as short words: chords, and what is not a key in braces. */
function words(events: readonly InputEvent[]): string[] {
	return events.map((event) => {
		if (event.type === "key") return event.chord;
		if (event.type === "paste") return `{paste ${event.text}}`;
		if (event.type === "focus") return event.focused ? "{focus}" : "{blur}";
		const modifiers = `${event.ctrl ? "ctrl-" : ""}${event.alt ? "alt-" : ""}${event.shift ? "shift-" : ""}`;
		return `{${modifiers}${event.action} ${event.button} ${event.column},${event.row}}`;
	});
}

const table: [string, string[]][] = [
	["j", ["j"]],
	["J", ["J"]],
	["jjj", ["j", "j", "j"]],
	[" -/", ["space", "-", "/"]],
	["é価😀", ["é", "価", "😀"]],
	["\r", ["enter"]],
	["\n", ["enter"]],
	["\t", ["tab"]],
	["\x7f\b", ["backspace", "backspace"]],
	["\x00\x03\x04\x15\x1a", ["ctrl-space", "ctrl-c", "ctrl-d", "ctrl-u", "ctrl-z"]],
	["\x1c\x1d\x1e\x1f", ["ctrl-\\", "ctrl-]", "ctrl-^", "ctrl-_"]],
	["\x1bx\x1bX\x1b\x7f\x1b\r\x1b ", ["alt-x", "alt-X", "alt-backspace", "alt-enter", "alt-space"]],
	["\x1b\x04", ["ctrl-alt-d"]],
	["\x1b[A\x1b[B\x1b[C\x1b[D", ["up", "down", "right", "left"]],
	["\x1bOA\x1bOB\x1bOC\x1bOD", ["up", "down", "right", "left"]],
	["\x1b[H\x1b[F\x1bOH\x1bOF", ["home", "end", "home", "end"]],
	["\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~", ["home", "insert", "delete", "end", "pgup", "pgdn"]],
	["\x1bOP\x1bOQ\x1bOR\x1bOS\x1b[15~\x1b[24~", ["f1", "f2", "f3", "f4", "f5", "f12"]],
	["\x1b[[A\x1b[[E", ["f1", "f5"]],
	["\x1b[1;5A\x1b[1;2D\x1b[1;3C\x1b[1;8B", ["ctrl-up", "shift-left", "alt-right", "ctrl-alt-shift-down"]],
	["\x1b[3;5~\x1b[1;2R\x1b[15;6~", ["ctrl-delete", "shift-f3", "ctrl-shift-f5"]],
	["\x1b[Z\x1b[1;2Z", ["shift-tab", "shift-tab"]],
	["\x1b[a\x1b[3^\x1b[3$\x1b[3@", ["shift-up", "ctrl-delete", "shift-delete", "ctrl-shift-delete"]],
	["\x1b\x1b[A\x1b\x1bOP", ["alt-up", "alt-f1"]],
	["\x1bOp\x1bOM\x1bOj\x1bO5A", ["0", "enter", "*", "ctrl-up"]],
	// CSI u (kitty) and modifyOtherKeys
	["\x1b[27u\x1b[13u\x1b[9;2u\x1b[127;5u", ["esc", "enter", "shift-tab", "ctrl-backspace"]],
	["\x1b[100;5u\x1b[105;5u\x1b[120;3u\x1b[32;5u", ["ctrl-d", "ctrl-i", "alt-x", "ctrl-space"]],
	["\x1b[97:65;2u\x1b[97;2u\x1b[97;66u", ["A", "A", "A"]],
	["\x1b[97;1:3u\x1b[97;1:2u\x1b[1;1:3A", ["a"]],
	["\x1b[27;5;9~\x1b[27;6;13~\x1b[27;5;46~", ["ctrl-tab", "ctrl-shift-enter", "ctrl-."]],
	["\x1b[57399u\x1b[57414u\x1b[57419u\x1b[57376u", ["0", "enter", "up", "f13"]],
	["\x1b[57441u\x1b[100;9u\x1b[1;9A", []],
	// Mouse, focus, paste
	["\x1b[<0;1;1M\x1b[<0;1;1m", ["{press left 0,0}", "{release left 0,0}"]],
	[
		"\x1b[<64;10;5M\x1b[<65;10;5M\x1b[<81;300;5M",
		["{wheel-up none 9,4}", "{wheel-down none 9,4}", "{ctrl-wheel-down none 299,4}"],
	],
	["\x1b[<2;3;4M\x1b[<36;3;4M\x1b[<66;1;1M\x1b[<128;1;1M\x1b[<0;0;1M", ["{press right 2,3}", "{shift-drag left 2,3}"]],
	["\x1b[I\x1b[O", ["{focus}", "{blur}"]],
	["\x1b[200~dd\r:q\x1b[201~j", ["{paste dd\r:q}", "j"]],
	["\x1b[200~\x1b[201~", ["{paste }"]],
	["\x1b[200~価\x1b[31m\x03 \x1b[201\x1b[201~", ["{paste 価\x1b[31m\x03 \x1b[201}"]],
	// Swallowed whole: reports, unknown sequences, strings, broken bytes
	["\x1b[?1;2c\x1b[>41;354;0c\x1b[24;80R\x1b[0n\x1b[?2026;2$y\x1b[8;50;200t", []],
	["\x1b[M !!x\x1b[99~\x1b[1;2;3D\x1b[5 qx", ["x", "x"]],
	["\x1b]11;rgb:0000/0000/0000\x1b\\\x1b]0;dd\x07\x1bP>|xterm(1)\x1b\\\x1b_Gok\x1b\\", []],
	["\x1b[1\x18j\x1b[\x1b[A\x1b]x\x1b[B", ["j", "up", "down"]],
	["\u0085\u009b", []],
	["\x1b[201~", []],
];

describe("what comes from a terminal", () => {
	it.each(table)("%j", (bytes, expected) => {
		const { events, feed } = decoder();
		feed(bytes);
		expect(words(events)).toEqual(expected);
	});

	it.each(table)("%j, cut at every byte", (text, expected) => {
		const bytes = Buffer.from(text);
		for (let cut = 0; cut <= bytes.length; cut++) {
			const { events, feed } = decoder();
			feed(bytes.subarray(0, cut));
			feed(bytes.subarray(cut));
			expect(words(events), `cut at ${cut}`).toEqual(expected);
		}
		const { events, feed } = decoder();
		for (const byte of bytes) feed(Uint8Array.of(byte));
		expect(words(events), "byte by byte").toEqual(expected);
	});

	it("comes out the same however the line cuts it", async () => {
		await fuzz(
			fc.property(
				fc.array(fc.constantFrom(...table), { minLength: 1, maxLength: 8 }),
				fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 }),
				(entries, cuts) => {
					const bytes = Buffer.from(entries.map(([text]) => text).join(""));
					const { events, feed } = decoder();
					for (let at = 0, turn = 0; at < bytes.length; turn++) {
						const length = cuts[turn % cuts.length] ?? 1;
						feed(bytes.subarray(at, at + length));
						at += length;
					}
					expect(words(events)).toEqual(entries.flatMap(([, expected]) => expected));
				},
			),
			100_000,
		);
	});

	it("never throws and never tells a control character as text, whatever the bytes", async () => {
		await fuzz(
			fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), (chunks) => {
				const { events, feed } = decoder();
				for (const chunk of chunks) feed(chunk);
				for (const event of events) {
					if (event.type === "key") expect(event.text ?? "").not.toMatch(/[\p{Cc}\ufffd]/u);
				}
			}),
			300_000,
		);
	});
});

describe("a lone escape", () => {
	it("is a key when nothing follows in time", async () => {
		const { clock, events, feed } = decoder(20);
		feed("\x1b");
		await clock.advance(19);
		expect(events).toEqual([]);
		await clock.advance(1);
		expect(words(events)).toEqual(["esc"]);
		feed("j");
		expect(words(events)).toEqual(["esc", "j"]);
	});

	it("pressed twice is two", async () => {
		const { clock, events, feed } = decoder();
		feed("\x1b\x1b");
		await clock.advance(20);
		expect(words(events)).toEqual(["esc", "esc"]);
	});

	it.each(["\x1b[D", "\x1b[3~", "\x1b[1;5D", "\x1bOD", "\x1b[<64;1;1M", "\x1b[100;5u", "\x1b[99~"])(
		"before the rest of %j, torn apart by the line, never lets a letter out",
		async (sequence) => {
			const whole = decoder();
			whole.feed(sequence);
			for (let cut = 1; cut < sequence.length; cut++) {
				const { clock, events, feed } = decoder();
				feed(sequence.slice(0, cut));
				await clock.advance(400);
				feed(sequence.slice(cut));
				await clock.advance(1000);
				const expected = cut === 1 ? ["esc", ...words(whole.events)] : words(whole.events);
				expect(words(events), `cut at ${cut}`).toEqual(expected);
			}
		},
	);

	it("followed by the key [ tells it after the hold", async () => {
		const { clock, events, feed } = decoder();
		feed("\x1b");
		await clock.advance(100);
		feed("[[");
		await clock.advance(499);
		expect(words(events)).toEqual(["esc"]);
		await clock.advance(1);
		expect(words(events)).toEqual(["esc", "[", "["]);
	});

	it("leaves the key [ alone a while later", async () => {
		const { clock, events, feed } = decoder();
		feed("\x1b");
		await clock.advance(600);
		feed("[");
		expect(words(events)).toEqual(["esc", "["]);
	});

	it("waits longer where the line may tear sequences", () => {
		expect(escapeDelayMs({ TERM: "xterm-256color" })).toBe(20);
		expect(escapeDelayMs({ SSH_CONNECTION: "10.0.0.1 5 10.0.0.2 22" })).toBe(150);
		expect(escapeDelayMs({ TMUX: "/tmp/tmux-0/default,1,0" })).toBe(150);
		expect(escapeDelayMs({ TERM: "screen-256color" })).toBe(150);
	});
});

describe("an unfinished sequence", () => {
	it("that is a mere introducer is dropped after a second", async () => {
		const { clock, events, feed } = decoder();
		feed("\x1b[");
		await clock.advance(1000);
		feed("j");
		feed("\x1b]");
		await clock.advance(1000);
		feed("k");
		expect(words(events)).toEqual(["j", "k"]);
	});

	it("does not fill the memory and ends in time", () => {
		const { events, feed } = decoder();
		feed(`\x1b]${"x".repeat(10_000)}`);
		feed(`\x1b[${"1;".repeat(10_000)}`);
		feed("j");
		expect(words(events)).toEqual(["j"]);
	});

	it("of a paste leaves a way out of a dead keyboard, and no key in it is obeyed", async () => {
		const { clock, events, feed } = decoder();
		feed("\x1b[200~rm -rf");
		await clock.advance(4999);
		feed("\x03");
		expect(events).toEqual([]);
		await clock.advance(5000);
		feed("\x03");
		feed("j");
		expect(words(events)).toEqual(["{paste rm -rf\x03}", "j"]);
	});
});
