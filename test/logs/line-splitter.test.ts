import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter } from "../../src/logs/line-splitter.ts";
import { fuzz } from "../support/fuzz.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function split(chunks: readonly Uint8Array[], longestBytes = 1_000): string[] {
	const lines: string[] = [];
	const splitter = new LineSplitter(longestBytes, (bytes, from, to, cutBytes) => {
		lines.push(`${decoder.decode(bytes.subarray(from, to))}${cutBytes > 0 ? ` +${cutBytes}` : ""}`);
	});
	for (const chunk of chunks) splitter.push(chunk);
	splitter.end();
	return lines;
}

/** A text cut at the given places. */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
	const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
	return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe("cutting bytes into lines", () => {
	it.each([
		["a\nb\n", ["a", "b"]],
		["a\r\nb\r\n", ["a", "b"]],
		["no end", ["no end"]],
		["\n\n", ["", ""]],
		["50%\r100%\r\ndone", ["50%\r100%", "done"]],
		["ends in \r", ["ends in "]],
		["", []],
	])("%j", (text, lines) => {
		expect(split([encoder.encode(text)])).toEqual(lines);
	});

	it("cuts a very long line and counts what it leaves out", () => {
		expect(split([encoder.encode(`${"x".repeat(25)}\r\nshort\n`)], 10)).toEqual([`${"x".repeat(10)} +15`, "short"]);
	});

	it("forgets the beginning of a line that broke off", () => {
		const lines: number[] = [];
		const splitter = new LineSplitter(100, (_, from, to) => lines.push(to - from));
		splitter.push(encoder.encode("whole\nbroken o"));
		expect(splitter.begunBytes).toBe(8);
		splitter.forget();
		splitter.push(encoder.encode("next\n"));
		expect(lines).toEqual([5, 4]);
	});

	it("gives the same lines wherever the chunks are cut, within characters too", () =>
		fuzz(
			fc.property(
				fc.array(fc.constantFrom("a", "é", "桜", "🚀", "\n", "\r\n", "\r", " ", "xxxxxxxx"), { maxLength: 60 }),
				fc.array(fc.nat(400), { maxLength: 12 }),
				fc.constantFrom(1, 7, 1_000),
				(parts, places, longestBytes) => {
					const bytes = encoder.encode(parts.join(""));
					expect(split(cutAt(bytes, places), longestBytes)).toEqual(split([bytes], longestBytes));
				},
			),
			20_000,
		));
});
