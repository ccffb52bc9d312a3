import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { haystack, parseFilter } from "../../src/table/filter.ts";
import { columns, server } from "./server-rows.ts";

const hay = haystack(columns, server("api-7d9f", { namespace: "payments", state: "CrashLoopBackOff", restarts: 12 }), {
	nowMs: 1_000,
	load: new Map([["api-7d9f", 77]]),
});

function matches(text: string): boolean {
	const filter = parseFilter(text);
	if (!filter.ok) throw new Error(filter.failure.message);
	return filter.value.matches(hay);
}

describe("the plain filter", () => {
	test.each([
		["", true],
		["  ", true],
		["api", true],
		["API", true],
		["crash", true],
		["  api   crash ", true],
		["api web", false],
		["!web", true],
		["!api", false],
		["api !completed", true],
		["api !CRASH", false],
		// A term is one substring of one cell.
		["paymentsapi", false],
		// Special characters mean nothing yet.
		["api-7d9f", true],
		[".*", false],
	])("%j: %s", (text, expected) => {
		expect(matches(text)).toBe(expected);
	});

	test("does not look into numbers, nor into what changes by itself", () => {
		expect(matches("12")).toBe(false);
		expect(matches("77")).toBe(false);
	});

	test("says where it cannot be read", () => {
		expect(parseFilter("api !")).toEqual({ ok: false, failure: { message: expect.stringContaining("!"), at: 4 } });
	});

	test("knows when it keeps everything", () => {
		expect(parseFilter(" ")).toMatchObject({ ok: true, value: { empty: true } });
		expect(parseFilter("a")).toMatchObject({ ok: true, value: { empty: false } });
	});

	test("a term and its negation part all rows between them", () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[^\s!]\S{0,8}$/), (term) => {
				expect(matches(term)).not.toBe(matches(`!${term}`));
			}),
		);
	});
});
