import { expect, test } from "vitest";
import { copySequence } from "../../src/terminal/clipboard.ts";

test("a text goes to the clipboard in base64, so that nothing in it is a command", () => {
	const sequence = copySequence("api\u0007\u001b[2J 価格") ?? "";
	expect(sequence.startsWith("\u001b]52;c;")).toBe(true);
	expect(sequence.slice(7, -1)).toMatch(/^[A-Za-z0-9+/=]+$/);
	expect(Buffer.from(sequence.slice(7, -1), "base64").toString()).toBe("api\u0007\u001b[2J 価格");
	expect(sequence.endsWith("\u0007")).toBe(true);
});

test("more than 100 KB is not copied", () => {
	expect(copySequence("a".repeat(100_000))).toBeDefined();
	expect(copySequence("a".repeat(100_001))).toBeUndefined();
});
