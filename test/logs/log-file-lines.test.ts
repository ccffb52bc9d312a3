import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FileLine, LogFileLines } from "../../src/logs/log-file-lines.ts";
import { fuzz } from "../support/fuzz.ts";

function read(text: string, chunk = 4_096): FileLine[] {
	const lines: FileLine[] = [];
	const reader = new LogFileLines((line) => lines.push(line));
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
	reader.end();
	return lines;
}

const time = "2026-01-02T03:04:05.123456789Z";

describe("a log's file", () => {
	it("of a runtime: pieces become lines again, each stream by itself", () => {
		const text = `${time} stdout P one \n${time} stderr F other\n${time} stdout P two \n${time} stdout F three\n${time} stderr F \n`;
		expect(read(text).map(({ stream, text: said }) => `${stream}: ${said}`)).toEqual([
			"stderr: other",
			"stdout: one two three",
			"stderr: ",
		]);
		expect(read(text)[0]?.stamp).toEqual({ seconds: 1_767_323_045, nanos: 123_456_789 });
	});

	it("of a daemon: entries without a line feed go on in the next", () => {
		const entry = (log: string): string => `${JSON.stringify({ log, stream: "stdout", time })}\n`;
		expect(read(entry("one ") + entry("two\n") + entry("three\r\n")).map(({ text }) => text)).toEqual([
			"one two",
			"three",
		]);
	});

	it("in no such form: each line as it is", () => {
		const text = 'plain\n2026-01-02 stdout F no time\n{"log":5}\n';
		expect(read(text).map((line) => line.text)).toEqual(text.trimEnd().split("\n"));
	});

	it("that ends in the middle: what has begun is shown", () => {
		expect(read(`${time} stdout P begun`)).toEqual([
			{ stamp: { seconds: 1_767_323_045, nanos: 123_456_789 }, stream: "stdout", text: "begun", cutBytes: 0 },
		]);
	});

	it("gives back what was written, however it was cut into pieces and chunks", () =>
		fuzz(
			fc.property(
				fc.array(
					fc.array(fc.string({ unit: fc.constantFrom("a", "桜", " ", "{", '"'), maxLength: 6 }), {
						minLength: 1,
						maxLength: 4,
					}),
				),
				fc.integer({ min: 1, max: 50 }),
				(lines, chunk) => {
					const text = lines
						.map((pieces) =>
							pieces
								.map((piece, index) => `${time} stdout ${index === pieces.length - 1 ? "F" : "P"} ${piece}\n`)
								.join(""),
						)
						.join("");
					expect(read(text, chunk).map((line) => line.text)).toEqual(lines.map((pieces) => pieces.join("")));
				},
			),
			20_000,
		));
});
