import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareKeysIn, type SortKey } from "../../src/table/row-order.ts";
import { sortByKey } from "../../src/table/sort-by-key.ts";
import { fuzz } from "../support/fuzz.ts";

interface Item {
	readonly key: SortKey;
	readonly index: number;
}

/** Many different texts, so that grouping them is given up. */
const manyTexts = fc.array(
	fc.nat(5_000).map((number) => `t${number}`),
	{ minLength: 3_000, maxLength: 3_000, size: "max" },
);

describe.each([
	["numbers, some absent", fc.array(fc.oneof(fc.double({ noNaN: false }), fc.nat(5), fc.constant(Number.NaN)))],
	["few texts", fc.array(fc.constantFrom("Running", "Pending", "", "a", "B"))],
	["many texts", manyTexts],
	[
		"many texts and numbers",
		fc
			.tuple(manyTexts, fc.array(fc.oneof(fc.nat(3), fc.constant(Number.NaN))))
			.map(([texts, numbers]) => [...numbers, ...texts]),
	],
	["texts and numbers", fc.array(fc.oneof(fc.nat(3), fc.string({ maxLength: 2 }), fc.constant(Number.NaN)))],
] as readonly (readonly [string, fc.Arbitrary<readonly SortKey[]>])[])("%s", (_what, arbitrary) => {
	test("stand in order, equal ones as they came, absent ones last", async () => {
		await fuzz(
			fc.property(arbitrary, fc.boolean(), (keys, descending) => {
				const items: readonly Item[] = keys.map((key, index) => ({ key, index }));
				const expected = [...items].sort((a, b) => compareKeysIn(descending, a.key, b.key) || a.index - b.index);
				const sorted = sortByKey(items, ({ key }) => key, descending);
				expect(sorted.rows.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
				expect(sorted.keys).toEqual(expected.map(({ key }) => key));
			}),
			6_000,
		);
	});
});
