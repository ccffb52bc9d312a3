import { expect, test } from "vitest";
import { trimSpace } from "../../src/text/trim-space.ts";

test.each([
	["", ""],
	[" \t\n\u00a0\u3000", ""],
	["  a b \r\n", "a b"],
	["\u0085a\u2028", "a"],
	["\ufeffa\u200b", "\ufeffa\u200b"],
])("%j is %j", (text, trimmed) => {
	expect(trimSpace(text)).toBe(trimmed);
});
