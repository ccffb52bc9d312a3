import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textSegments, withoutLooks } from "../../src/logs/text-segments.ts";
import { fuzz } from "../support/fuzz.ts";
import { hostileText } from "../support/hostile-text.ts";

describe("the looks of a line", () => {
	it.each([
		["plain", [{ text: "plain" }]],
		["\x1b[31mred\x1b[0m not", [{ text: "red", color: "red" }, { text: " not" }]],
		[
			"\x1b[1;4;92mall\x1b[22mless",
			[
				{ text: "all", bold: true, underline: true, color: "greenBright" },
				{ text: "less", bold: false, underline: true, color: "greenBright" },
			],
		],
		[
			"\x1b[38;5;208mx\x1b[48;2;1;2;255my\x1b[39;49mz",
			[
				{ text: "x", color: "ansi256(208)" },
				{ text: "y", color: "ansi256(208)", background: "#0102ff" },
				{ text: "z" },
			],
		],
		["\x1b[8mhidden\x1b[5mblinks", [{ text: "hidden" }, { text: "blinks" }]],
		["\x1b[2J\x1b]0;title\x07\x1b[31", [{ text: "\u241b[2J\u241b]0;title\u2407\u241b[31" }]],
		["\x1b[31m", [{ text: "", color: "red" }]],
	])("%j", (raw, segments) => {
		expect(textSegments(raw)).toEqual(segments);
	});

	it("hide nothing and let nothing through that a terminal would obey", () =>
		fuzz(
			fc.property(
				fc.array(fc.oneof(hostileText, fc.constantFrom("\x1b[", "31", "m", ";", ":", "38;5;", "\x1b[0m", "text"))),
				(parts) => {
					const raw = parts.join("");
					const text = textSegments(raw)
						.map((segment) => segment.text)
						.join("");
					// oxlint-disable-next-line no-control-regex -- none of them may be there
					expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
					expect(withoutLooks(raw).length === 0).toBe(text.length === 0);
				},
			),
			100_000,
		));
});
