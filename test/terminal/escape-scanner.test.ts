import fc from "fast-check";
import { expect, it } from "vitest";
import { EscapeScanner } from "../../src/terminal/escape-scanner.ts";
import { fuzz } from "../support/fuzz.ts";

/** What a scanner tells of these pieces; neighbouring texts are one. */
function told(...pieces: readonly Uint8Array[]): readonly string[] {
	const all: string[] = [];
	let text = "";
	const flush = (): void => {
		if (text !== "") all.push(`text ${text}`);
		text = "";
	};
	const scanner = new EscapeScanner({
		text: (bytes) => {
			text += Buffer.from(bytes).toString("latin1");
		},
		escape(escape) {
			flush();
			all.push(escape.type === "csi" ? `csi ${escape.body} ${escape.final}` : `${escape.type} ${escape.body}`);
		},
	});
	for (const piece of pieces) scanner.feed(piece);
	flush();
	return all;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

it("tells text from instructions", () => {
	expect(told(bytes("a\x1b[1;31mb\x1b=\x1b(B\x1b]2;title\x07c\x1bPq#0\x07\x1b\\d\r\n"))).toEqual([
		"text a",
		"csi 1;31 m",
		"text b",
		"plain =",
		"plain (B",
		"string 2;title",
		"text c",
		"string q#0\x07",
		"text d\r\n",
	]);
});

it("an instruction that is broken off is none: by CAN, or by the next one", () => {
	expect(told(bytes("\x1b[12\x18a\x1b]2;x\x1b[mb"))).toEqual(["text a", "string 2;x", "csi  m", "text b"]);
});

it("tells the same however the bytes are cut, and never more of one than is needed to know it", async () => {
	const piece = fc.constantFrom(
		"a",
		"\x1b",
		"[",
		"]",
		"?",
		"1049",
		"h",
		";",
		"\x07",
		"\\",
		"P",
		"\x18",
		"é",
		"m",
		"x".repeat(200),
	);
	await fuzz(
		fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat(300), { maxLength: 6 }), (parts, cuts) => {
			const whole = bytes(parts.join(""));
			const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).toSorted((a, b) => a - b), whole.length];
			const pieces = at.slice(1).map((end, index) => whole.subarray(at[index], end));
			expect(told(...pieces)).toEqual(told(whole));
			for (const line of told(whole)) if (!line.startsWith("text")) expect(line.length).toBeLessThan(120);
		}),
		100_000,
	);
});
